import { expect, test } from "vitest";
import { readableLine } from "../../src/jobs/answers/log-line.ts";

test.each([
  ["a plain line", "a plain line"],
  [
    '{"level":"error","msg":"payment declined","orderId":42,"time":"2026-11-23T03:02:11Z","card":{"last4":"4242"}}',
    'ERROR payment declined · orderId=42 · card={"last4":"4242"}',
  ],
  [
    '{"message":"slow","a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7}',
    "slow · a=1 · b=2 · c=3 · d=4 · e=5 · … 2 more fields",
  ],
  [
    '{"level":"warn","err":"TypeError: x\\n    at a (b.js:1)","path":"/pay"}',
    "WARN TypeError: x · path=/pay (and 1 more line)",
  ],
  ["TypeError: x\n    at a (b.js:1)\n\n    at c (d.js:2)\n", "TypeError: x (and 2 more lines)"],
  ['{"orderId":42}', '{"orderId":42}'],
  ['{"message":"cut', '{"message":"cut'],
  ["null", "null"],
])("%j reads %j", (line, words) => {
  expect(readableLine(line)).toBe(words);
});

test("a long line is cut at its end, and says so", () => {
  const read = readableLine("word ".repeat(200));
  expect(read.length).toBeLessThanOrEqual(300);
  expect(read).toMatch(/word…$/);
});
