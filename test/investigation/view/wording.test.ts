import { describe, expect, test } from "vitest";
import { type Card, plain, type Text } from "../../../src/card/card.ts";
import { formOf } from "../../../src/card/form.ts";
import type { Alarm } from "../../../src/events/events.ts";
import type { Command } from "../../../src/investigation/command.ts";
import type { Diagnosis } from "../../../src/investigation/diagnosis.ts";
import type { Investigation } from "../../../src/investigation/state.ts";
import { queryCard } from "../../../src/investigation/view/answers.ts";
import { hypothesisBlocks, whyCard } from "../../../src/investigation/view/hypothesis.ts";
import { rootCard } from "../../../src/investigation/view/root.ts";
import { summaryCard } from "../../../src/investigation/view/summary.ts";
import { after, alarm, diagnosis, lines, minute, open, turn } from "../given.ts";

const round = (found: Diagnosis) => ({ type: "recordRound", episode: 1, diagnosis: found }) as const;
const accept = { type: "accept", hypothesis: "h1" } as const;
const recover = { type: "alarmChanged", transitions: [turn("OK", 31)] } as const;

describe("an alarm's figures have the unit that CloudWatch leaves out", () => {
  type Metric = NonNullable<Alarm["metric"]>;
  const maximum = { dimensions: {}, statistic: "Maximum", period: 60 };
  test.each<[Metric, string]>([
    [
      { ...maximum, namespace: "AWS/SQS", name: "ApproximateAgeOfOldestMessage" },
      "oldest message waits 6.4 min, limit 4.2 min",
    ],
    [{ ...maximum, namespace: "ApplicationSignals", name: "Latency" }, "maximum latency 384 ms, limit 250 ms"],
    [{ ...maximum, namespace: "AWS/Lambda", name: "Duration" }, "maximum Duration 384 ms, limit 250 ms"],
    [
      { ...maximum, namespace: "AWS/Lambda", name: "Duration", unit: "Seconds" },
      "maximum Duration 6.4 min, limit 4.2 min",
    ],
    [{ ...maximum, namespace: "AWS/EC2", name: "CPUUtilization" }, "maximum CPU 384 %, limit 250 %"],
    [{ ...maximum, namespace: "Shop", name: "Carts" }, "maximum Carts 384, limit 250"],
  ])("%j", (metric, figures) => {
    const fired = { ...alarm, metric, value: 384, threshold: 250 };
    const state = after({ ...open, transitions: [{ ...turn("ALARM", 2), alarm: fired }] });
    expect(lines(state, "root")[0]).toBe(`In ALARM since 03:02: ${figures}`);
  });
});

describe("what to do next follows from what is known and from whether it is over", () => {
  const next = (state: Investigation): Text | undefined => {
    const [facts] = summaryCard(state).blocks;
    return facts?.type === "facts" ? facts.facts.find(([label]) => label === "What to do next")?.[1] : undefined;
  };
  const found = round(diagnosis());
  const cause = round(diagnosis("cart"));
  test.each<[string, readonly Command[], string]>([
    ["before the first findings", [open], "Wait for the first findings, or ask: metrics, changes, note."],
    ["without a cause", [open, found], "Look again, or ask: metrics, changes, note."],
    ["without a cause, over", [open, found, recover], "Close it, or ask on: metrics, changes, note."],
    ["with an accepted cause", [open, cause, accept], "Close it with its resolution once it has recovered."],
    ["with an accepted cause, over", [open, cause, accept, recover], "Close it with its resolution."],
  ])("%s", (_, commands, words) => {
    expect(next(after(...commands))).toBe(words);
  });
});

test("a change that speaks for a cause has the time at which it was made", () => {
  const found = diagnosis("cart");
  const changed = found.evidence.map((each) => ({
    ...each,
    kind: "change" as const,
    sentence: "UpdateService by role/deploy, 4 min before signs at cart",
    figures: { at: Date.parse(minute(-2)) / 1000 },
  }));
  const state = after(open, round({ ...found, evidence: changed }));
  const texts = hypothesisBlocks(state, state.hypotheses[0]!).flatMap((block) =>
    block.type === "points" ? block.points.map(({ text }) => plain(text, "UTC")) : [],
  );
  expect(texts).toEqual([
    expect.stringMatching(/^02:58.* UpdateService by role\/deploy, 4 min before signs at cart \(e1\)$/),
  ]);
});

test("an answer and a reason say up to when there is data", () => {
  const answer = { sentence: "No change", query: "changes", columns: [], rows: [], more: 0, failed: false, horizon: 0 };
  const ask = {
    type: "ask",
    question: { type: "changes", window: { start: 0, end: 1 } },
    understood: "changes",
  } as const;
  const state = after(open, round(diagnosis("cart")), ask, { type: "answer", query: "q1", answer });
  const said = (card: Card): string =>
    card.blocks.flatMap((block) => (block.type === "context" ? [plain(block.text, "UTC")] : [])).join("\n");
  expect(said(queryCard(state, state.queries[0]!))).toMatch(/Data to .*00:00/);
  expect(said(whyCard(state, state.hypotheses[0]!))).toMatch(/metric · data to .*00:00/);
});

describe("whether it still happens is told by the newest word", () => {
  const now = (minutes: number) => ({
    value: 38,
    text: "38 per min",
    failing: true,
    at: Date.parse(minute(minutes)) / 1000,
  });
  test.each([
    [
      "a value from before the alarm fired",
      1,
      "In ALARM since 03:02: errors 41 per min, limit 5; last value 38 per min at 03:01",
    ],
    ["a value from after it", 6, "Still failing since 03:02: errors 38 per min at 03:06, limit 5"],
  ])("%s", (_, minutes, words) => {
    const state = after(open, round({ ...diagnosis("cart"), now: now(minutes) }));
    expect(lines(state, "root")).toContain(words);
  });
});

describe("what relieves nothing is called a check", () => {
  test.each([
    ["aws ecs describe-services --cluster shop", "Check: The way back (in thread)"],
    ["aws service-quotas list-service-quotas", "Check: The way back (in thread)"],
    ["aws ecs update-service --cluster shop", "Relief: The way back (in thread)"],
  ])("%s", (command, words) => {
    const found = diagnosis("cart");
    const hypotheses = found.hypotheses.map((each) => ({ ...each, relief: { text: "The way back", command } }));
    const state = after(open, round({ ...found, hypotheses }));
    expect(lines(state, "root")).toContain(words);
    expect(lines(state, "summary").join()).toContain("What to do next: The way back");
  });
});

test("the cause's statement stands once in the summary", () => {
  const said = lines(after(open, round(diagnosis("cart", "table"))), "summary").join("\n");
  expect(said.match(/latency of cart rose/g)).toHaveLength(1);
  expect(said).toMatch(/^h2 possible: latency of table rose/m);
});

describe("the Metrics button brings the metric that matters", () => {
  const command = (state: Investigation): string | undefined =>
    rootCard(state).blocks.flatMap((block) =>
      block.type === "actions" ? block.actions.filter(({ label }) => label === "Metrics") : [],
    )[0]?.command;
  const resting = (query: string): Diagnosis => {
    const found = diagnosis("cart");
    return { ...found, evidence: found.evidence.map((each) => ({ ...each, query })) };
  };
  test.each<[string, readonly Command[], string]>([
    [
      "the cause's",
      [open, round(resting("AWS/SQS Age Maximum QueueName=orders 300 s; AWS/SQS Sent Sum 60 s"))],
      "AWS/SQS Age QueueName=orders Maximum 300s",
    ],
    ["the alarm's own", [open], "AWS/ApplicationELB HTTPCode_Target_5XX_Count LoadBalancer=app/shop/1 Sum 60s"],
    [
      "the alarm's own where the cause's cannot be told",
      [open, round(resting("not a metric"))],
      "AWS/ApplicationELB HTTPCode_Target_5XX_Count LoadBalancer=app/shop/1 Sum 60s",
    ],
  ])("%s", (_, commands, brought) => {
    expect(command(after(...commands))).toBe(`G-1042 metrics edit ${brought}`);
    expect(formOf(`G-1042 metrics edit ${brought}`)).toBe("metrics");
  });
});

test("the Metrics button of a metric that no menu holds brings nothing", () => {
  const metric = { ...alarm.metric!, dimensions: { LoadBalancer: "x".repeat(200) } };
  const state = after({ ...open, transitions: [{ ...turn("ALARM", 2), alarm: { ...alarm, metric } }] });
  expect(JSON.stringify(rootCard(state))).toContain('"command":"G-1042 metrics","overflow":true');
});

test("a simulated alarm is labelled wherever its verdict is told", () => {
  const state = after({ ...open, transitions: [{ ...turn("ALARM", 2), alarm: { ...alarm, simulated: true } }] });
  for (const card of [rootCard(state), summaryCard(state)]) expect(card.title).toMatch(/ · SIMULATED$/);
});
