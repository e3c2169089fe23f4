import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { toGraph } from "../../../adapters/aws/xray/graph.ts";
import { servicesOfAccount } from "../../../adapters/aws/xray/owners.ts";
import { simulateFault } from "../../../adapters/recording/shop/shop.ts";
import type { ServiceGraph } from "../../../src/graph/service-graph.ts";
import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";
import { connectTo } from "../../counterparts/aws/connect.ts";
import { type AwsContent, type AwsCounterpart, type Manners, startAws } from "../../counterparts/aws/server.ts";

const { signal } = new AbortController();
const startedAt = new Date();
const hour = { start: startedAt.getTime() / 1000 - 3_600, end: startedAt.getTime() / 1000 };
const shop = simulateFault({ fault: "deployment", component: "orders", seed: 3, startedAt }).telemetry;
const running: AwsCounterpart[] = [];

beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const counterpart of running.splice(0)) await counterpart.close();
});

async function open(content: Partial<AwsContent>, manners: Manners = {}) {
  const aws = await startAws({ telemetry: shop, ...content }, manners);
  running.push(aws);
  return { aws, telemetry: connectTo(aws.endpoint).telemetryFor({ account: undefined, region: undefined }) };
}
const graphOf = async ({ topology }: Telemetry): Promise<ServiceGraph> => (await topology.graph(hour, signal)).value;

const call = (Service: string, RemoteService: string, more: Readonly<Record<string, string>> = {}) => ({
  Environment: "eks:shop/default",
  Service,
  RemoteService,
  ...more,
});
const table = { RemoteResourceIdentifier: "points", RemoteResourceType: "AWS::DynamoDB::Table" };
const listed = [
  { Environment: "eks:shop/default", Service: "loyalty" },
  { Environment: "eks:shop/default", Service: "loyalty", Operation: "GET /points" },
  call("checkout", "loyalty"),
  call("checkout", "loyalty", {
    Operation: "POST /pay",
    RemoteOperation: "GET /points",
    RemoteEnvironment: "eks:shop/default",
  }),
  call("loyalty", "AWS::DynamoDB"),
  call("loyalty", "AWS::DynamoDB", { Operation: "GET /points", RemoteOperation: "GetItem", ...table }),
  call("loyalty", "AWS::SES"),
  call("loyalty", "UnknownRemoteService"),
  call("loyalty", "loyalty"),
  call("checkout", "orders"),
].map((dimensions) => ({ namespace: "ApplicationSignals", metric: "Latency", dimensions }));

describe("calls that Application Signals measures", () => {
  const measuredBy = (dimensions: Readonly<Record<string, string>>) =>
    (["Latency Average", "Latency SampleCount", "Fault Sum"] as const).map((name) => ({
      side: "caller",
      signal: { "Latency Average": "latency", "Latency SampleCount": "requests", "Fault Sum": "errors" }[name],
      query: {
        namespace: "ApplicationSignals",
        metric: name.split(" ")[0],
        statistic: name.split(" ")[1],
        dimensions,
        period: 60,
      },
    }));

  test("stand beside the traced ones, with counts that nobody knows", async () => {
    const { aws, telemetry } = await open({ listed });
    const traced = (await shop.topology.graph(hour, signal)).value;
    const { edges } = await graphOf(telemetry);
    const pairs = new Set(traced.edges.map(({ from, to }) => `${from} ${to}`));
    expect(edges.filter(({ from, to }) => !pairs.has(`${from} ${to}`))).toEqual([
      { from: "checkout", to: "loyalty", metrics: measuredBy(call("checkout", "loyalty")) },
      { from: "loyalty", to: "points" },
      { from: "loyalty", to: "AWS::SES", metrics: measuredBy(call("loyalty", "AWS::SES")) },
    ]);
    expect(edges.find(({ from, to }) => from === "checkout" && to === "orders")?.calls).toBeGreaterThan(0);
    const lists = aws.calls.filter(({ action, body }) => action.endsWith(":ListMetrics") && body.includes("Signals"));
    expect(lists).toHaveLength(1);
  });

  test("are measured by their caller, the traced ones too, where one metric has all of them", async () => {
    const split = [
      call("orders", "payments", { RemoteEnvironment: "eks:shop/blue" }),
      call("orders", "payments", { RemoteEnvironment: "eks:shop/green" }),
    ].map((dimensions) => ({ namespace: "ApplicationSignals", metric: "Latency", dimensions }));
    const { telemetry } = await open({ listed: [...listed, ...split] });
    const { edges } = await graphOf(telemetry);
    const between = (from: string, to: string) => edges.filter((edge) => edge.from === from && edge.to === to);
    expect(between("checkout", "orders")).toMatchObject([{ metrics: measuredBy(call("checkout", "orders")) }]);
    expect(between("orders", "payments").map(({ metrics }) => metrics)).toEqual([undefined]);
  });

  test("bring the services that are not traced, with what measures them", async () => {
    const { telemetry } = await open({ listed });
    const { components } = await graphOf(telemetry);
    const found = (id: string) => components.find((component) => component.id === id);
    expect(found("loyalty")?.metrics.map(({ signal: what }) => what)).toEqual(["latency", "errors", "requests"]);
    expect(found("points")?.kind).toBe("AWS::DynamoDB::Table");
    expect(found("points")?.metrics.length).toBeGreaterThan(0);
    expect(found("AWS::SES")?.kind).toBe("AWS::SES");
    expect(components.filter(({ id }) => id === "orders")).toHaveLength(1);
  });

  test("are a graph where X-Ray says nothing, and the gap names what is missing", async () => {
    const { telemetry } = await open({ listed }, { deny: ["xray:GetServiceGraph"] });
    const { value, gaps } = await telemetry.topology.graph(hour, signal);
    expect(value.edges).toContainEqual(expect.objectContaining({ from: "checkout", to: "loyalty" }));
    expect(gaps).toMatchObject([{ what: "the service graph", reason: "AWS does not allow xray:GetServiceGraph" }]);
  });
});

describe("nodes of X-Ray", () => {
  const statistics = (TotalCount: number) => ({ TotalCount, TotalResponseTime: 1, FaultStatistics: { TotalCount: 1 } });

  test("of one name are one component, and the calls to them one edge with their sum, since the first of them", () => {
    const { components, edges } = toGraph(
      [
        {
          ReferenceId: 0,
          Name: "door",
          Edges: [
            { ReferenceId: 1, EdgeType: "link", StartTime: new Date(90_000), SummaryStatistics: statistics(5) },
            { ReferenceId: 2, StartTime: new Date(30_000), SummaryStatistics: statistics(7) },
          ],
        },
        { ReferenceId: 1, Name: "quote", Type: "AWS::Lambda", Edges: [{ ReferenceId: 2 }] },
        { ReferenceId: 2, Name: "quote", Type: "AWS::Lambda::Function" },
      ],
      () => "",
    );
    expect(components.map(({ id }) => id)).toEqual(["door", "quote"]);
    expect(edges).toEqual([{ from: "door", to: "quote", calls: 12, faults: 2, responseTime: 2, since: 30 }]);
  });

  test("without an account stay with who calls them", () => {
    const services = [
      { ReferenceId: 0, Name: "ours", AccountId: "1", Edges: [{ ReferenceId: 1 }, { ReferenceId: 4 }] },
      { ReferenceId: 1, Name: "our table" },
      { ReferenceId: 2, Name: "theirs", AccountId: "2", Edges: [{ ReferenceId: 3 }, { ReferenceId: 5 }] },
      { ReferenceId: 3, Name: "their table" },
      { ReferenceId: 4, Name: "called", AccountId: "2", Edges: [{ ReferenceId: 5 }] },
      { ReferenceId: 5, Name: "far", AccountId: "2" },
      { ReferenceId: 6, Name: "alone" },
    ];
    expect(servicesOfAccount(services, "1").map(({ Name }) => Name)).toEqual(["ours", "our table", "called", "alone"]);
  });
});

test("log groups that were not read are a gap of the services that have none", async () => {
  const crowd = Array.from({ length: 1_001 }, (_, index) => `/aws/lambda/other-${index}`);
  const topology: Telemetry["topology"] = {
    async graph(window, aborted) {
      const seen = await shop.topology.graph(window, aborted);
      const [first, ...others] = seen.value.components;
      const components = first ? [{ ...first, logGroups: crowd }, ...others] : others;
      return { ...seen, value: { ...seen.value, components } };
    },
  };
  const { telemetry } = await open({ telemetry: { ...shop, topology } });
  const { gaps } = await telemetry.topology.graph(hour, signal);
  expect(gaps).toEqual([
    { what: expect.stringMatching(/^logs of .*\bcheckout\b/), reason: expect.stringContaining("more log groups") },
  ]);
});
