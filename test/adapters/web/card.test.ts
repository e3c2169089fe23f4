import fc from "fast-check";
import { expect, test } from "vitest";
import { type Links, renderCard } from "../../../adapters/web/render/card.ts";
import type { Block, Card, Tone } from "../../../src/card/card.ts";
import { card } from "./stage.ts";

const links: Links = {
  investigation: (number) => `/investigations/${number}`,
  chart: (archive, theme, size) => `/charts/${archive}.svg?theme=${theme}&size=${size}`,
  file: (archive, name) => `/files/${archive}/${name}`,
};
const rendered = (shown: Card, interactive = true): string => String(renderCard(shown, links, { interactive }));
const withBlock = (block: Block): string => rendered(card("ALARM x", { blocks: [block] }));

const HOSTILE = `<script>alert("1")</script><img src=x onerror='a()'> & \u202Egnol`;
const everywhere = (text: string): Card => ({
  title: text,
  tone: "alarm",
  investigation: text,
  push: text,
  blocks: [
    { type: "text", text },
    { type: "context", text: [text, { time: text }] },
    { type: "facts", facts: [[text, text]] },
    { type: "quote", text },
    { type: "command", text, undo: text },
    { type: "points", points: [{ sign: "+", text }] },
    { type: "table", columns: [{ name: text }], rows: [[text]] },
    { type: "image", archive: text, alt: text },
    { type: "progress", done: 1, planned: 2, text },
    {
      type: "actions",
      actions: [{ label: text, command: text, confirm: text }],
    },
  ],
});

/** The elements and attributes alone, without what they say, and without those that keep a name on one line. */
const skeleton = (html: string): string =>
  html
    .replaceAll(/<span class="whole">([^<]*)<\/span>/g, "$1")
    .replaceAll(/"[^"]*"/g, '""')
    .replaceAll(/>[^<]*</g, "><");

test("markup from outside is text wherever a card can carry it", () => {
  const html = rendered(everywhere(HOSTILE));
  expect(html).not.toMatch(/<script|<img src=x|onerror='/);
  expect(html).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
});

test("no text changes the elements of a card", () => {
  const plain = skeleton(rendered(everywhere("x")));
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(..."<>\"'&=/ ax`\u202e\n"), minLength: 1, maxLength: 60 }),
      (text) => {
        expect(skeleton(rendered(everywhere(text)))).toBe(plain);
      },
    ),
    { numRuns: 200 },
  );
});

test("a name of 255 characters is shown whole", () => {
  const name = "n".repeat(255);
  expect(rendered(card(name))).toContain(name);
});

test.each<[Block, number]>([
  [{ type: "text", text: "x".repeat(2_210) }, 2_000],
  [{ type: "quote", text: "x".repeat(810) }, 600],
])("what is cut from a $0.type is counted", (block, shown) => {
  expect(withBlock(block)).toContain(`${"x".repeat(shown)} … 210 more`);
});

test.each<[Block, string]>([
  [{ type: "facts", facts: Array.from({ length: 32 }, (_, at) => [`f${at}`, "v"]) }, "… and 12 more"],
  [{ type: "points", points: Array.from({ length: 27 }, () => ({ sign: "-", text: "p" })) }, "… and 7 more"],
  [{ type: "table", columns: [{ name: "a" }], rows: Array.from({ length: 31 }, () => ["r"]) }, "… and 1 more"],
])("a list that is too long says how much is missing", (block, words) => {
  expect(withBlock(block)).toContain(words);
});

test.each<[Tone, string]>([
  ["alarm", "🔴"],
  ["acknowledged", "🟠"],
  ["inconclusive", "⚪"],
  ["ok", "🟢"],
])("the tone %s has one emoji, hidden from screen readers, before the word", (tone, emoji) => {
  expect(rendered(card("WORD name", { tone }))).toContain(`<span aria-hidden="true">${emoji}</span> WORD name`);
});

test("a neutral card has no emoji", () => {
  expect(rendered(card("HELP", { tone: "neutral" }))).toContain("<h3>HELP</h3>");
});

test("five buttons are visible and the others wait behind a menu", () => {
  const actions = ["a", "b", "c", "d", "e", "f"].map((label) => ({ label, command: `G-1 ${label}` }));
  const html = withBlock({ type: "actions", actions: [{ label: "o", command: "G-1 o", overflow: true }, ...actions] });
  const [visible = "", hidden = ""] = html.split("<details");
  expect(visible.match(/<button/g)).toHaveLength(5);
  expect(hidden.match(/<button/g)).toHaveLength(2);
  expect(hidden).toContain('value="G-1 o"');
});

test("a button is a form with the words that a person could type", () => {
  const html = withBlock({ type: "actions", actions: [{ label: "Ack", command: "G-1042 ack" }] });
  expect(html).toContain('<form method="post" action="/say"');
  expect(html).toContain('name="text" value="G-1042 ack"');
});

test("a page for reading has no button", () => {
  const actions = card("ALARM", { blocks: [{ type: "actions", actions: [{ label: "Ack", command: "ack" }] }] });
  expect(rendered(actions, false)).not.toContain("<button");
});

test("a moment is a time element that says UTC until a script knows better", () => {
  const html = withBlock({ type: "text", text: ["since ", { time: "2026-05-01T03:02:00.000Z" }] });
  expect(html).toContain('since <time datetime="2026-05-01T03:02:00.000Z">03:02 UTC</time>');
});

test("a picture has its finding as alt text, and a source for phones and for the dark", () => {
  const html = withBlock({ type: "image", archive: "abc", alt: "5xx jumps at 03:02" });
  expect(html.match(/5xx jumps at 03:02/g)).toHaveLength(1);
  expect(html).toContain('alt="5xx jumps at 03:02"');
  expect(html).toContain("theme=dark&amp;size=phone");
});
