import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Card, plain } from "../../src/card/card.ts";
import { executable, startBrowser } from "../adapters/web/browser.ts";
import { type Moment, plays } from "./moments.ts";
import { heightOf, PHONE } from "./phone.ts";

/** A card is at most one screen of a phone: its height in CSS pixels. */
const SCREEN = 700;

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

let browser: Browser | undefined;
let page: Page | undefined;
beforeAll(async () => {
  if (executable === undefined) return;
  browser = await startBrowser();
  page = await browser.newPage({ viewport: PHONE });
});
afterAll(() => browser?.close());

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
  test.skipIf(name === "answers" || executable === undefined)(
    "fit on one screen of a phone (skipped where no browser is installed)",
    async () => {
      for (const { name: moment, card } of await play()) {
        expect.soft(page && (await heightOf(page, card)), moment).toBeLessThanOrEqual(SCREEN);
      }
    },
  );
});
