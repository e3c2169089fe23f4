import { expect, test } from "vitest";
import type { IncidentAlarm } from "../../adapters/recording/incidents/alarm.ts";
import type { RecordedAnswer } from "../../bench/recorded-cases.ts";
import { lineOf, scoreOf } from "../../bench/recorded-score.ts";

const alarm = (component: string, deviations: number): IncidentAlarm => ({
  at: 0,
  component,
  deviations,
  query: {
    namespace: "Recording",
    metric: "latency",
    dimensions: { Service: component },
    statistic: "p99",
    period: 60,
  },
  alarm: {
    name: `${component} latency p99`,
    account: "1",
    region: "eu-west-1",
    kind: "metric",
    reason: "",
    children: [],
    simulated: false,
  },
});

const answer = (told: Partial<RecordedAnswer>): RecordedAnswer => ({
  id: "f01",
  kind: "exception",
  truth: "pay",
  at: 0,
  alarm: alarm("shop", 9),
  verdict: "INCONCLUSIVE",
  hypotheses: [],
  rank: Number.POSITIVE_INFINITY,
  ms: 10,
  ...told,
});

test("faults, their kinds, verdicts and normal windows are counted, and faults with their own alarm apart", () => {
  const score = scoreOf("shop", "entry", [
    answer({ rank: 1, verdict: "LIKELY" }),
    answer({ rank: 3, kind: "return", alarm: alarm("shop", 2) }),
    answer({ kind: "return", alarm: undefined }),
    answer({ rank: 1, alarm: alarm("pay", 20), verdict: "CONFIRMED" }),
    answer({ truth: undefined, verdict: "LIKELY" }),
    answer({ truth: undefined, verdict: "NO FAULT FOUND" }),
  ]);
  expect(score).toMatchObject({
    data: "shop",
    arrangement: "entry",
    faults: 3,
    top1: 0.333,
    top3: 0.667,
    byKind: { exception: { faults: 1, top1: 1, top3: 1 }, return: { faults: 2, top1: 0, top3: 0.5 } },
    visible: { faults: 1, top1: 1, top3: 1 },
    precision: {
      CONFIRMED: { right: 0, of: 0 },
      LIKELY: { right: 1, of: 2 },
      "NO FAULT FOUND": { right: 1, of: 1 },
    },
    normal: { windows: 2, accused: 1 },
    onFaulty: { faults: 1, top1: 1 },
    msPerCase: 10,
  });
});

test("a case is a line of JSON, where nothing was found too", () => {
  expect(JSON.parse(lineOf(answer({ alarm: undefined })))).toMatchObject({ rank: null, top: [], alarm: null });
});
