import { describe, expect, test } from "vitest";
import { toMessageContent } from "../../adapters/slack/render/message.ts";
import { toAdaptiveCard } from "../../adapters/teams/render/card.ts";
import { renderCard } from "../../adapters/web/render/card.ts";
import { type Card, plain } from "../../src/card/card.ts";
import { sources, textOf } from "../imports.ts";
import { cards } from "./cards.ts";

const links = {
  investigation: (number: string) => `/investigations/${number}`,
  chart: () => "/charts/x.svg",
  file: () => "/files/x.csv",
};

/** Every string of a rendered card in order, in the platform's own words. */
const strings = (rendered: unknown): string => JSON.stringify(rendered);

/** Each platform's folder, with how it renders a card. */
const RENDERERS: Readonly<Record<string, (card: Card) => string>> = {
  slack: (card) => strings(toMessageContent(card)),
  teams: (card) => strings(toAdaptiveCard(card)),
  web: (card) => String(renderCard(card, links, { interactive: true })),
};
const platforms = Object.entries(RENDERERS);

test("every platform is here", () => {
  const connecting = sources("adapters").filter((file) => /\bPlatformAdapter\b/.test(textOf(file)));
  // The terminal plays a demonstration; nobody types or presses there.
  const folders = connecting.map((file) => file.split("/")[1]).filter((folder) => folder !== "terminal");
  expect(new Set(folders)).toEqual(new Set(Object.keys(RENDERERS)));
});

/** The commands of a card's buttons, those behind "…" last. */
const commandsOf = ({ blocks }: Card): readonly string[] =>
  blocks.flatMap((block) => (block.type === "actions" ? block.actions.map(({ command }) => command) : []));

/** What a card says, without moments and figures' dress: the words that must stand on every platform. */
function wordsOf({ title, blocks }: Card): readonly string[] {
  const texts = blocks.flatMap((block): readonly string[] => {
    switch (block.type) {
      case "heading":
      case "quote":
        return [block.text];
      case "text":
      case "context":
      case "progress":
        return typeof block.text === "string" ? [block.text] : block.text.filter((span) => typeof span === "string");
      case "facts":
        return block.facts.flatMap(([label, value]) => [label, plain(value)]);
      case "points":
        return block.points.map(({ text }) => plain(text));
      case "table":
        return block.rows.flat();
      case "command":
        return [block.text, ...(block.undo === undefined ? [] : [block.undo])];
      case "file":
        return [`${block.rows} rows`];
      case "image":
      case "actions":
        return [];
      case "links":
        return block.links.map(({ text }) => text);
      default:
        return block satisfies never;
    }
  });
  return [title, ...texts].flatMap((text) => text.split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length > 3);
}

describe.each(cards)("%s", (_name, card) => {
  test.each(platforms)("has all its actions on %s, in their order", (_platform, render) => {
    const rendered = render(card).replaceAll("&quot;", '"');
    // A page has a command as it is, and JSON with its quotes escaped.
    const places = commandsOf(card).map((command) =>
      Math.max(rendered.indexOf(`"${command}"`), rendered.indexOf(JSON.stringify(command))),
    );
    expect(places.filter((place) => place < 0)).toEqual([]);
  });

  test("has its visible actions in one order everywhere", () => {
    const visible = card.blocks.flatMap((block) =>
      block.type === "actions" ? block.actions.filter(({ overflow }) => !overflow).map(({ command }) => command) : [],
    );
    for (const [platform, render] of platforms) {
      const rendered = render(card).replaceAll("&quot;", '"');
      const shown = [...rendered.matchAll(/"(G-\d+ [a-z]+(?: h\d+)?|investigate|metrics)"/g)].map(
        ([, command]) => command,
      );
      const order = shown.filter(
        (command, index) => visible.includes(command ?? "") && shown.indexOf(command) === index,
      );
      expect(order, platform).toEqual([...new Set(visible)].filter((command) => order.includes(command)));
    }
  });

  test.each(platforms)("says the same on %s", (_platform, render) => {
    const rendered = render(card);
    expect(wordsOf(card).filter((word) => !rendered.includes(word))).toEqual([]);
  });
});
