import { expect, test } from "vitest";
import { toActivity } from "../../../adapters/teams/render/activity.ts";
import type { Card } from "../../../src/card/card.ts";

const sources = (count: number, text: string) => Array.from({ length: count }, (_, n) => ({ id: `e${n + 1}`, text }));

function answer(text: string, worded?: Card["worded"]): Card {
  const rows = (worded ?? []).map((source) => [source.id, source.text]);
  return {
    title: "q1 what broke checkout?",
    tone: "neutral",
    push: "q1",
    ...(worded && { worded }),
    blocks: [
      { type: "text", text },
      { type: "table", columns: [{ name: "Id" }, { name: "Says" }], rows },
    ],
  };
}

test("what a model worded has Teams' label, and a mark and an extract of each source that it cites", () => {
  const said = "32 % of checkouts fail (e1).\norders_db refuses *all* (e2, e1).\nWorded by m: 1 of 8 calls.";
  const activity = toActivity({ card: answer(said, sources(2, "184 of 578")), held: {} });
  expect(activity.text).toBe(
    "32 % of checkouts fail (e1) [1].\n\norders\\_db refuses \\*all\\* (e2, e1) [2] [1].\n\nWorded by m: 1 of 8 calls.",
  );
  const appearance = { "@type": "DigitalDocument", name: "e2", abstract: "184 of 578" };
  expect(activity.entities).toMatchObject([
    {
      additionalType: ["AIGeneratedContent"],
      citation: [{ position: 1 }, { "@type": "Claim", position: 2, appearance }],
    },
  ]);
  expect(JSON.stringify(activity.attachments)).not.toContain("of checkouts fail");
});

test("what no model worded has no label", () => {
  const { text, entities, attachments } = toActivity({ card: answer("32 % of checkouts fail."), held: {} });
  expect([text, entities]).toEqual([undefined, undefined]);
  expect(JSON.stringify(attachments)).toContain("32 % of checkouts fail.");
});

test("a long answer stays within Teams' limits of a message and of citations", () => {
  const activity = toActivity({ card: answer("x (e1). ".repeat(500), sources(40, "日本".repeat(300))), held: {} });
  const [entity] = activity.entities ?? [];
  expect(entity?.citation).toHaveLength(20);
  for (const { appearance } of entity?.citation ?? []) expect(appearance.abstract.length).toBeLessThanOrEqual(160);
  expect(Buffer.byteLength(JSON.stringify(activity))).toBeLessThanOrEqual(28 * 1024);
});
