import type { Card } from "../../../src/card/card.ts";
import { withoutMiddle } from "../../../src/card/number.ts";

/** Teams' limits. https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content */
const LIMIT = { citations: 20, name: 80, abstract: 160 } as const;

interface Claim {
  readonly "@type": "Claim";
  /** The n of the `[n]` in the message's text. */
  readonly position: number;
  readonly appearance: { readonly "@type": "DigitalDocument"; readonly name: string; readonly abstract: string };
}

/** Labels a message as worded by a language model, and says what it cites. */
export interface AiEntity {
  readonly type: "https://schema.org/Message";
  readonly "@type": "Message";
  readonly "@context": "https://schema.org";
  readonly additionalType: readonly ["AIGeneratedContent"];
  readonly citation: readonly Claim[];
}

/** A card whose first text a language model worded: that text, with Teams' label and citations, and the rest of the card. */
export interface Worded {
  readonly text: string;
  readonly entities: readonly [AiEntity];
  readonly rest: Card;
}

/** Splits what a language model worded from a card, because Teams shows citations only in a message's own text; undefined where none did. */
export function wordedPart(card: Card): Worded | undefined {
  const said = card.blocks.find(({ type }) => type === "text");
  if (card.worded === undefined || said?.type !== "text" || typeof said.text !== "string") return undefined;
  const sources = card.worded.slice(0, LIMIT.citations);
  const citation = sources.map(({ id, text }, index): Claim => {
    const abstract = withoutMiddle(text, LIMIT.abstract);
    const appearance = { "@type": "DigitalDocument", name: withoutMiddle(id, LIMIT.name), abstract } as const;
    return { "@type": "Claim", position: index + 1, appearance };
  });
  const text = cited(
    escaped(said.text),
    sources.map(({ id }) => id),
  );
  return {
    text,
    entities: [
      {
        type: "https://schema.org/Message",
        "@type": "Message",
        "@context": "https://schema.org",
        additionalType: ["AIGeneratedContent"],
        citation,
      },
    ],
    rest: { ...card, blocks: card.blocks.filter((block) => block !== said) },
  };
}

/** Teams' marks behind the ids that a sentence ends with: "(e2, h1)" is "(e2, h1) [1] [2]". */
function cited(text: string, ids: readonly string[]): string {
  return text.replaceAll(/\(([a-z0-9, ]+)\)/g, (whole, inner: string) => {
    const positions = inner.split(/[, ]+/).map((id) => ids.indexOf(id) + 1);
    const marks = positions.filter((position) => position > 0).map((position) => `[${position}]`);
    return [whole, ...marks].join(" ");
  });
}

/** A message's text is Markdown: what would format stands as it is, each sentence on a line of its own. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_~[\]<>#|]/g, "\\$&").replaceAll("\n", "\n\n");
}
