import { expect, test } from "vitest";
import { createRoles } from "../../src/access/roles.ts";
import type { Question } from "../../src/events/events.ts";

const window = { start: 0, end: 60 };
const logs: Question = { type: "logs", groups: ["/ecs/orders"], text: "filter 1", window };
const asked = { actor: { id: "slack:U1", name: "Ana" }, channel: "slack:T1:C1" };
const stranger = () => "stranger" as const;

test.each([
  ["everybody", ["*"], asked],
  ["a person", ["slack:U1"], asked],
  ["whoever asks in a channel", ["slack:T1:C1"], asked],
  [
    "whoever asks in a channel of Teams",
    ["teams:19:a@thread.tacv2"],
    { ...asked, channel: "teams:19%3Aa%40thread.tacv2" },
  ],
])("%s may search logs where it is set up so, whatever a group says", (_name, operators, asking) => {
  const groups = () => expect.unreachable("nobody's groups are asked for");
  expect(createRoles(new Set(operators), groups).refuses(asking, logs)).toBeUndefined();
});

test("others may not, and are told whom to name", () => {
  const roles = createRoles(new Set(["slack:U2", "slack:T1:C2"]), stranger);
  expect(roles.refuses(asked, logs)).toMatch(/slack:U1, or this channel slack:T1:C1, added to OPERATORS/);
  expect(roles.refuses(asked, { type: "athena", request: { type: "sql", sql: "select 1" } })).toMatch(/SQL/);
  expect(createRoles(new Set(), stranger).refuses(asked, logs)).toMatch(/none is set/);
});

test("whoever is in a group of operators may, and nobody as long as the group is not known", () => {
  const operators = new Set(["slack:S1"]);
  expect(createRoles(operators, () => "member").refuses(asked, logs)).toBeUndefined();
  expect(createRoles(operators, stranger).refuses(asked, logs)).toMatch(/added to OPERATORS/);
  expect(createRoles(operators, () => "unknown").refuses(asked, logs)).toMatch(
    /not known yet. Say it again in a moment/,
  );
});

test("what only looks needs nobody's leave", () => {
  const roles = createRoles(new Set(), stranger);
  const saved: Question = { type: "athena", request: { type: "named", name: "errors", values: {} } };
  for (const question of [{ type: "changes", window } as const, saved]) {
    expect(roles.refuses(asked, question)).toBeUndefined();
  }
});
