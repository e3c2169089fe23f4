import { describe, expect, test } from "vitest";
import { type Block, type Card, plain, type Text } from "../../src/card/card.ts";
import { type Moment, plays } from "./moments.ts";

/** The height in pixels of a phone's screen of 390 × 844, less what the estimate below may be wrong by, and the letters of a line. */
const SCREEN = 800;
const LETTERS = 46;

const linesOf = (text: Text | string): number => Math.ceil(plain(text).length / LETTERS);

/** About how high a block stands on a phone, in pixels of the page's style. */
function height(block: Block): number {
  switch (block.type) {
    case "heading":
    case "text":
      return 8 + 22 * linesOf(block.text);
    case "context":
    case "progress":
      return 6 + 19 * linesOf(block.text);
    case "facts":
      return block.facts.reduce(
        (sum, [label, value]) => sum + 22 * Math.max(1, linesOf(`${label} ${plain(value)}`)),
        8,
      );
    case "command":
      return 42;
    case "quote":
      return 22 + 19 * block.text.split("\n").reduce((sum, line) => sum + Math.max(1, linesOf(line)), 0);
    case "points":
      return block.points.reduce((sum, { text }) => sum + 22 * linesOf(text), 8);
    case "table":
      return 30 * (block.rows.length + 1);
    case "image":
      return 187;
    case "file":
    case "links":
      return 30;
    case "actions":
      return 44 * Math.ceil(Math.min(5, block.actions.length) / 4);
    default:
      return block satisfies never;
  }
}

/** Every text that a card says, once for each time that it says it. */
function textsOf({ title, blocks }: Card): readonly string[] {
  const told = blocks.flatMap((block): readonly string[] => {
    switch (block.type) {
      case "facts":
        return block.facts.flatMap(([label, value]) => [label, plain(value)]);
      case "points":
        return block.points.map(({ text }) => plain(text));
      case "heading":
      case "text":
      case "context":
      case "progress":
        return [plain(block.text)];
      // What is copied, asked or listed is quoted as it is; a picture tells what the text does.
      case "quote":
      case "command":
      case "image":
      case "table":
      case "file":
      case "links":
      case "actions":
        return [];
      default:
        return block satisfies never;
    }
  });
  return [title, ...told];
}

/** What one stumbles over, as a person would not say it aloud. */
const STUMBLING: readonly RegExp[] = [
  /\b\w+ (?:Sum|p99) \d/,
  /caused it:/,
  /\d for(?:,|$)/,
  /Normal: \d+ of/,
  /stays as it is after/,
  /Settles? it/,
  /\bis not told\b|\bnot told,/,
  /those it calls/,
  /nobody is known|nothing is known of whom|no callee/,
  /CHANGED: was (\S+ \S+), now \1$/,
  /What caused it/,
  /Restore\b/,
  /CONFIRMED[\s\S]*Provisional|Provisional[\s\S]*CONFIRMED/,
];

const SENTENCE = 24;

describe.each(Object.entries(plays))("the cards of %s", (name, play) => {
  const every = async (check: (moment: Moment) => void): Promise<void> => {
    for (const moment of await play()) check(moment);
  };

  test("use no words that make one stumble", () =>
    every(({ name: moment, card }) => {
      const said = textsOf(card).join("\n");
      for (const words of STUMBLING) expect.soft(said, `${moment}: ${words}`).not.toMatch(words);
    }));

  test("say nothing twice", () =>
    every(({ name: moment, card }) => {
      const sentences = textsOf(card)
        .flatMap((text) => text.split(/\. |; | · /))
        .filter((sentence) => sentence.length >= SENTENCE && !/^\d+ findings? for,/.test(sentence));
      const twice = sentences.filter((sentence, index) => sentences.indexOf(sentence) < index);
      expect.soft(twice, moment).toEqual([]);
    }));

  test("have one unit for a metric", () =>
    every(({ name: moment, card }) => {
      const figures = [
        ...textsOf(card)
          .join("\n")
          .matchAll(/\berrors? (?:\S+ → )?[\d.,]+( per (?:min|s|h)|…)?/g),
      ];
      expect
        .soft(
          figures.filter(([, unit]) => unit === undefined).map(([text]) => text),
          moment,
        )
        .toEqual([]);
    }));

  // Answers and the reasoning behind Why? are as long as what was asked for.
  test.skipIf(name === "answers")("fit on one screen of a phone", () =>
    every(({ name: moment, card }) => {
      const pixels = card.blocks.reduce((sum, block) => sum + height(block), 30);
      expect.soft(pixels, moment).toBeLessThanOrEqual(SCREEN);
    }),
  );
});
