import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { operations } from "../../adapters/aws/permissions/operations.ts";
import { simulate } from "../../adapters/recording/shop/shop.ts";
import { diagnose } from "../../src/engine/diagnose.ts";
import { hasMoved } from "../../src/engine/series/moved.ts";
import type { Diagnosis } from "../../src/investigation/diagnosis.ts";
import { parseAlarm } from "../../src/notification/alarm.ts";
import { collect } from "../../src/telemetry/collect/collector.ts";
import type { Telemetry } from "../../src/telemetry/ports/ports.ts";
import { connectTo } from "../counterparts/aws/connect.ts";
import { type AwsCounterpart, startAws } from "../counterparts/aws/server.ts";

/** Long enough ago that CloudTrail has delivered all that led to it. */
const AGO_MS = 25 * 60_000;
const TOPIC = "arn:aws:sns:eu-west-1:123456789012:shop-alarms";
/** One and the same day, whenever this runs. */
const startedAt = new Date("2026-03-10T09:30:00Z");
const now = (): Date => new Date(startedAt.getTime() + AGO_MS);
const wobble = simulate({ incident: "search-wobble", seed: 1, startedAt, now });

/** X-Ray does not know load balancers. */
const traced: Telemetry["topology"] = {
  async graph(window, signal) {
    const { value, ...seen } = await wobble.telemetry.topology.graph(window, signal);
    const components = value.components.filter(({ id }) => id !== "shop-alb");
    return { ...seen, value: { components, edges: value.edges.filter(({ from }) => from !== "shop-alb") } };
  },
};

let aws: AwsCounterpart;
beforeAll(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  aws = await startAws({ telemetry: { ...wobble.telemetry, topology: traced } });
});
afterAll(async () => {
  await aws.close();
  vi.unstubAllEnvs();
});

/** What an investigation of a normal day says where some actions are denied. */
async function without(deny: readonly string[], focus: readonly string[] = []): Promise<Diagnosis> {
  aws.behave({ deny });
  const fired = parseAlarm(wobble.notifications[0]?.message, TOPIC);
  if (!fired) throw new Error("the simulated alarm is none");
  const found = await collect({
    telemetry: connectTo(aws.endpoint, { now }).telemetryFor({ account: undefined, region: undefined }),
    alarm: fired.alarm,
    at: Date.parse(fired.alarmAt) / 1000,
    now: now().getTime() / 1000,
    budgetMs: 600_000,
    focus,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    hasMoved,
  });
  return diagnose(found);
}

/** What an investigation asks of AWS: all of it is a source. */
const asked = [
  "cloudwatch:GetMetricData",
  "cloudwatch:ListMetrics",
  "cloudtrail:LookupEvents",
  "logs:DescribeLogGroups",
  "logs:StartQuery",
  "logs:GetQueryResults",
  "xray:GetServiceGraph",
  "xray:GetTraceSummaries",
];

/** What describes resources, beside the calls that X-Ray knows. */
const described = [
  "ecs:ListClusters",
  "elasticloadbalancing:DescribeLoadBalancers",
  "elasticloadbalancing:DescribeTargetGroups",
  "lambda:ListEventSourceMappings",
  "lambda:ListFunctions",
  "rds:DescribeDBInstances",
  "tag:GetResources",
];

describe("on a normal day", () => {
  test("there is no fault where everything is allowed, and all that is asked stands in the list of what may be denied", async () => {
    const before = aws.calls.length;
    expect(await without([])).toMatchObject({ verdict: "NO FAULT FOUND", gaps: [] });
    const actions = new Set(aws.calls.slice(before).map(({ action }) => action));
    expect([...actions].sort()).toEqual([...asked, ...described].toSorted());
  });

  test.each(asked)("%s denied is a gap, and nobody says that there is no fault", async (action) => {
    const { verdict, gaps } = await without([action]);
    expect(verdict).toBe("INCONCLUSIVE");
    expect(gaps.map(({ reason }) => reason)).toContain(`AWS does not allow ${action}`);
  });

  test("everything denied at once leaves nothing to say", async () => {
    const { verdict, checked } = await without(operations.map(({ action }) => action));
    expect([verdict, checked]).toEqual(["INCONCLUSIVE", 0]);
  });
});
