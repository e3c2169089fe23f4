import { expect, test } from "vitest";
import type { Event } from "../../src/events/events.ts";
import { actionItem } from "../../src/record/report/action-items.ts";
import { toDocument } from "../../src/record/report/sections.ts";
import { toReport } from "../../src/record/report/to-report.ts";
import { ana, ben, minute } from "../investigation/given.ts";
import { accepted, by, change, closed, fired, historyOf, opened, proposed, recovered, verdict } from "./history.ts";

const made = { impact: "no telemetry is connected", madeAt: minute(60) };
const reportOf = (...events: readonly Event[]) => {
  const { commits, state } = historyOf(...events);
  return toReport(commits, state, made);
};

const note = (minutes: number, id: string, text: string): Event => ({
  type: "noteAdded",
  ...by(minutes, ben),
  id,
  text,
});
const metric = (minutes: number, onset: number): Event => ({
  type: "evidenceRecorded",
  ...by(minutes),
  episode: 1,
  id: "e9",
  evidence: {
    kind: "metric",
    sentence: "checkout errors 0 → 41 per min",
    figures: { onset: Date.parse(minute(onset)) / 1000, failed: 41, requests: 120 },
    query: "m",
    window: { start: 0, end: 1 },
    horizon: 1,
  },
});

const life: readonly Event[] = [
  opened,
  fired(2),
  metric(3, -2),
  change("e1", 3, 0, "UpdateService by role/deploy, 2 min before orders moved"),
  proposed("h1", 4, ["e1", "e9"]),
  proposed("h2", 4, [], "more traffic"),
  verdict(5, ["h1", "h2"]),
  { type: "acknowledged", ...by(7, ben) },
  { type: "hypothesisDiscarded", ...by(8, ana), id: "h2", reason: "traffic is flat" },
  accepted("h1", 12),
  note(13, "n1", "todo @Ben: alarm on the queue's age"),
  note(14, "n2", "customers write in"),
  recovered(32),
  closed(40, "h1"),
];

test("the steps of the response are counted from the alarm, and detection from the onset", () => {
  const { responseTimes } = reportOf(...life);
  expect(responseTimes.map(({ what, seconds }) => [what, seconds === undefined ? undefined : seconds / 60])).toEqual([
    ["To the alarm, from the onset", 4],
    ["To acknowledge", 5],
    ["To the first hypothesis", 2],
    ["To the accepted cause", 10],
    ["To recovery", 30],
  ]);
});

test("a step that was not reached says so, and has no time", () => {
  const { responseTimes, impact } = reportOf(opened, fired(2));
  expect(responseTimes.every(({ seconds, unknown }) => seconds === undefined && unknown !== undefined)).toBe(true);
  expect(impact).toMatchObject({ firings: 1, unmeasured: "no telemetry is connected" });
  expect(impact.seconds).toBeUndefined();
});

test("where no alarm fired, what was reached is not told as missing", () => {
  const { responseTimes } = reportOf(opened, proposed("h1", 4), { type: "acknowledged", ...by(5, ben) });
  expect(responseTimes.map(({ unknown }) => unknown)).toEqual([
    "the onset was not measured",
    "no alarm fired",
    "no alarm fired",
    "no cause was accepted",
    "no alarm fired",
  ]);
});

test("the cause has its evidence, what people discarded its reason, and what could not be checked its own list", () => {
  const { causes, ruledOut, unchecked, closed: end } = reportOf(...life);
  expect(causes).toMatchObject([
    { id: "h1", accepted: { by: "Ana", at: minute(12) }, supports: [{ id: "e1" }, { id: "e9" }] },
  ]);
  expect(ruledOut).toEqual([{ id: "h2", statement: "more traffic", by: "Ana", reason: "traffic is flat" }]);
  expect(unchecked).toEqual([{ what: "Traces", reason: "needs xray:GetTraceSummaries" }]);
  expect(end).toEqual({ by: "Ana", at: minute(40), resolution: "rolled back" });
});

test("what nobody accepted is no accepted cause, and an inconclusive verdict has none at all", () => {
  const likely = reportOf(opened, fired(2), proposed("h1", 4), verdict(5));
  expect(likely.causes).toMatchObject([{ id: "h1" }]);
  expect(likely.causes[0]?.accepted).toBeUndefined();
  const unclear = reportOf(opened, fired(2), proposed("h1", 4), verdict(5, ["h1"], "INCONCLUSIVE"));
  expect(unclear.causes).toEqual([]);
});

test("action items come out of notes with their owners, and other notes stay apart", () => {
  const { actions, notes } = reportOf(...life);
  expect(actions).toEqual([{ text: "alarm on the queue's age", owner: "Ben", from: "Ben" }]);
  expect(notes).toEqual([{ at: minute(14), by: "Ben", text: "customers write in" }]);
});

test.each([
  ["action: alarm on the queue", "alarm on the queue", undefined],
  ["Action for Ben: alarm on the queue", "alarm on the queue", "Ben"],
  ["TODO @ben: alarm on the queue", "alarm on the queue", "ben"],
  ["action item for the payments team: split: a and b", "split: a and b", "the payments team"],
  ["to-do: two\nlines", "two\nlines", undefined],
  ["the action was taken: done", undefined, undefined],
  ["action needed soon", undefined, undefined],
  ["todo:", undefined, undefined],
])("%j is the action item %j of %j", (text, what, owner) => {
  const found = actionItem({ id: "n1", text, by: ana, at: minute(1) });
  expect([found?.text, found?.owner]).toEqual([what, owner]);
});

test("five whys are answered as far as the record goes, and the others are left open", () => {
  const { whys } = reportOf(...life);
  expect(whys).toHaveLength(5);
  expect(whys.map(({ answer }) => answer !== undefined)).toEqual([true, true, false, true, true]);
  expect(reportOf(opened, fired(2)).whys.filter(({ answer }) => answer !== undefined)).toHaveLength(1);
});

test("a Correction of Error has the same facts in its own order", () => {
  const report = reportOf(...life);
  const sections = (template: "report" | "coe") => toDocument(report, template).sections.map(({ blocks }) => blocks);
  const sorted = (parts: ReturnType<typeof sections>) => parts.map((blocks) => JSON.stringify(blocks)).sort();
  expect(sorted(sections("coe"))).toEqual(sorted(sections("report")));
  expect(sections("coe")).not.toEqual(sections("report"));
  expect(toDocument(report, "coe").title).toBe("Correction of Error: checkout-5xx");
});

test("the report counts the requests that the metrics counted, and their share", () => {
  const { commits, state } = historyOf(...life);
  const impact = { component: "checkout", from: 0, to: 3600, requests: 4000, failed: 250, horizon: 3500 };
  const text = JSON.stringify(toDocument(toReport(commits, state, { ...made, impact }), "report"));
  expect(text).toContain("250 of 4,000 requests of checkout failed (6.3 %)");
});
