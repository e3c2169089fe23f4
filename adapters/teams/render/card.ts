import type { Card, Tone } from "../../../src/card/card.ts";
import { withoutMiddle } from "../../../src/card/number.ts";
import { type Addresses, notEmpty, toElements } from "./blocks.ts";
import type { AdaptiveCard, ContainerStyle, Element, Mention } from "./element.ts";
import { LIMIT } from "./limits.ts";
import { escaped, mentionOf } from "./text.ts";

/** The emoji before the tone's word, and the colour behind the title. */
const LOOK: Readonly<Record<Tone, { readonly emoji: string; readonly style: ContainerStyle }>> = {
  alarm: { emoji: "🔴 ", style: "attention" },
  acknowledged: { emoji: "🟠 ", style: "warning" },
  inconclusive: { emoji: "⚪ ", style: "emphasis" },
  ok: { emoji: "🟢 ", style: "good" },
  neutral: { emoji: "", style: "default" },
};

/** Converts a card into an Adaptive Card. Pure. What does not fit into a message is counted on it. */
export function toAdaptiveCard(card: Card, addresses: Addresses = {}): AdaptiveCard {
  const push = notEmpty(withoutMiddle(card.push, 150));
  const mentions = mentionsIn(card);
  const frame = (body: readonly Element[]): AdaptiveCard => ({
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.5",
    fallbackText: push,
    speak: push,
    body,
    msteams: { width: "Full", ...(mentions.length > 0 && { entities: mentions }) },
  });
  const all = [title(card), ...card.blocks.flatMap((block) => toElements(block, addresses))];
  return frame(within(all, LIMIT.message - LIMIT.envelope - sizeOf(frame([]))));
}

/** Whom the texts of a card mention, each once. */
function mentionsIn({ blocks }: Card): readonly Mention[] {
  const texts = blocks.flatMap((block) => ("text" in block && typeof block.text !== "string" ? block.text : []));
  const found = texts.flatMap((span) => (typeof span !== "string" && "calls" in span ? (mentionOf(span) ?? []) : []));
  return [...new Map(found.map((mention) => [mention.mentioned.id, mention])).values()];
}

function title({ title: text, tone }: Card): Element {
  const { emoji, style } = LOOK[tone];
  const shown = `${emoji}${escaped(withoutMiddle(text, LIMIT.title))}`;
  const block: Element = {
    type: "TextBlock",
    wrap: true,
    weight: "Bolder",
    size: "Medium",
    style: "heading",
    text: notEmpty(shown),
  };
  return { type: "Container", style, bleed: true, items: [block] };
}

/** As many elements as fit, in order. The last row of buttons always stays; what is left out is counted. */
function within(elements: readonly Element[], bytes: number): readonly Element[] {
  const last = elements.findLast(({ type }) => type === "ActionSet");
  let room = bytes - (last ? sizeOf(last) : 0) - 200;
  let left = 0;
  const shown = elements.filter((element) => {
    if (element === last) return true;
    const size = sizeOf(element);
    if (left > 0 || size > room) {
      left += 1;
      return false;
    }
    room -= size;
    return true;
  });
  if (left === 0) return shown;
  const text = `… and ${left} more parts: Why? and status have the rest`;
  return [...shown, { type: "TextBlock", wrap: true, size: "Small", isSubtle: true, text }];
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value)) + 1;
}
