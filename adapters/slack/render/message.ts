import type { types } from "@slack/bolt";
import type { Card, Tone } from "../../../src/card/card.ts";
import { withoutMiddle } from "../../../src/card/number.ts";
import { type OwnBlock, type Rendering, toBlocks } from "./blocks.ts";
import { LIMIT } from "./limits.ts";
import { codePoints, escaped, literal, notEmpty, plainText } from "./text.ts";

/** A message's content in the form of Slack's methods. */
export interface MessageContent {
  /** Shown in notifications and read by screen readers. */
  readonly text: string;
  readonly blocks: types.KnownBlock[];
  /** Has the colour of the bar, and the footer. */
  readonly attachments: types.MessageAttachment[];
}

/** The emoji before the tone's word, and the colour of the bar. Neutral cards have neither. */
const LOOK: Readonly<Record<Tone, { readonly emoji: string; readonly color: string } | undefined>> = {
  alarm: { emoji: "🔴 ", color: "#a30200" },
  acknowledged: { emoji: "🟠 ", color: "#daa038" },
  inconclusive: { emoji: "⚪ ", color: "#dddddd" },
  ok: { emoji: "🟢 ", color: "#2eb886" },
  neutral: undefined,
};

/** Converts a card into a message. Pure. What does not fit is counted on it. */
export function toMessageContent(card: Card, rendering: Rendering = {}): MessageContent {
  const look = LOOK[card.tone];
  const all = within(blocksOf(card, rendering), LIMIT.messageBlocks - 1);
  const text = notEmpty(escaped(withoutMiddle(card.push, 150)));
  if (!look) return { text, blocks: all, attachments: [] };
  const { blocks, footer } = splitFooter(all, card.investigation ?? "Gumshoe");
  return { text, blocks, attachments: [{ color: look.color, fallback: text, blocks: [footer] }] };
}

/** Whether a card has a table, which a workspace may refuse in Slack's own form. */
export function hasTable({ blocks }: Card): boolean {
  return blocks.some(({ type }) => type === "table");
}

/** What of a card is shown in Slack's own form, which a workspace may refuse. */
export function ownBlocks({ blocks }: Card): readonly OwnBlock[] {
  return OWN.filter((own) => blocks.some(({ type }) => type === own));
}

const OWN: readonly OwnBlock[] = ["table", "progress"];

/** The card without charts and files, which Slack may refuse. */
export function withoutPictures(card: Card): Card {
  return { ...card, blocks: card.blocks.filter(({ type }) => type !== "image") };
}

/** The last resort: the notification's text. */
export function textOnly(card: Card): MessageContent {
  return { text: notEmpty(escaped(`${card.title}\n${card.push}`)), blocks: [], attachments: [] };
}

/** The card as blocks of a modal or of the home tab, which hold more. */
export function toViewBlocks(card: Card): types.KnownBlock[] {
  return within(blocksOf(card, {}), LIMIT.viewBlocks - 1);
}

/** Slack takes one table of its own a message; further ones are text. */
function blocksOf(card: Card, rendering: Rendering): readonly types.KnownBlock[] {
  const first = card.blocks.find(({ type }) => type === "table");
  const further: Rendering = { ...rendering, own: (rendering.own ?? []).filter((own) => own !== "table") };
  const blocks = card.blocks.flatMap((block, index) =>
    toBlocks(block, block.type === "table" && block !== first ? further : rendering, `row-${index}`),
  );
  return [...titleBlocks(card), ...blocks];
}

/** A title that is too long for a header is truncated in the middle there, and quoted whole below. */
function titleBlocks({ title, tone }: Card): readonly types.KnownBlock[] {
  const emoji = LOOK[tone]?.emoji ?? "";
  const room = LIMIT.header - codePoints(emoji) - 4;
  const header: types.KnownBlock = {
    type: "header",
    text: plainText(`${emoji}${literal(withoutMiddle(title, room))}`, LIMIT.header),
  };
  if (codePoints(title) <= room) return [header];
  return [header, { type: "context", elements: [plainText(title, LIMIT.contextElement)] }];
}

/** As many blocks as fit, in order. The last row of buttons always stays, because readers need it; what is left out is counted. */
function within(blocks: readonly types.KnownBlock[], most: number): types.KnownBlock[] {
  const last = blocks.findLast(({ type }) => type === "actions");
  const shown: types.KnownBlock[] = [];
  let room = LIMIT.characters - (last ? sizeOf(last) : 0) - 200;
  let left = 0;
  for (const block of blocks) {
    const size = block === last ? 0 : sizeOf(block);
    const reserved = last === undefined || shown.includes(last) || block === last ? 1 : 2;
    const fits = left === 0 && size <= room && shown.length + reserved <= most;
    if (fits || block === last) {
      shown.push(block);
      room -= size;
    } else left += 1;
  }
  if (left === 0) return shown;
  const text = `… and ${left} more parts: Why? and status have the rest`;
  return [...shown, { type: "context", elements: [plainText(text, LIMIT.contextElement)] }];
}

function sizeOf(block: types.KnownBlock): number {
  return codePoints(JSON.stringify(block));
}

/** The footer of a card stands beside the bar of colour; a card without one shows the investigation's number there. */
function splitFooter(all: types.KnownBlock[], name: string): { blocks: types.KnownBlock[]; footer: types.KnownBlock } {
  const index = all.at(-1)?.type === "actions" ? -2 : -1;
  const found = all.at(index);
  if (found?.type !== "context" || all.length < 3) {
    return { blocks: all, footer: { type: "context", elements: [plainText(name, LIMIT.contextElement)] } };
  }
  return { blocks: all.filter((block) => block !== found), footer: found };
}
