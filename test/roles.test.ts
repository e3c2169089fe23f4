import { expect, test } from "vitest";
import type { Question } from "../src/investigation/events.ts";
import { createRoles } from "../src/roles.ts";

const window = { start: 0, end: 60 };
const logs: Question = { type: "logs", groups: ["/ecs/orders"], text: "filter 1", window };
const asked = { actor: { id: "slack:U1", name: "Ana" }, channel: "slack:T1:C1" };

test.each([
  ["everybody", ["*"]],
  ["a person", ["slack:U1"]],
  ["whoever asks in a channel", ["slack:T1:C1"]],
])("%s may search logs where it is set up so", (_name, operators) => {
  expect(createRoles(new Set(operators)).refuses(asked, logs)).toBeUndefined();
});

test("others may not, and are told whom to name", () => {
  const roles = createRoles(new Set(["slack:U2", "slack:T1:C2"]));
  expect(roles.refuses(asked, logs)).toMatch(/slack:U1, or this channel slack:T1:C1, added to OPERATORS/);
  expect(roles.refuses(asked, { type: "athena", request: { type: "sql", sql: "select 1" } })).toMatch(/SQL/);
  expect(createRoles(new Set()).refuses(asked, logs)).toMatch(/none is set/);
});

test("what only looks needs nobody's leave", () => {
  const roles = createRoles(new Set());
  const saved: Question = { type: "athena", request: { type: "named", name: "errors", values: {} } };
  for (const question of [{ type: "changes", window } as const, saved]) {
    expect(roles.refuses(asked, question)).toBeUndefined();
  }
});
