import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { signals } from "../../../src/command/asking/signal.ts";
import { typed as asTyped } from "../../../src/command/grammar/typed.ts";
import type { Understood } from "../../../src/command/grammar/understand.ts";
import { verbs } from "../../../src/command/verbs.ts";
import { question } from "../../../src/events/question.ts";
import { hostileTexts } from "../../hostile.ts";
import { NOW, say, shop } from "../say.ts";

const words = fc.constantFrom(
  ...Object.keys(verbs),
  ...signals,
  ...shop.components,
  ...[
    "h1",
    "h2",
    "2",
    "G-1042",
    "G-",
    "last",
    "30m",
    "since",
    "9am",
    "02:40",
    "between",
    "and",
    "to",
    "yesterday",
    "of",
  ],
  ...["AWS/Lambda", "Errors", "A=b", '"', '"a b"', "Sum", "p99", "every", "60s", "{", "}", "arn:aws:", "https://", ":"],
  ...["constructor", "__proto__", "hasOwnProperty", "&lt;", "<@U1>", "?", "!", "\n", "\u0001"],
);
const typed = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.array(words, { maxLength: 9 }).map((parts) => parts.join(" ")),
);
const plainWords = fc
  .tuple(
    fc.constantFrom(...Object.keys(verbs), ...signals),
    fc.array(
      fc.constantFrom(
        ...shop.components,
        "h1",
        "h2",
        "last",
        "30m",
        "since",
        "9am",
        "yesterday",
        "of",
        "orders",
        "AWS/Lambda",
        "Errors",
        "A=b",
        "Sum",
      ),
      { maxLength: 6 },
    ),
  )
  .map(([verb, rest]) => [verb, ...rest].join(" "));
const manner = fc.constantFrom("addressed" as const, "overheard" as const);
const zone = fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC", "", "Nowhere/Atall");

describe("whatever is typed", () => {
  test("is understood or answered, and never throws", () => {
    fc.assert(
      fc.property(typed, manner, zone, (text, how, where) => {
        expect(["command", "carry", "override", "start", "read", "set", "run", "reply", "ignore"]).toContain(
          say(text, how, shop, where).type,
        );
      }),
      { numRuns: 1500, examples: [["top 30m", "addressed", "UTC"]] },
    );
  });

  test("the bot answers whoever addresses it", () => {
    fc.assert(
      fc.property(typed, (text) => say(text).type !== "ignore"),
      { numRuns: 500 },
    );
  });

  test("a plain reply never gets usage, and never accepts, discards or closes without its object", () => {
    fc.assert(
      fc.property(typed, (text) => {
        const understood = say(text, "overheard");
        expect(understood.type).not.toBe("reply");
        expect(understood.type).not.toBe("start");
        if (decides(understood)) expect(text).toMatch(/h\d|G-\d/i);
      }),
      { numRuns: 1500 },
    );
  });

  test("a question can be stored, and ends at the latest now", () => {
    fc.assert(
      fc.property(typed, (text) => {
        const understood = say(text);
        if (understood.type !== "command" || understood.command.type !== "ask") return;
        const stored = question.parse(understood.command.question);
        if (!("window" in stored)) return;
        expect(stored.window.start).toBeLessThan(stored.window.end);
        expect(stored.window.end).toBeLessThanOrEqual(NOW.getTime() / 1000);
      }),
      { numRuns: 1000 },
    );
  });

  test("a complete command is read in no other way", () => {
    fc.assert(
      fc.property(plainWords, (text) => {
        const command = asTyped(text, { addressed: true, zone: "Europe/Berlin", surroundings: shop });
        if (command === undefined || command.type === "reply") return;
        // Two hypotheses behind one verb are two commands, and each is offered.
        if (/^\S+(?: h\d){2,}$/.test(text)) return;
        expect(say(text)).toEqual(command);
      }),
      { numRuns: 1000 },
    );
  });

  test("every button can be typed: it is never an unknown verb", () => {
    fc.assert(
      fc.property(typed, (text) => {
        const understood = say(text);
        if (understood.type !== "reply") return;
        const commands = understood.card.blocks.flatMap((block) => (block.type === "actions" ? block.actions : []));
        for (const { command } of commands)
          expect(JSON.stringify(say(command))).not.toMatch(/There is no verb|Not understood: \w+\. (?:Did|What)/);
      }),
      { numRuns: 1000 },
    );
  });
});

test.each(hostileTexts)("a very long text is understood: %#", (text) => {
  expect(["ignore", "reply", "read", "command", "start"]).toContain(say(text).type);
  expect(["ignore", "command"]).toContain(say(text, "overheard").type);
});

test("a text that is too long is refused, never cut", () => {
  expect(JSON.stringify(say(`note ${"x".repeat(12_000)}`))).toContain("12,005 characters are too long; at most 12,000");
  expect(say(`note: ${"x".repeat(12_000)}`, "overheard")).toEqual({ type: "ignore" });
});

function decides(understood: Understood): boolean {
  return understood.type === "command" && ["accept", "discard", "close"].includes(understood.command.type);
}
