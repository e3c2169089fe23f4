import { expect, test } from "vitest";
import { understand } from "../../src/command/grammar/understand.ts";
import { type Inbound, recordable } from "../../src/conversation/inbound.ts";

const NOW = new Date("2026-07-10T03:00:00Z");
const AT = "2026-07-10T02:50:00Z";

const pointedAt = (text: string): Inbound => ({
  ...{ id: "1", place: "slack:T1:C1", channel: "slack:T1:C1", zone: "UTC", at: NOW.toISOString() },
  actor: { id: "slack:U1", name: "Ana" },
  ...{ text: "investigate", manner: "addressed" },
  about: { text, at: AT, author: "Ben", link: "https://acme.slack.com/archives/C1/p1" },
});

test.each([
  ["cart is slow", "cart is slow", "02:50"],
  ["cart is slow since 02:40", "cart is slow", "02:40"],
  ["checkout is down since 02:40\nsame for orders", "checkout is down same for orders", "02:40"],
  ["fyi\nEve\ncart p99 is 4 s since 02:10", "fyi Eve cart p99 is 4 s", "02:10"],
  ["orders fails\nsince 02:20\nuntil now", "orders fails until now", "02:20"],
  ["it began since 25:99\ncart is slow since 02:30", "it began since 25:99 cart is slow", "02:30"],
  ["\u202Etuokcehc\u202C is slow", "‹U+202E›tuokcehc‹U+202C› is slow", "02:50"],
])("of the message %j the problem and its time are read", (text, what, clock) => {
  const understood = understand(recordable(pointedAt(text)), { open: [], components: [], now: NOW });
  const since = new Date(`2026-07-10T${clock}:00Z`).getTime() / 1000;
  expect(understood).toMatchObject({ type: "start", what, since });
});

test("a message and names of any length are recorded within bounds, and nothing in them turns around", () => {
  const { actor, about } = recordable({
    ...pointedAt("x".repeat(50_000)),
    actor: { id: "slack:U1", name: `\u202E${"n".repeat(500)}` },
    belonging: "guest",
  });
  expect(about?.text).toMatch(/^x{12000} … 38000 more$/);
  expect(actor.name).toMatch(/^‹U\+202E›n+ … \d+ more \(guest\)$/);
});
