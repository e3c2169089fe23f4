import { existsSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toAdaptiveCard } from "../../../adapters/teams/render/card.ts";
import { toAnswerDialog, toConfirmDialog, toFormDialog, toPickDialog } from "../../../adapters/teams/render/dialog.ts";
import { LIMIT } from "../../../adapters/teams/render/limits.ts";
import { moment } from "../../../adapters/teams/render/text.ts";
import type { Card } from "../../../src/card/card.ts";
import { FORM_NAMES } from "../../../src/card/form.ts";
import { cards } from "../cards.ts";

const file = new URL("../../../../shared/schemas/adaptive-card-1.5.0.json", import.meta.url);
const hasSchema = existsSync(file);

const schema = () => {
  const { id: _, $schema: __, ...published } = JSON.parse(readFileSync(file, "utf8"));
  return new Ajv({ strict: false, validateSchema: false, validateFormats: false }).compile(published);
};
const valid = hasSchema ? schema() : undefined;

/** What the schema of Adaptive Cards 1.5 says against a card; Teams' own additions are taken out first. */
function refused(card: unknown): unknown {
  const plain = JSON.parse(JSON.stringify(card, (name, value) => (name === "msteams" ? undefined : value)));
  return valid?.(plain) ? [] : valid?.errors;
}

const everything = (text: string, count: number): Card => ({
  title: text,
  tone: "alarm",
  push: text,
  blocks: [
    { type: "text", text: [text, { time: "2026-11-23T03:02:00Z" }] },
    { type: "facts", facts: Array.from({ length: count }, () => [text, text] as const) },
    { type: "quote", text },
    { type: "points", points: Array.from({ length: count }, () => ({ sign: "+" as const, text })) },
    { type: "table", columns: [{ name: text }], rows: Array.from({ length: count }, () => [text]) },
    { type: "image", archive: "a", alt: text },
    { type: "actions", actions: [{ label: text, command: "G-1 ack" }] },
  ],
});

describe.skipIf(!hasSchema)("against Microsoft's schema (skipped where it is not beside the project)", () => {
  test.each(cards)("%s is a valid Adaptive Card", (_name, card) => {
    const addresses = { ["c".repeat(64)]: "https://x.example/t.csv", ["d".repeat(64)]: "https://x.example/c.png" };
    expect(refused(toAdaptiveCard(card, addresses))).toEqual([]);
    expect(refused(toAnswerDialog(card).card)).toEqual([]);
  });

  test.each(FORM_NAMES)("the form %s is a valid Adaptive Card", (form) => {
    expect(refused(toFormDialog(form, "G-1 note").card)).toEqual([]);
  });

  test("a question to confirm is one, too", () => {
    expect(refused(toConfirmDialog("Ends it for everyone.", "G-1 close").card)).toEqual([]);
  });
});

test.each([1, 30, 300])("%i of everything at any length fits into a message, with its buttons", (count) => {
  for (const length of [0, 1, 255, 1_023, 20_000]) {
    const card = toAdaptiveCard(everything("x<&".repeat(Math.ceil(length / 3)).slice(0, length), count));
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThanOrEqual(LIMIT.message - LIMIT.envelope);
    expect(JSON.stringify(card)).toContain("G-1 ack");
  }
});

/** Every element of a card that shows text. */
function textsOf(card: unknown): readonly Shown[] {
  const found: Shown[] = [];
  JSON.stringify(card, (_, value) => {
    if (typeof value === "object" && value !== null && /^(?:RichTextBlock|TextBlock)$/.test(value.type))
      found.push(value);
    return value;
  });
  return found;
}
interface Shown {
  readonly type: "RichTextBlock" | "TextBlock";
  readonly text?: string;
  readonly inlines?: readonly { readonly text: string; readonly selectAction?: { readonly url: string } }[];
}
const read = ({ text, inlines }: Shown): string => text ?? (inlines ?? []).map((run) => run.text).join("");

test.each([
  '--query "a[*].b"',
  "python -m __init__.py",
  "SELECT * FROM a WHERE b = `c`",
  "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/orders:*",
  "2*3*4",
  "~/.ssh/config ~~ gone",
  "[not a](https://link.example/of-ours)",
  "<at>Ana</at> & <b>",
  "{{TIME(2026-11-23T03:02:00Z)}} {{{{DATE(2026-11-23T03:02:00Z)}}",
  "    indented by four\n---\n# no heading\n1. no list\n- none",
  String.raw`C:\temp\_a \* b`,
])("what is to be copied arrives as it is: %s", (text) => {
  const blocks: Card["blocks"] = [
    { type: "quote", text },
    { type: "text", text },
    { type: "context", text: ["", text] },
    { type: "points", points: [{ sign: "-", text }] },
    { type: "facts", facts: [["Runs", text]] },
  ];
  const [, ...texts] = textsOf(toAdaptiveCard({ title: "ALARM", tone: "alarm", push: "ALARM", blocks })).map(read);
  expect(texts).toEqual([text, text, text, `- ${text}`, `Runs: ${text}`]);
});

test("no text makes markup, a time or a hidden link of itself", () => {
  const signs = fc.string({
    unit: fc.constantFrom(..."*_~`[]()<>{}#-1. at\\\n:/", "https://a.example/", "{{TIME("),
    maxLength: 60,
  });
  fc.assert(
    fc.property(signs, (text) => {
      for (const shown of textsOf(toAdaptiveCard(everything(text, 1)))) {
        if (shown.type === "TextBlock")
          expect(shown.text).not.toMatch(/[*_~`\\[\]<>{}#&]|^\s*(?:[-+]|\d+[.)])|https?:/);
        for (const run of shown.inlines ?? []) {
          if (run.selectAction) expect(run.text).toBe(run.selectAction.url);
          else if (run.text.includes("{{"))
            expect(run.text).toMatch(/^\{\{DATE\(2026-11-23T03:02:00Z, SHORT\)\}\} \{\{TIME/);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test("an address is a link to itself, and one that is cut is none", () => {
  const url = "https://wiki.example/run_book?a=1&b=2";
  const linksOf = (text: string) => {
    const card = toAdaptiveCard({ title: "x", tone: "ok", push: "x", blocks: [{ type: "text", text }] });
    return textsOf(card).flatMap(({ inlines = [] }) => inlines.flatMap(({ selectAction }) => selectAction?.url ?? []));
  };
  expect(linksOf(`Look at ${url}, and again (${url}).`)).toEqual([url, url]);
  expect(linksOf(`${"x".repeat(LIMIT.text - 20)} ${url}`)).toEqual([]);
});

test("a title is a heading for screen readers unless Markdown would change it", () => {
  const titleOf = (title: string) => textsOf(toAdaptiveCard({ title, tone: "alarm", push: title, blocks: [] }))[0];
  expect(titleOf("ALARM checkout-5xx")).toMatchObject({
    type: "TextBlock",
    style: "heading",
    text: "🔴 ALARM checkout-5xx",
  });
  expect(read(titleOf("ALARM 2*3*4 __init__") ?? { type: "TextBlock" })).toBe("🔴 ALARM 2*3*4 __init__");
  expect(titleOf("ALARM 2*3*4")?.type).toBe("RichTextBlock");
});

test("a moment is shown in the reader's zone, with its day where that may be another one", () => {
  const now = Date.parse("2026-11-23T10:00:00Z");
  expect(moment("2026-11-23T03:02:00Z", now)).toBe("{{TIME(2026-11-23T03:02:00Z)}}");
  expect(moment("2026-11-20T03:02:00Z", now)).toBe(
    "{{DATE(2026-11-20T03:02:00Z, SHORT)}} {{TIME(2026-11-20T03:02:00Z)}}",
  );
  expect(toAdaptiveCard(everything("x", 1)).fallbackText).toBe("x");
});

test("a column is as wide as its words, so that none breaks", () => {
  const rows = [["G-1042", "checkout is slow for customers of one region", "INCONCLUSIVE"]];
  const columns = [{ name: "Number" }, { name: "Title" }, { name: "Verdict" }];
  const card = toAdaptiveCard({ title: "x", tone: "ok", push: "x", blocks: [{ type: "table", columns, rows }] });
  const table = card.body.find((element) => element.type === "Table");
  expect(table?.type === "Table" && table.columns.map(({ width }) => width)).toEqual([12, 17, 21]);
});

test.each(["x", "é", "🔥"])("100 investigations with long titles of %s fit into the question which one", (sign) => {
  const open = Array.from({ length: 150 }, (_, index) => ({
    stream: `investigation/${index}`,
    number: 1_000 + index,
    version: 1,
    status: "open" as const,
    title: sign.repeat(500),
    place: "teams:x",
    openedAt: "2026-11-23T03:02:00Z",
  }));
  const about = { text: sign.repeat(3_000), at: "2026-11-23T03:02:00Z", author: "Ana", link: "" };
  const json = JSON.stringify(toPickDialog(about, open)?.card);
  expect(Buffer.byteLength(json)).toBeLessThanOrEqual(LIMIT.message - LIMIT.envelope);
  expect(json).toMatch(/\d+ older ones: type G-1042 note.*"G-1000"/);
});

test("a row of long buttons is cut, and the rest counted", () => {
  const actions = Array.from({ length: 30 }, (_, index) => ({
    label: `b${index}`,
    command: "note ".padEnd(4_000, "x"),
  }));
  const json = JSON.stringify(
    toAdaptiveCard({ title: "x", tone: "ok", push: "x", blocks: [{ type: "actions", actions }] }),
  );
  expect(Buffer.byteLength(json)).toBeLessThanOrEqual(LIMIT.message - LIMIT.envelope);
  expect(json).toMatch(/"b0".*… and 27 more buttons: type help/);
});
