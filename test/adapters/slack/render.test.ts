import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Rendering } from "../../../adapters/slack/render/blocks.ts";
import { toMessageContent } from "../../../adapters/slack/render/message.ts";
import { codePoints, escaped, fitted, moment, mrkdwn, toTextObject } from "../../../adapters/slack/render/text.ts";
import { toAnswerView, toFormView } from "../../../adapters/slack/render/view.ts";
import type { Block, Card, Text, Tone } from "../../../src/card/card.ts";
import { FORM_NAMES } from "../../../src/card/form.ts";
import { problemsOf } from "../../counterparts/slack/limits.ts";

const HOSTILE =
  "<!here> <@U0001> <#C1|x> <https://evil.example|safe> *bold* _it_ ~no~ `code` ```fence``` &lt;b&gt; :fire: \u202Egnol";
const held = { a: "F1" };

function everywhere(text: string, count = 1): Card {
  const blocks: readonly Block[] = [
    { type: "heading", text },
    { type: "text", text },
    { type: "text", text: [text, { time: "2026-11-23T03:02:00Z" }, text] },
    { type: "context", text: [text, { time: "2026-11-23T03:02:00Z" }] },
    { type: "facts", facts: Array.from({ length: count * 3 }, () => [text, text] as const) },
    { type: "quote", text },
    { type: "points", points: Array.from({ length: count * 2 }, () => ({ sign: "+" as const, text })) },
    { type: "table", columns: [{ name: text }, { name: "n", numeric: true }], rows: Array(count).fill([text, "1"]) },
    { type: "image", archive: "a", alt: text },
    { type: "file", archive: "a", name: "q1.csv", rows: 212 },
    { type: "progress", done: 1, planned: 2, text },
    {
      type: "actions",
      actions: Array.from({ length: count }, (_, index) => ({
        label: text.slice(0, 90),
        command: `G-1 note ${text}`,
        overflow: index % 2 === 0,
        ...(index % 3 === 0 && { confirm: text }),
      })),
    },
  ];
  return { title: text, tone: "alarm", push: text, investigation: "G-1", blocks };
}

const OWN = ["table", "progress"] as const;
const links = new Map([["G-1042", "https://gumshoe-test.slack.com/archives/C1/p1"]]);
const refusedAsPost = (card: Card): readonly string[] =>
  [{ held }, { held, own: OWN, threads: links }].flatMap((rendering) =>
    problemsOf("chat.postMessage", { channel: "C1", ...toMessageContent(card, rendering) }),
  );
const refusedAsView = (card: Card): readonly string[] =>
  problemsOf("views.open", { trigger_id: "t", view: toAnswerView(card) });

test.each([1, 3, 30, 200])("%i of everything at any length is within Slack's limits", (count) => {
  for (const length of [0, 1, 80, 255, 1_023, 20_000]) {
    const card = everywhere("x<&".repeat(Math.ceil(length / 3)).slice(0, length), count);
    expect(refusedAsPost(card), `${length} characters`).toEqual([]);
    expect(refusedAsView(card), `${length} characters`).toEqual([]);
  }
});

test("no text makes a card that Slack refuses", () => {
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 4_000 }),
    fc.string({ unit: fc.constantFrom(..."<>&*_~`@#!|\n:a \u202E\uD800"), maxLength: 300 }),
  );
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 12 }), (text, count) => {
      expect(refusedAsPost(everywhere(text, count))).toEqual([]);
    }),
    { numRuns: 75 },
  );
});

describe("text from outside", () => {
  /** All but what buttons carry, which nobody reads. */
  const json = JSON.stringify(toMessageContent(everywhere(HOSTILE), { held })).replaceAll(
    /"value":"(?:[^"\\]|\\.)*"/g,
    "",
  );

  test("makes no mention or channel link, and no link that shows another address", () => {
    expect(json).not.toMatch(/<!(?!date)|<@|<#|<https?:[^<>]*\|/);
  });

  test.each([
    ["see https://a.example/x?b=1&c=d_e.", "see <https://a.example/x?b=1&amp;c=d_e>."],
    ["(https://a.example/)", "(<https://a.example/>)"],
    ["<https://evil.example|safe>", "&lt;<https://evil.example>|safe&gt;"],
    ["https://a.example/:fire:_x_", "<https://a.example/:fire:_x>\u02CD"],
    ["https://a.example https://b.example", "<https://a.example> <https://b.example>"],
    ["https://", "https://"],
  ])("has addresses that can be clicked and copied as they are: %s", (text, shown) => {
    expect(mrkdwn(text, 500)).toBe(shown);
    expect(toTextObject(`${text}`, 500)).toMatchObject(
      shown.includes("<") ? { type: "mrkdwn", text: shown, verbatim: true } : { type: "plain_text" },
    );
  });

  test("has no link to a part of an address", () => {
    expect(mrkdwn(`${"x".repeat(60)} https://a.example/${"y".repeat(200)}`, 200)).not.toMatch(/<http/);
  });

  test("makes no format where Slack reads markup", () => {
    expect(escaped("*bold* _it_ ~no~ `code`")).not.toMatch(/(^|\s)[*_~`]\S[^*_~`]*\S[*_~`]/);
    expect(escaped("> quote")).not.toMatch(/^&gt;/);
    expect(escaped("a :fire: b")).not.toMatch(/:fire:/);
  });

  test.each([
    "prod_orders-5xx",
    "arn:aws:sns:us-east-1:111122223333:shop_alarms",
    "app/shop/50dc6c495c0c9188",
    "2*3",
    "a:b:c",
    "10:30:00",
    "https://grafana.example.com/d/abc?var=a_b#panel-2",
  ])("a name is left as AWS writes it: %s", (name) => {
    expect(escaped(name)).toBe(name);
  });

  test("cannot leave its code block", () => {
    const quoted = JSON.stringify(toMessageContent({ ...everywhere("x"), blocks: [{ type: "quote", text: "a```b" }] }));
    expect(quoted.match(/```/g)).toHaveLength(2);
  });
});

describe("what does not fit is counted", () => {
  test("characters of a text", () => {
    const text = fitted("y".repeat(5_000), 3_000);
    expect(codePoints(text)).toBeLessThanOrEqual(3_000);
    const [, left = ""] = / … and ([\d,]+) more characters$/.exec(text) ?? [];
    expect(Number(left.replace(",", "")) + text.indexOf(" … and")).toBe(5_000);
  });

  test("rows of a table, reasons and blocks", () => {
    const shown = JSON.stringify(toMessageContent(everywhere("z".repeat(200), 120), { held }));
    expect(shown).toMatch(/… and \d+ more parts/);
    const points = Array.from({ length: 80 }, () => ({ sign: "+" as const, text: "r".repeat(300) }));
    const rows = Array.from({ length: 400 }, (_, index) => [`row ${index}`, String(index)]);
    const card: Card = { ...everywhere("x"), blocks: [{ type: "points", points }] };
    expect(JSON.stringify(toMessageContent(card))).toMatch(/… and \d+ more \(Why\?\)/);
    const table: Block = { type: "table", columns: [{ name: "a" }, { name: "b" }], rows };
    expect(JSON.stringify(toMessageContent({ ...card, blocks: [table] }))).toMatch(/… and \d+ more rows/);
  });

  test("the name of an alarm loses its middle in the header and stands whole below", () => {
    const name = `${"n".repeat(250)}-tail`;
    const { blocks } = toMessageContent({ ...everywhere("x"), title: `ALARM ${name} · G-1` });
    expect(JSON.stringify(blocks[0])).toMatch(/n…n+-tail · G-1/);
    expect(JSON.stringify(blocks[1])).toContain(name);
  });

  test("the last row of buttons always stays", () => {
    const many: Card = { ...everywhere("x".repeat(1_500), 60) };
    expect(JSON.stringify(toMessageContent(many).blocks)).toMatch(/"type":"actions"/);
  });
});

test("a moment is shown in the reader's zone, with UTC where that cannot be, and with its day where that is not today", () => {
  const [iso, seconds] = ["2026-11-23T03:02:00Z", 1_795_402_920];
  const [soon, later] = [60, 86_400].map((after) => (seconds + after) * 1_000);
  expect(moment(iso, soon)).toBe(`<!date^${seconds}^{time}|03:02 UTC>`);
  expect(moment(iso, later)).toBe(`<!date^${seconds}^{date_short_pretty} {time}|2026-11-23 03:02 UTC>`);
  expect(mrkdwn(["since ", { time: new Date().toISOString() }], 100)).toMatch(
    /^since <!date\^\d+\^{time}\|\d\d:\d\d UTC>$/,
  );
});

test.each([
  ["alarm", "🔴", "#a30200"],
  ["acknowledged", "🟠", "#daa038"],
  ["inconclusive", "⚪", "#dddddd"],
  ["ok", "🟢", "#2eb886"],
] as const)("%s has its emoji and its colour", (tone: Tone, emoji, color) => {
  const { blocks, attachments } = toMessageContent({ title: "X y", tone, push: "X y", blocks: [] });
  expect(JSON.stringify(blocks[0])).toContain(`${emoji} X y`);
  expect(attachments[0]).toMatchObject({ color });
});

test("a table is aligned: names to the left, figures to the right", () => {
  const rows = [
    ["cart", "7"],
    ["orders-db", "1,024"],
  ];
  const table: Block = { type: "table", columns: [{ name: "Name" }, { name: "Calls", numeric: true }], rows };
  const [, shown] = toMessageContent({ title: "T", tone: "neutral", push: "T", blocks: [table] }).blocks;
  expect(shown).toMatchObject({
    text: { text: "```\nName       Calls\ncart           7\norders-db  1,024\n```" },
  });
});

test("a table is Slack's own where it takes one, and names of investigations lead to their threads", () => {
  const columns = [{ name: "" }, { name: "Title" }, { name: "Calls", numeric: true }];
  const rows = [
    ["G-1042", "cart", "7"],
    ["G-1043", "", "1"],
  ];
  const table: Block = { type: "table", columns, rows };
  const card: Card = { title: "T", tone: "neutral", push: "T", blocks: [table, { ...table }] };
  const [, shown, second] = toMessageContent(card, { own: OWN, threads: links }).blocks;
  const link = { type: "link", url: links.get("G-1042"), text: "G-1042" };
  expect(shown).toMatchObject({
    type: "table",
    column_settings: [{ align: "left" }, { align: "left" }, { align: "right" }],
    rows: [
      [{ text: "\u00A0" }, { text: "Title" }, { text: "Calls" }],
      [{ elements: [{ elements: [link] }] }, { text: "cart" }, { text: "7" }],
      [{ type: "raw_text", text: "G-1043" }, { text: "\u00A0" }, { text: "1" }],
    ],
  });
  expect(second).toMatchObject({ type: "section" });
});

test("work that goes on is a task card where Slack takes one; what has times stands below its title", () => {
  const of = (text: Text, rendering: Rendering) => {
    const progress: Block = { type: "progress", done: 3, planned: 9, text };
    return toMessageContent({ title: "T", tone: "neutral", push: "T", blocks: [progress] }, rendering).blocks[1];
  };
  const dated: Text = ["Checking 3 of 9", " · ", "metrics to ", { time: "2026-11-23T03:02:00Z" }];
  const elements = [
    { type: "text", text: "metrics to " },
    { type: "date", timestamp: 1795402920, format: "{date_short_pretty} {time}", fallback: "2026-11-23 03:02 UTC" },
  ];
  expect(of(dated, { own: OWN })).toMatchObject({
    ...{ type: "task_card", title: "Checking 3 of 9", status: "in_progress" },
    details: { elements: [{ elements }] },
  });
  expect(of(["Checking 3 of 9", ": traces <!here>"], { own: OWN })).toMatchObject({
    type: "task_card",
    title: expect.stringMatching(/^Checking 3 of 9: traces <.!here>$/),
  });
  expect(of(dated, {})).toMatchObject({ type: "context" });
});

test("rows that a table of Slack has no room for are counted, and too many columns are text", () => {
  const rows = Array.from({ length: 400 }, (_, index) => [`row ${index}`, "x".repeat(50)]);
  const of = (columns: number) => ({
    type: "table" as const,
    columns: Array.from({ length: columns }, (_, index) => ({ name: `c${index}` })),
    rows,
  });
  const blocksOf = (table: Block) =>
    toMessageContent({ title: "T", tone: "neutral", push: "T", blocks: [table] }, { own: OWN, threads: links }).blocks;
  const [, table, more] = blocksOf(of(2));
  const shown = table?.type === "table" ? table.rows.length - 1 : 0;
  expect(shown).toBeGreaterThan(20);
  expect(JSON.stringify(more)).toContain(`… and ${400 - shown} more rows`);
  expect(blocksOf(of(21))[1]).toMatchObject({ type: "section" });
});

test.each(FORM_NAMES)("the form %s is a dialog that Slack takes", (form) => {
  const carry = { form, command: "x".repeat(1_900), team: "T1", channel: "C1", thread: "1.2" };
  expect(problemsOf("views.open", { trigger_id: "t", view: toFormView(carry) })).toEqual([]);
});
