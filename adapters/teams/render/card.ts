import type { Card, Tone } from "../../../src/card/card.ts";
import { withoutMiddle } from "../../../src/card/number.ts";
import { type Addresses, heading, notEmpty, toElements } from "./blocks.ts";
import type { AdaptiveCard, CardMention, ContainerStyle, Element } from "./element.ts";
import { fitting, roomIn, sizeOf } from "./fit.ts";
import { literal, mentionsOf, shown } from "./text.ts";

/** The emoji before the tone's word, and the colour behind the title. */
const LOOK: Readonly<Record<Tone, { readonly emoji: string; readonly style: ContainerStyle }>> = {
  alarm: { emoji: "🔴 ", style: "attention" },
  acknowledged: { emoji: "🟠 ", style: "warning" },
  inconclusive: { emoji: "⚪ ", style: "emphasis" },
  ok: { emoji: "🟢 ", style: "good" },
  neutral: { emoji: "", style: "default" },
};

/** Converts a card into an Adaptive Card. Pure. What does not fit into a message, beside so many bytes, is counted on it. */
export function toAdaptiveCard(card: Card, addresses: Addresses = {}, beside = 0): AdaptiveCard {
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
  return frame(within(all, roomIn(frame([])) - beside));
}

/** Whom the texts of a card mention, each once. */
function mentionsIn({ blocks }: Card): readonly CardMention[] {
  const found = blocks.flatMap((block) => (block.type === "text" ? mentionsOf(block.text) : []));
  return [...new Map(found.map((mention) => [mention.mentioned.id, mention])).values()];
}

function title({ title: text, tone }: Card): Element {
  const { emoji, style } = LOOK[tone];
  return { type: "Container", style, bleed: true, items: [heading(`${emoji}${text}`, { size: "Medium" })] };
}

/** As many elements as fit, in order. The last row of buttons stays, as far as it takes half of the room; what is left out is counted. */
function within(elements: readonly Element[], bytes: number): readonly Element[] {
  const last = elements.findLast(({ type }) => type === "ActionSet");
  const row = last?.type === "ActionSet" ? { ...last, actions: fitting(last.actions, bytes / 2) } : undefined;
  const buttons = last?.type === "ActionSet" && row ? last.actions.length - row.actions.length : 0;
  let room = bytes - (row ? sizeOf(row) : 0) - NOTES;
  let left = 0;
  const fits = elements.flatMap((element): readonly Element[] => {
    if (element === last) return row && row.actions.length > 0 ? [row] : [];
    const size = sizeOf(element);
    if (left > 0 || size > room) {
      left += 1;
      return [];
    }
    room -= size;
    return [element];
  });
  return [
    ...fits,
    ...note(left, "parts: Why? and status have the rest"),
    ...note(buttons, "buttons: type help for the commands"),
  ];
}

/** Bytes for the notes about what was left out. */
const NOTES = 400;

function note(count: number, what: string): readonly Element[] {
  return count === 0 ? [] : [shown(literal(`… and ${count} more ${what}`, { size: "Small", isSubtle: true }))];
}
