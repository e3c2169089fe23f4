import { describe, expect, test } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import type { Findings } from "../../../src/findings/findings.ts";
import { FIRED, findingsOf } from "../hand-made.ts";

const MINUTE = 60;
const ONSET = FIRED - 7 * MINUTE;
const START = FIRED - 30 * MINUTE;

interface Ended {
  readonly cause: string;
  readonly count: number;
  readonly at?: number;
}

/** Requests through the front fail, and those who followed them say where they ended. */
function failing(...ended: readonly Ended[]): Findings {
  const traces = ended.flatMap(({ cause, count, at = ONSET + MINUTE }) =>
    Array.from({ length: count }, (_, index) => {
      return { id: `${cause} ${at} ${index}`, at, duration: 1, outcome: "fault", entry: "front", cause } as const;
    }),
  );
  return findingsOf(
    [
      { id: "front", signals: { requests: [100, 100], errors: [0, 40] } },
      { id: "orders", signals: { requests: [100, 100], errors: [0, 40] } },
      { id: "mail", signals: { requests: [100, 100], errors: [0, 0] } },
      { id: "stock", signals: { requests: [100, 100], errors: [0, 0] } },
    ],
    ["front>orders", "front>mail", "orders>stock"],
    { component: "front", signal: "errors" },
    { failed: { start: START, traces } },
  );
}

function told(findings: Findings) {
  const { verdict, hypotheses, evidence } = diagnose(findings);
  const [first] = hypotheses;
  const sentences = (keys: readonly string[] = []) =>
    evidence.filter(({ kind, key }) => kind === "trace" && keys.includes(key)).map(({ sentence }) => sentence);
  return {
    verdict,
    component: first?.cause.component.id,
    supports: sentences(first?.supports),
    contradicts: sentences(first?.contradicts),
  };
}

describe("where most of the failed requests ended", () => {
  test("is a second kind of evidence for who failed by itself", () => {
    const before = { cause: "orders: KeyError", count: 2, at: START - MINUTE };
    const seen = told(failing({ cause: "orders: KeyError", count: 30 }, { cause: "mail: 500", count: 3 }, before));
    const sentence = '30 of 33 failed requests through front ended at orders, 2 in the hour before: "orders: KeyError"';
    expect(seen).toEqual({ verdict: "CONFIRMED", component: "orders", supports: [sentence], contradicts: [] });
  });

  test("speaks against who is neither there nor below", () => {
    const sentence = '30 of 30 failed requests through front ended at mail, none in the hour before: "mail: 500"';
    expect(told(failing({ cause: "mail: 500", count: 30 }))).toEqual({
      verdict: "INCONCLUSIVE",
      component: "orders",
      supports: [],
      contradicts: [sentence],
    });
  });

  test.each<[string, readonly Ended[]]>([
    ["gave up on somebody below", [{ cause: "orders: no answer of stock within 3 s", count: 30 }]],
    ["complains of somebody the graph lacks", [{ cause: "orders: connect ECONNREFUSED 10.0.0.7:6379", count: 30 }]],
    [
      "failed as often before",
      [
        { cause: "orders: 500", count: 30 },
        { cause: "orders: 500", count: 20, at: START - 1 },
      ],
    ],
    [
      "is one of many",
      [
        { cause: "orders: 500", count: 10 },
        { cause: "mail: 500", count: 10 },
      ],
    ],
    ["ended hardly any", [{ cause: "orders: 500", count: 2 }]],
    ["began to long after", [{ cause: "orders: 500", count: 30, at: ONSET + 5 * MINUTE }]],
  ])("confirms nobody who %s", (_, ended) => {
    expect(told(failing(...ended))).toMatchObject({ verdict: "LIKELY", component: "orders" });
  });

  test("is told the same in whichever order the requests come", () => {
    const findings = failing({ cause: "orders: 500", count: 20 }, { cause: "orders: 502", count: 20, at: ONSET });
    const { failed } = findings;
    if (!failed) throw new Error("there are requests");
    const turned = { ...findings, failed: { ...failed, traces: failed.traces.toReversed() } };
    expect(diagnose(turned)).toEqual(diagnose(findings));
  });
});
