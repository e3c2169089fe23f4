import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesOf } from "../../../adapters/aws/logs/groups.ts";
import { type LogLine, patternsOf, shapeOf } from "../../../src/telemetry/logs/log-patterns.ts";
import { mask } from "../../../src/telemetry/masking/mask.ts";
import { athenaDollars, logDollars, METRIC_DOLLARS, TRACE_DOLLARS } from "../../../src/telemetry/resources/price.ts";
import { hostileLine, hostileParts } from "../../hostile.ts";

const number = fc
  .oneof(
    fc.nat(),
    fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => value.toFixed(2)),
  )
  .map(String);
const hex = (length: number) =>
  fc
    .string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: length - 2, maxLength: length - 2 })
    .map((text) => `a1${text}`);
const time = fc
  .date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString());
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const month = fc.constantFrom(...MONTHS);
const two = fc.integer({ min: 10, max: 28 }).map(String);

/** What varies, each as two of a kind. */
const varying = fc.oneof(
  ...[
    number,
    fc.uuid(),
    hex(12),
    hex(32),
    time,
    time.map((text) => text.replace("T", " ").replace("Z", "+01:00")),
    fc.ipV4(),
    number.map((text) => `${text}ms`),
    number.map((text) => `order-${text}`),
    fc.stringMatching(/^[a-z ]{0,20}$/).map((text) => `"${text}"`),
    fc.stringMatching(/^[a-z ]{0,20}$/).map((text) => `user='${text}'`),
    fc.webUrl().filter((url) => !/["',]/.test(url)),
    hex(8).map((text) => `0x${text}`),
    hex(8).map((text) => `arn:aws:lambda:eu-west-1:111122223333:function:${text}`),
    fc.tuple(two, month, two).map(([day, name, minute]) => `[${day}/${name}/2026:03:${minute}:00 +0000]`),
    fc.tuple(month, two, two).map(([name, day, minute]) => `${name} ${day} 03:${minute}:00 host`),
  ].map((kind) => fc.tuple(kind, kind)),
);
const word = fc.constantFrom(
  "ERROR",
  "request",
  "failed",
  "can't",
  "after",
  "pool",
  "exhausted",
  "user's",
  "(",
  "at",
  "→",
);
const twins = fc
  .array(
    fc.oneof(
      varying,
      word.map((text) => [text, text] as const),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => [parts.map(([one]) => one).join(" "), parts.map(([, other]) => other).join(" ")] as const);

describe("the shape of a line", () => {
  test("is the same with other numbers, ids, times and values", () => {
    fc.assert(
      fc.property(twins, ([one, other]) => {
        expect(shapeOf(one)).toBe(shapeOf(other));
      }),
      { numRuns: 2_000 },
    );
  });
  test("keeps the words", () => {
    expect(
      shapeOf("ERROR request 17 of user's cart can't be read after 300ms, id=550e8400-e29b-41d4-a716-446655440000"),
    ).toBe("ERROR request <*> of user's cart can't be read after <*>ms, id=<*>");
    expect(shapeOf('a="" b="x" c')).toBe("a=<*> b=<*> c");
    expect(shapeOf("timeout in checkout")).not.toBe(shapeOf("timeout in cart"));
  });
  test("of a long line does not depend on how long its values are", () => {
    const line = (value: string) => `${"word ".repeat(150)}${`x ${value} `.repeat(40)}${"end ".repeat(60)}`;
    expect(shapeOf(line("1"))).toBe(shapeOf(line("100000")));
  });
  test.each(hostileParts)("100 KB of %j have a shape", (part) => {
    expect(shapeOf(hostileLine(part)).length).toBeLessThanOrEqual(1_000);
  });
});

const line = fc.record({
  at: fc.integer({ min: 0, max: 1_000 }),
  group: fc.constantFrom("/a", "/b"),
  message: fc.oneof(
    twins.map(([one]) => one),
    fc.string({ unit: "binary", maxLength: 80 }),
  ),
});

describe("patterns", () => {
  test("their counts add up to the lines, and each begins with its first line", () => {
    fc.assert(
      fc.property(fc.array(line), fc.array(line), (window: LogLine[], before: LogLine[]) => {
        const found = patternsOf({ lines: window, share: 1 }, { lines: before, share: 1 }, { start: 0, end: 1_800 });
        const sum = (of: (pattern: (typeof found)[number]) => number) => found.reduce((all, each) => all + of(each), 0);
        expect(sum(({ count }) => count)).toBe(window.length);
        expect(sum(({ before: earlier }) => earlier)).toBe(before.length);
        for (const { group, pattern, count, firstAt } of found.filter((each) => each.count > 0)) {
          const own = window.filter((each) => each.group === group && shapeOf(mask(each.message)) === pattern);
          expect(own.length).toBeGreaterThanOrEqual(Math.min(1, count));
          expect(Math.min(...own.map(({ at }) => at))).toBe(firstAt);
        }
      }),
    );
  });
  test("are scaled up where only a share was read", () => {
    const lines = [1, 2, 3].map((at) => ({ at, group: "/a", message: `failed ${at}` }));
    const [seen] = patternsOf(
      { lines, share: 0.25 },
      { lines: lines.slice(0, 1), share: 0.5 },
      { start: 0, end: 1_800 },
    );
    expect(seen).toMatchObject({ pattern: "failed <*>", count: 12, before: 2, firstAt: 1, severity: "error" });
  });
  test("show no part of a secret, wherever its numbers are cut out", () => {
    const token = ["xox", "b-123456789012-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx"].join("");
    const jwt = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0NTY3ODkwIn0", "abc-12-def_34-ghi"].join(".");
    const lines = [`failed with ${token}`, `failed with ${jwt}`, `${"x ".repeat(490)} password=hunter2andmore`].map(
      (message) => ({ at: 1, group: "/a", message }),
    );
    const seen = JSON.stringify(patternsOf({ lines, share: 1 }, { lines: [], share: 1 }, { start: 0, end: 1_800 }));
    for (const part of ["AbCdEf", "eyJzdWI", "ghi", "hunter"]) expect(seen).not.toContain(part);
  });
  test.each([
    ["ERROR pool exhausted", "error"],
    ["java.lang.NullPointerException: x", "error"],
    ["connection refused", "error"],
    ["request timed out", "error"],
    ["WARN slow", "warning"],
    ["ThrottlingRetry in 3", "warning"],
    ["started", "info"],
  ])("%j is an %s", (message, severity) => {
    const [seen] = patternsOf(
      { lines: [{ at: 1, group: "/a", message }], share: 1 },
      { lines: [], share: 1 },
      { start: 0, end: 1_800 },
    );
    expect(seen?.severity).toBe(severity);
  });
});

const GB = 1024 ** 3;
const DAY = 86_400;

describe("what a search reads and costs", () => {
  const now = 100 * DAY;
  test.each([
    ["an hour of 24 kept", { storedBytes: 24 * GB, retentionInDays: 1, creationTime: 0 }, 3_600, 0, GB],
    ["all of it and more", { storedBytes: 24 * GB, retentionInDays: 1, creationTime: 0 }, 10 * DAY, 0, 24 * GB],
    ["kept for ever, 100 days old", { storedBytes: 100 * GB, creationTime: 0 }, DAY, 0, GB],
    ["younger than it keeps", { storedBytes: 10 * GB, retentionInDays: 90, creationTime: 90 * DAY * 1000 }, DAY, 0, GB],
    ["before it keeps anything", { storedBytes: GB, retentionInDays: 1, creationTime: 0 }, 2 * DAY, 1.5 * DAY, 0],
    ["made a minute ago", { storedBytes: GB, creationTime: (now - 60) * 1000 }, 3_600, 0, GB],
    ["empty", { storedBytes: 0, retentionInDays: 1, creationTime: 0 }, DAY, 0, 0],
    ["nothing known", {}, DAY, 0, 0],
    ["a window that reaches into the future", { storedBytes: 24 * GB, retentionInDays: 1 }, 3_600, -DAY, GB],
  ])("%s", (_, group, from, to, bytes) => {
    expect(bytesOf(group, { start: now - from, end: now - to }, now)).toBeCloseTo(bytes, 0);
  });

  test.each([
    ["logs: 200 GB", logDollars(200 * GB), 1],
    ["logs: nothing", logDollars(0), 0],
    ["Athena: 1 TB", athenaDollars(1024 * GB), 5],
    ["Athena: at least 10 MB", athenaDollars(0), 0.0000476837158203125],
    ["Athena: 10 MB and one byte are more", Math.sign(athenaDollars(10 * 1024 ** 2 + 1) - athenaDollars(0)), 1],
    ["600 metrics", 600 * METRIC_DOLLARS, 0.006],
    ["2 million traces", 2_000_000 * TRACE_DOLLARS, 1],
  ])("%s", (_, dollars, expected) => {
    expect(dollars).toBeCloseTo(expected, 12);
  });
});
