import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { simulate } from "../../../adapters/recording/shop/shop.ts";
import { hasMoved } from "../../../src/engine/series/moved.ts";
import type { Findings } from "../../../src/findings/findings.ts";
import type { Series } from "../../../src/findings/measured.ts";
import { parseAlarm } from "../../../src/notification/alarm.ts";
import { collect } from "../../../src/telemetry/collect/collector.ts";
import { createMemory } from "../../../src/telemetry/collect/memory.ts";
import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";
import { connectTo } from "../../counterparts/aws/connect.ts";
import { type AwsCounterpart, startAws } from "../../counterparts/aws/server.ts";

let aws: AwsCounterpart;
beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await aws.close();
});

const startedAt = new Date("2026-05-04T14:05:00Z");
const traces: NonNullable<Telemetry["traces"]> = {
  find: async ({ end }) => ({
    value: [{ id: "1-1-2", at: end - 50, duration: 1.2, outcome: "fault", entry: "https://shop.example/pay" }],
    horizon: end,
    gaps: [],
  }),
};

/** All metrics jump at a time, epoch seconds, and are known up to now. */
function jumping(jump: number, now: () => Date): Telemetry["metrics"] {
  return {
    async fetch(queries, { start, end }) {
      const value = queries.map(({ period }): Series => {
        const count = Math.max(0, Math.ceil((Math.min(end, now().getTime() / 1000) - start) / period));
        const at = (index: number): number => (start + index * period >= jump ? 50 : 1 + (index % 3));
        return { start, step: period, values: Float64Array.from({ length: count }, (_, index) => at(index)) };
      });
      return { value, horizon: end, gaps: [] };
    },
  };
}

/** Looks at one firing of the shop, each so many seconds after it. */
async function firing() {
  let at = 0;
  const now = (): Date => new Date(at);
  const incident = simulate({ incident: "orders-failing", seed: 3, startedAt, now });
  const fired = parseAlarm(incident.notifications[0]?.message, "arn:aws:sns:eu-west-1:1:t");
  if (!fired) throw new Error("the incident has no alarm");
  const { alarm } = fired;
  const onset = incident.alarmAt.getTime() / 1000;
  aws = await startAws({ telemetry: { ...incident.telemetry, metrics: jumping(onset - 600, now), traces } });
  const memory = createMemory(onset, now);
  const through = (telemetry: Telemetry, focus: readonly string[]): Promise<Findings> =>
    collect({
      telemetry,
      alarm,
      at: onset,
      now: at / 1000,
      budgetMs: 600_000,
      focus,
      signal: new AbortController().signal,
      onProgress: () => {},
      hasMoved,
    });
  return {
    onset,
    async look(seconds: number, focus: readonly string[] = []) {
      at = (onset + seconds) * 1000;
      const before = aws.calls.length;
      const source = connectTo(aws.endpoint, { now });
      const findings = await through(
        memory.through(source.telemetryFor({ account: undefined, region: undefined })),
        focus,
      );
      return { findings, calls: aws.calls.slice(before) };
    },
    /** What a look that remembers nothing finds. */
    anew: () => through(connectTo(aws.endpoint, { now }).telemetryFor({ account: undefined, region: undefined }), []),
  };
}

/** How many questions there were; the SDK may make a call twice. */
const counted = (calls: AwsCounterpart["calls"]) => {
  const of = (action: string) => new Set(calls.filter((call) => call.action === action).map(({ body }) => body)).size;
  return {
    logs: of("logs:StartQuery"),
    changes: of("cloudtrail:LookupEvents"),
    graph: of("xray:GetServiceGraph"),
    traces: of("xray:GetTraceSummaries"),
  };
};
/** From when metrics are asked for, minutes after the firing, the earliest first. */
const metricsFrom = (calls: AwsCounterpart["calls"], onset: number) => {
  const asked = calls.filter(({ action }) => action === "cloudwatch:GetMetricData");
  const minutes = asked.map(({ body }) => Math.round((JSON.parse(body).StartTime - onset) / 60));
  return [...new Set(minutes)].sort((one, other) => one - other);
};
const measuredIn = ({ measured }: Findings) => measured.map(({ query, series }) => [query, series]);

test("a later look asks what may have changed, and nothing that is settled", async () => {
  const { look, anew, onset } = await firing();
  const first = await look(30);
  const all = counted(first.calls);
  expect(all).toMatchObject({ changes: 1, graph: 1, traces: 1 });
  expect(all.logs).toBeGreaterThan(0);
  expect(metricsFrom(first.calls, onset)[0]).toBeLessThan(-24 * 60);

  const second = await look(240);
  expect(counted(second.calls)).toEqual(all);
  expect(metricsFrom(second.calls, onset)).toEqual([-2]);

  const third = await look(540);
  expect(counted(third.calls)).toEqual({ logs: 0, changes: 1, graph: 0, traces: 0 });
  expect(metricsFrom(third.calls, onset)).toEqual([2]);
  expect(new Set(third.findings.patterns)).toEqual(new Set(second.findings.patterns));
  expect(third.findings.horizons.logs).toBe(onset + 240 - 60);
  expect(measuredIn(third.findings)).toEqual(measuredIn(await anew()));

  expect(counted((await look(1_050)).calls)).toMatchObject({ logs: 0, changes: 1 });
  expect(counted((await look(1_100)).calls)).toEqual({ logs: 0, changes: 0, graph: 0, traces: 0 });
});

test("a look into what was accepted asks its deeper questions once", async () => {
  const { look } = await firing();
  for (const seconds of [30, 240, 1_050]) await look(seconds);
  const deeper = await look(1_060, ["orders"]);
  expect(counted(deeper.calls)).toMatchObject({ logs: 0, graph: 0, traces: 1 });
  expect(counted(deeper.calls).changes).toBeGreaterThan(0);
  expect(deeper.findings.traces).toHaveLength(1);
  const again = await look(1_070, ["orders"]);
  expect(counted(again.calls)).toEqual({ logs: 0, changes: 0, graph: 0, traces: 0 });
  expect(again.findings.traces).toEqual(deeper.findings.traces);
});

test("what failed is asked again, and what fails leaves what was seen before", async () => {
  const { look } = await firing();
  aws.behave({ deny: ["logs:StartQuery"] });
  const first = await look(600);
  expect(first.findings.patterns).toEqual([]);
  aws.behave({ deny: ["cloudtrail:LookupEvents", "cloudwatch:GetMetricData"] });
  const second = await look(660);
  expect(second.findings.patterns.length).toBeGreaterThan(0);
  expect(second.findings.changes).toEqual(first.findings.changes);
  expect(measuredIn(second.findings)).toEqual(measuredIn(first.findings));
  expect(second.findings.gaps.map(({ what }) => what)).toEqual(["changes", "metrics"]);
});

test("of an episode that has become twice as long the logs are searched anew", async () => {
  const { look } = await firing();
  await look(600, ["orders"]);
  expect(counted((await look(900, ["orders"])).calls)).toMatchObject({ logs: 0, traces: 0 });
  expect(counted((await look(3_500, ["orders"])).calls)).toMatchObject({ logs: 2, traces: 1 });
});
