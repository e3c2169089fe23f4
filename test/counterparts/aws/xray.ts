import { z } from "zod";
import type { Window } from "../../../src/findings/measured.ts";
import type { Component, Edge } from "../../../src/graph/service-graph.ts";
import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";
import { accountsOf, telemetryOf } from "./owners.ts";
import type { Answered, AwsContent } from "./server.ts";

const window = z.object({
  StartTime: z.number(),
  EndTime: z.number(),
  NextToken: z.string().optional(),
  FilterExpression: z.string().optional(),
});
const SERVICES_A_PAGE = 100;
const LONGEST = 6 * 3_600;

/** The service graph in pages, and traces, of its own account and of those that share with it; six hours at most. */
export async function answerXRay(content: AwsContent, operation: string, input: unknown): Promise<Answered> {
  const { StartTime: start, EndTime: end, NextToken = "0", FilterExpression = "" } = window.parse(input);
  if (end - start > LONGEST) return { error: "InvalidRequestException", message: "The time range is too long." };
  if (operation === "GetTraceSummaries") {
    const TraceSummaries = await summariesOf(content, { start, end }, FilterExpression);
    return { body: { TraceSummaries, TracesProcessedCount: TraceSummaries.length, ApproximateTime: end } };
  }
  const all = await servicesOf(content, { start, end });
  const from = Number(NextToken);
  const next = from + SERVICES_A_PAGE;
  return {
    body: {
      Services: all.slice(from, next),
      StartTime: start,
      EndTime: end,
      ...(next < all.length && { NextToken: String(next) }),
    },
  };
}

/** `service("name")`, or `service(id(name: "…", account.id: "…"))` with either left out; `{ fault }` behind it, or `fault` alone, means failed requests. */
async function summariesOf(content: AwsContent, asked: Window, filter: string) {
  const component = /(?:service\(|name: )"([^"]*)"/.exec(filter)?.[1];
  const only = /account\.id: "(\d+)"/.exec(filter)?.[1];
  const faults = /(?:^|\{ )fault(?: \}|$)/.test(filter) ? "faults" : undefined;
  const signal = new AbortController().signal;
  const found = accountsOf(content)
    .filter((account) => only === undefined || account === only)
    .map(async (AccountId) => {
      const seen = await telemetryOf(content, AccountId)?.traces?.find(asked, signal, component, faults);
      return (seen?.value ?? []).map(({ id, at, duration, outcome, entry, cause }) => ({
        Id: id,
        StartTime: at,
        Duration: duration,
        HasFault: outcome === "fault",
        HasError: outcome === "error",
        HasThrottle: outcome === "throttle",
        FaultRootCauses: cause === undefined ? [] : [rootCauseOf(cause)],
        Http: { HttpURL: entry },
        EntryPoint: { Name: entry, AccountId },
      }));
    });
  return (await Promise.all(found)).flat();
}

/** "orders: no answer" as the service where it was, with an exception that says the rest. */
function rootCauseOf(cause: string) {
  const [, Name = cause, Message] = /^(.+?): (.*)$/s.exec(cause) ?? [];
  return { Services: [{ Name, EntityPath: [{ Name, Exceptions: Message === undefined ? [] : [{ Message }] }] }] };
}

async function servicesOf(content: AwsContent, asked: Window) {
  const signal = new AbortController().signal;
  const graphs = await Promise.all(
    accountsOf(content).map(async (account) => {
      const seen = await telemetryOf(content, account)?.topology.graph(asked, signal);
      return { account, components: seen?.value.components ?? [], edges: seen?.value.edges ?? [] };
    }),
  );
  const nodes = graphs.flatMap(({ account, components }) => components.map((component) => ({ account, component })));
  const numbers = new Map(nodes.map(({ account, component }, index) => [`${account}/${component.id}`, index]));
  const edges = [
    ...graphs.flatMap(({ account, edges: own }) =>
      own.map((edge) => ({ ...edge, from: `${account}/${edge.from}`, to: `${account}/${edge.to}` })),
    ),
    ...(content.crossing ?? []),
  ];
  const outward = Map.groupBy(edges, ({ from }) => from);
  return Promise.all(
    nodes.map(async ({ account, component }, index) => ({
      ReferenceId: index,
      Name: component.name,
      Names: [component.name],
      Type: component.kind,
      AccountId: account,
      ...(await servedBy(telemetryOf(content, account), component, asked)),
      Edges: (outward.get(`${account}/${component.id}`) ?? []).map((edge) => toEdge(edge, numbers)),
    })),
  );
}

/** What a component measures of itself; it fails no request. */
async function servedBy(telemetry: Telemetry | undefined, { metrics }: Component, asked: Window) {
  const latency = metrics.find(({ signal }) => signal === "latency")?.query;
  if (!latency || !telemetry) return {};
  const queries = ["SampleCount", "Sum"].map((statistic) => ({ ...latency, statistic }));
  const { value } = await telemetry.metrics.fetch(queries, asked, new AbortController().signal);
  const [calls = 0, responseTime = 0] = value.map((series) =>
    (series?.values ?? new Float64Array()).reduce((sum, each) => sum + (each || 0), 0),
  );
  return statisticsOf(calls, 0, responseTime);
}

/** Statistics in which every request takes the same time. */
function statisticsOf(calls: number, faults: number, responseTime: number) {
  return {
    SummaryStatistics: {
      TotalCount: calls,
      TotalResponseTime: responseTime,
      FaultStatistics: { TotalCount: faults },
    },
    ResponseTimeHistogram: calls > 0 ? [{ Value: responseTime / calls, Count: calls }] : [],
  };
}

function toEdge(
  { to, calls = 0, faults = 0, responseTime = 0, asynchronous }: Edge,
  numbers: ReadonlyMap<string, number>,
) {
  return {
    ReferenceId: numbers.get(to),
    EdgeType: asynchronous ? "link" : "remote",
    ...statisticsOf(calls, faults, responseTime),
  };
}
