import { describe, expect, test } from "vitest";
import type { Surroundings, Understood } from "../../src/command/grammar/understand.ts";
import * as hurried from "./hurried-words.ts";
import * as mumbled from "./mumbled-words.ts";
import * as rushed from "./rushed-words.ts";
import { NOW, read, say } from "./say.ts";
import * as tired from "./tired-words.ts";
import * as words from "./words.ts";

const components = [
  "shop-alb",
  "storefront",
  "search",
  "checkout",
  "cart",
  "orders",
  "catalog",
  "orders-db",
  "order-events",
];
const channel: Surroundings = {
  components,
  open: [
    { number: 1001, title: "checkout-5xx" },
    { number: 1009, title: "cart-latency" },
  ],
  now: NOW,
};
const inThread: Surroundings = {
  ...channel,
  thread: {
    number: 1001,
    title: "checkout-5xx",
    component: "checkout",
    firedAt: Date.parse("2026-11-23T02:02:00Z") / 1000,
    people: ["Eva"],
    metric: "ApplicationSignals Fault Service=checkout Sum 60s",
    hypotheses: [
      { id: "h1", name: "orders" },
      { id: "h2", name: "checkout" },
    ],
    buttons: [
      { label: "Look again", command: "G-1001 investigate" },
      { label: "Why?", command: "G-1001 why h1" },
    ],
  },
};

const typedBy = (text: string): Understood =>
  say(text.replace(/^@ /, ""), "addressed", text.startsWith("@ ") ? inThread : channel);
const rows = (table: keyof typeof words): readonly (readonly [string, string])[] =>
  [words, hurried, tired, rushed, mumbled].flatMap((tables) =>
    Object.entries(tables[table]).flatMap(([wanted, texts]) => texts.map((text) => [text, wanted] as const)),
  );

describe("what people type is understood", () => {
  test.each(rows("understood"))("%j is %j", (text, wanted) => {
    const found = typedBy(text);
    expect("understood" in found ? found.understood : read(found)).toSatisfy(
      (words) => typeof words === "string" && words.startsWith(wanted),
    );
  });
});

describe("or answered with a button that does it", () => {
  test.each(rows("offered"))("%j offers %j", (text, wanted) => {
    expect(read(typedBy(text)).commands).toContain(wanted);
  });
});

describe("or refused with the reason, and with buttons", () => {
  test.each(rows("refused"))("%j says %j", (text, wanted) => {
    const { sentence, commands } = read(typedBy(text));
    expect(sentence).toContain(wanted);
    expect(commands).not.toEqual([]);
  });
});

test("nothing that changes AWS is ever answered with a decision on a hypothesis", () => {
  for (const verb of ["restart", "restar", "restat", "restrat", "reboot", "rollback"]) {
    for (const text of [`${verb} orders`, `@ ${verb} orders`, `@ please ${verb} the orders service`]) {
      expect(read(typedBy(text)).commands.join(), text).not.toMatch(/\b(?:restore|accept|discard|close)\b/);
    }
  }
});
