import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Event } from "../../src/events/events.ts";
import type { Published } from "../../src/events/work.ts";
import { toFinding } from "../../src/record/finding.ts";
import { ana } from "../investigation/given.ts";
import { by, change, fired, historyOf, opened, orders } from "./history.ts";

const requested: Event = { type: "investigationRequested", ...by(2), episode: 1 };
const STATEMENT = "orders fails since its deployment";
const proposed = (words = STATEMENT, id = "h1"): Extract<Event, { type: "hypothesisProposed" }> => ({
  type: "hypothesisProposed",
  ...by(4),
  episode: 1,
  id,
  cause: { component: orders, mechanism: "change" },
  standing: "LIKELY",
  statement: words,
  supports: ["e1"],
  contradicts: [],
  unchecked: [],
  refutedBy: "errors before it",
  score: 3,
});
const GAP = { what: "logs of orders", reason: "access denied", remedy: "allow logs:StartQuery" };
const reached = (more: Partial<Extract<Event, { type: "verdictReached" }>> = {}): Event => ({
  type: "verdictReached",
  ...by(4),
  episode: 1,
  verdict: "LIKELY",
  ranking: ["h1"],
  reason: STATEMENT,
  gaps: [GAP],
  checked: 3,
  normal: 2,
  horizons: {},
  ...more,
});
const start = [opened, fired(2), requested, change("e1", 3, -2, "Deployment of orders at 02:58")];

/** The finding that the last of some events tells. */
function told(what: Published, ...events: readonly Event[]) {
  const { commits, state } = historyOf(...events);
  const { stream, version, events: last = [] } = commits.at(-1) ?? {};
  return toFinding(what, last, state, `gumshoe/${stream}/${version}/${what}`);
}

test("a verdict reads as the example in docs/reports.md", () => {
  const docs = readFileSync(new URL("../../docs/reports.md", import.meta.url), "utf8");
  const [, example = ""] = /```json\n(.*?)```/s.exec(docs) ?? [];
  expect(told("verdict", ...start, proposed(), reached())).toEqual(JSON.parse(example));
});

test("a decision tells who decided what and why, and the verdict that stands after it", () => {
  const discarded = { type: "hypothesisDiscarded", ...by(9, ana), id: "h1", reason: "rolled back, no change" } as const;
  expect(told("decision", ...start, proposed(), reached(), discarded)).toMatchObject({
    decision: "discarded",
    by: ana,
    reason: "rolled back, no change",
    cause: { id: "h1", component: "orders" },
    verdict: { verdict: "INCONCLUSIVE" },
  });
});

test("a close tells its resolution and its cause, or that nobody closed it", () => {
  const closed = { type: "closed", ...by(20, ana), resolution: "rolled back", quiet: false, cause: "h1" } as const;
  expect(told("closed", ...start, proposed(), reached(), closed)).toMatchObject({
    automatic: false,
    resolution: "rolled back",
    cause: { statement: STATEMENT },
  });
  const silent = told("closed", ...start, { type: "closed", ...by(20), quiet: true });
  expect(silent).toMatchObject({ automatic: true });
  expect(silent).not.toHaveProperty("cause");
});

test("secrets of people's words are masked", () => {
  const closed = { type: "closed", ...by(20, ana), resolution: "set password=hunter2hunter2", quiet: false } as const;
  const finding = JSON.stringify(told("closed", ...start, closed));
  expect(finding).toContain("hidden]");
  expect(finding).not.toContain("hunter2");
});

test.each(["\u0001", "🔥", "\ud800", '"'])("the largest finding of %j is below the limit of SNS", (character) => {
  const long = character.repeat(20_000);
  const evidence = Array.from({ length: 20 }, (_, index) => change(`e${index}`, 3, -2, long));
  const ids = evidence.map((_, index) => `e${index}`);
  const causes = Array.from({ length: 20 }, (_, index) => ({
    ...proposed(long, `h${index}`),
    cause: { component: { id: long, name: long, kind: long }, mechanism: long },
    supports: ids,
    contradicts: ids,
  }));
  const gaps = ids.map(() => ({ what: long, reason: long, remedy: long }));
  const ranking = causes.map((_, index) => `h${index}`);
  const title = { ...opened, title: long };
  const finding = told("verdict", title, requested, ...evidence, ...causes, reached({ reason: long, gaps, ranking }));
  expect(finding).toMatchObject({ causes: { length: 3 } });
  expect(Buffer.byteLength(JSON.stringify(finding))).toBeLessThan(262_144);
});
