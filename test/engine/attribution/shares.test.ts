import { expect, test } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import type { Findings } from "../../../src/findings/findings.ts";
import { findingsOf, type Part } from "../hand-made.ts";

/** What the evidence says of shares: each sentence with its percent. */
function told(findings: Findings) {
  return diagnose(findings).evidence.flatMap(({ key, sentence, figures }) =>
    key.startsWith("share ") ? [{ sentence, share: figures.share ?? Number.NaN }] : [],
  );
}

const worker = (id: string): Part => ({ id, signals: { latency: [0.1, 0.9], requests: [100, 100] } });

test("what several consumers lose by one table is told as one whole", () => {
  const shares = told(
    findingsOf(
      [
        { id: "queue", kind: "AWS::SQS::Queue", signals: { requests: [200, 200], age: [5, 300] } },
        worker("first"),
        worker("second"),
        { id: "table", signals: { latency: [0.01, 0.01], requests: [200, 200], throttles: [0, 150] } },
      ],
      ["queue~first", "queue~second", "first>table", "second>table"],
      { component: "queue", signal: "age", threshold: 60 },
    ),
  );
  expect(shares).not.toEqual([]);
  expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(100);
});

test("a share says which loss it is of, where a symptom has two", () => {
  const shares = told(
    findingsOf(
      [
        { id: "front", signals: { latency: [0.1, 0.5], requests: [100, 100], errors: [0, 30] } },
        { id: "slow", signals: { latency: [0.02, 0.42], requests: [100, 100], errors: [0, 0] } },
        { id: "failing", signals: { latency: [0.01, 0.01], requests: [100, 100], errors: [0, 30] } },
      ],
      ["front>slow", "front>failing"],
      { component: "front", signal: "latency", threshold: 0.3 },
    ),
  );
  expect(shares.map(({ sentence }) => sentence)).toEqual([
    "99 % of front's extra time is spent in slow itself",
    "99 % of front's failures come from failing itself",
  ]);
});
