import { existsSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toAdaptiveCard } from "../../../adapters/teams/render/card.ts";
import { toAnswerDialog, toConfirmDialog, toFormDialog } from "../../../adapters/teams/render/dialog.ts";
import { LIMIT } from "../../../adapters/teams/render/limits.ts";
import { escaped } from "../../../adapters/teams/render/text.ts";
import type { Card } from "../../../src/card/card.ts";
import { FORM_NAMES } from "../../../src/card/form.ts";
import { cards } from "../cards.ts";

const file = new URL("../../../../shared/schemas/adaptive-card-1.5.0.json", import.meta.url);
const hasSchema = existsSync(file);

/** What the schema of Adaptive Cards 1.5 says against a card; Teams' own additions are taken out first. */
function refused(card: unknown): unknown {
  const { id: _, ...schema } = JSON.parse(readFileSync(file, "utf8"));
  const ajv = new Ajv({ strict: false, validateSchema: false, allErrors: false });
  const valid = ajv.compile({ ...schema, $schema: undefined });
  const plain = JSON.parse(JSON.stringify(card, (name, value) => (name === "msteams" ? undefined : value)));
  return valid(plain) ? [] : valid.errors;
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

test("no text makes markup of itself", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."*_~`[]()<>{}#-1. at\n:/"), maxLength: 200 }), (text) => {
      const shown = escaped(text);
      expect(shown).not.toMatch(/\]\(|\{\{|<at>|^\s*(?:[-+#>]|\d+\.)\s/m);
      expect(shown).not.toMatch(/(^|[\s\p{P}])[*_~`]\S/u);
    }),
    { numRuns: 300 },
  );
});

test.each(["{{{TIME}}}", "{{{{", "a{{b"])("braces never open a function of Teams: %s", (text) => {
  expect(escaped(text)).not.toContain("{{");
});

test.each(["prod_orders-5xx", "arn:aws:sns:us-east-1:111122223333:shop_alarms", "app/shop/50dc", "2*3"])(
  "a name is left as AWS writes it: %s",
  (name) => {
    expect(escaped(name)).toBe(name);
  },
);

test("moments are shown in the reader's zone, and spoken text has none", () => {
  const json = JSON.stringify(toAdaptiveCard(everything("x", 1)));
  expect(json).toContain("{{TIME(2026-11-23T03:02:00Z)}}");
  expect(toAdaptiveCard(everything("x", 1)).fallbackText).toBe("x");
});
