import { z } from "zod";
import type { Answered, AwsContent } from "./server.ts";

const window = z.object({
  StartTime: z.number(),
  EndTime: z.number(),
  NextToken: z.string().optional(),
  FilterExpression: z.string().optional(),
});
const SERVICES_A_PAGE = 100;
const LONGEST = 6 * 3_600;

/** The service graph in pages, and traces; windows of more than six hours are refused. */
export async function answerXRay({ telemetry }: AwsContent, operation: string, input: unknown): Promise<Answered> {
  const { StartTime: start, EndTime: end, NextToken = "0", FilterExpression } = window.parse(input);
  if (end - start > LONGEST) return { error: "InvalidRequestException", message: "The time range is too long." };
  const signal = new AbortController().signal;
  if (operation === "GetTraceSummaries") {
    const component = /service\("(.*)"\)/.exec(FilterExpression ?? "")?.[1];
    const found = await telemetry.traces?.find({ start, end }, signal, component);
    const TraceSummaries = (found?.value ?? []).map(({ id, at, duration, outcome, entry }) => ({
      Id: id,
      StartTime: at,
      Duration: duration,
      HasFault: outcome === "fault",
      HasError: outcome === "error",
      HasThrottle: outcome === "throttle",
      Http: { HttpURL: entry },
    }));
    return { body: { TraceSummaries, TracesProcessedCount: TraceSummaries.length, ApproximateTime: end } };
  }
  const { components, edges } = (await telemetry.topology.graph({ start, end }, signal)).value;
  const numbers = new Map(components.map(({ id }, index) => [id, index]));
  const all = components.map(({ id, name, kind }, index) => ({
    ReferenceId: index,
    Name: name,
    Names: [name],
    Type: kind,
    AccountId: "123456789012",
    Edges: edges
      .filter(({ from }) => from === id)
      .map(({ to, calls = 0, faults = 0, responseTime = 0, asynchronous }) => ({
        ReferenceId: numbers.get(to),
        EdgeType: asynchronous ? "link" : "remote",
        SummaryStatistics: {
          TotalCount: calls,
          TotalResponseTime: responseTime,
          FaultStatistics: { TotalCount: faults },
        },
      })),
  }));
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
