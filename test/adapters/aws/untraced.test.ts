import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { simulate } from "../../../adapters/recording/shop/shop.ts";
import { calls, partOf, parts } from "../../../adapters/recording/shop/world/graph.ts";
import { arnOf, logGroupsOf } from "../../../adapters/recording/shop/world/names.ts";
import { settingOf } from "../../../bench/untraced-shop.ts";
import { diagnose } from "../../../src/engine/diagnose.ts";
import { hasMoved } from "../../../src/engine/series/moved.ts";
import { parseAlarm } from "../../../src/notification/alarm.ts";
import { collect } from "../../../src/telemetry/collect/collector.ts";
import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";
import { topologyContract } from "../../contracts/telemetry/topology.ts";
import { connectTo } from "../../counterparts/aws/connect.ts";
import type { ResourceContent } from "../../counterparts/aws/resources.ts";
import { type AwsCounterpart, type Manners, startAws } from "../../counterparts/aws/server.ts";

const place = { account: "123456789012", region: "eu-west-1" };
const now = new Date();
const { signal } = new AbortController();
const hour = { start: now.getTime() / 1000 - 3_600, end: now.getTime() / 1000 };
const incident = simulate({ incident: "orders-failing", seed: 3, startedAt: now, now: () => now });
/** The same, where nobody traces and Application Signals is off: no calls are known, and no service measures itself. */
const bare: Telemetry = {
  ...incident.telemetry,
  topology: {
    async graph(...asked) {
      const seen = await incident.telemetry.topology.graph(...asked);
      const components = seen.value.components.map((component) => ({
        ...component,
        metrics: component.metrics.filter(({ query }) => query.namespace !== "ApplicationSignals"),
      }));
      return { ...seen, value: { components, edges: [] } };
    },
  },
};
const untracedDeny = ["xray:GetServiceGraph", "xray:GetTraceSummaries"];
const counterparts: AwsCounterpart[] = [];

beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
});
afterEach(() => void vi.unstubAllEnvs());
afterAll(async () => {
  for (const counterpart of counterparts) await counterpart.close();
});

/** The shop as its account describes it. */
const group = `arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/storefront/1a2b3c4d5e6f7081`;
const arn = (id: string): string => arnOf(partOf(id), place);
const environmentOf = (id: string) =>
  Object.fromEntries(
    calls
      .filter(({ from }) => from === id)
      .map(({ to }) => Object.values(settingOf(partOf(to), place)) as [string, string]),
  );
const resources: ResourceContent = {
  services: parts
    .filter(({ kind }) => kind === "service")
    .map((part) => ({
      name: part.id,
      environment: environmentOf(part.id),
      ...(part.id === "storefront" && { targetGroups: [group] }),
      logGroup: logGroupsOf(part)[0] ?? "",
    })),
  functions: parts
    .filter(({ kind }) => kind === "function")
    .map(({ id }) => ({ name: id, environment: environmentOf(id) })),
  mappings: calls
    .filter(({ from }) => partOf(from).kind === "queue")
    .map(({ from, to }) => ({ source: arn(from), target: arn(to) })),
  balancers: [
    {
      arn: arn("shop-alb"),
      host: "shop-alb-1.eu-west-1.elb.amazonaws.com",
      groups: [{ arn: group, type: "ip", targets: [] }],
    },
  ],
  tagged: ["carts", "orders-table", "sessions", "catalog-db", "order-events", "email-outbox"].map(arn),
};

async function open(manners: Manners = { deny: untracedDeny }, content: ResourceContent = resources) {
  const aws = await startAws({ telemetry: bare, resources: content }, manners);
  counterparts.push(aws);
  const telemetry = connectTo(aws.endpoint, { account: place.account }).telemetryFor({
    account: undefined,
    region: undefined,
  });
  return { aws, telemetry };
}

function investigate(telemetry: Telemetry) {
  const fired = parseAlarm(incident.notifications[0]?.message, "arn:aws:sns:eu-west-1:123456789012:t");
  if (!fired) throw new Error("the incident has no alarm");
  return collect({
    telemetry,
    alarm: fired.alarm,
    at: incident.alarmAt.getTime() / 1000,
    now: now.getTime() / 1000,
    budgetMs: 600_000,
    signal,
    onProgress: () => undefined,
    hasMoved,
  });
}

describe("an account without traces", () => {
  test("has every call that its settings, balancers and event sources tell", async () => {
    const { telemetry } = await open();
    const { value, gaps } = await telemetry.topology.graph(hour, signal);
    const pairs = new Set(value.edges.map(({ from, to }) => `${from} ${to}`));
    const told = calls.filter(({ from, to }) => partOf(to).kind !== "remote" && from !== "shop-alb");
    expect(told.filter(({ from, to }) => !pairs.has(`${from} ${to}`))).toEqual([]);
    expect(value.edges).toContainEqual({ from: group.split(":").at(-1), to: "storefront" });
    expect(gaps.map(({ what }) => what)).toEqual(["the service graph"]);
  });

  test("finds the cause at the component where it lies", async () => {
    const { telemetry } = await open();
    const { hypotheses } = diagnose(await investigate(telemetry));
    expect(hypotheses[0]?.cause.component.name).toBe(incident.incident.answer.component);
  });

  test("no secret of an environment is in what is found", async () => {
    const { telemetry } = await open();
    const found = await telemetry.topology.graph(hour, signal);
    expect(JSON.stringify(found)).not.toContain("secret");
  });

  test.each([
    ["ecs:ListServices", "services of ECS"],
    ["lambda:ListFunctions", "Lambda functions"],
    ["elasticloadbalancing:DescribeTargetGroups", "load balancers"],
    ["tag:GetResources", "tagged resources"],
  ])("without %s the rest is known, and the gap names the action", async (action, what) => {
    const { telemetry } = await open({ deny: [...untracedDeny, action] });
    const { value, gaps } = await telemetry.topology.graph(hour, signal);
    expect(value.components.length).toBeGreaterThan(0);
    expect(gaps).toContainEqual({
      what,
      reason: `AWS does not allow ${action}`,
      remedy: `allow ${action} to Gumshoe's role`,
    });
  });

  test("is asked once for all investigations within minutes", async () => {
    const { aws, telemetry } = await open();
    await telemetry.topology.graph(hour, signal);
    const before = aws.calls.length;
    await telemetry.topology.graph({ ...hour, start: hour.start - 60 }, signal);
    expect(aws.calls.slice(before).map(({ action }) => action)).toEqual(["xray:GetServiceGraph"]);
  });
});

test("instances behind a target group, and those under a cluster, are found", async () => {
  const node = "i-0123456789abcdef0";
  const { telemetry } = await open(
    { deny: untracedDeny },
    {
      services: [{ name: "orders" }],
      nodes: [node],
      balancers: [{ arn: arn("shop-alb"), host: "x", groups: [{ arn: group, type: "instance", targets: [node] }] }],
    },
  );
  const { edges } = (await telemetry.topology.graph(hour, signal)).value;
  expect(edges).toEqual(
    expect.arrayContaining([
      { from: "orders", to: "shop" },
      { from: "shop", to: node },
      { from: group.split(":").at(-1), to: node },
    ]),
  );
});

const gapless = simulate({ incident: "orders-failing", seed: 3, startedAt: new Date("2026-11-23T12:05:00Z") });
topologyContract("described resources", async () => {
  const noon = Date.parse("2026-11-23T12:00:00Z") / 1000;
  const nothing = {
    ...gapless.telemetry,
    topology: { graph: async () => ({ value: { components: [], edges: [] }, horizon: noon, gaps: [] }) },
  };
  const aws = await startAws({ telemetry: nothing, resources });
  counterparts.push(aws);
  const { topology } = connectTo(aws.endpoint, { account: place.account }).telemetryFor({
    account: undefined,
    region: undefined,
  });
  return { topology, window: { start: noon - 3_600, end: noon }, now: () => new Date() };
});
