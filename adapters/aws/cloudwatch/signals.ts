import { type CloudWatchClient, ListMetricsCommand, type ListMetricsCommandInput } from "@aws-sdk/client-cloudwatch";
import type { Kept } from "../../../src/kept.ts";
import type { SignalMetric } from "../../../src/telemetry/ports.ts";
import type { Operation } from "../operation.ts";
import { pagesOf } from "../pages.ts";
import type { Session } from "../session.ts";

export const listMetrics: Operation = {
  action: "cloudwatch:ListMetrics",
  reason: "find which services Application Signals measures, with the exact dimensions",
};

/** 500 metrics a page; services beyond these pages are counted as not seen. */
const MOST_PAGES = 20;
const NAMESPACE = "ApplicationSignals";

/** What Application Signals measures of each service: service name → latency, errors, requests. */
export interface Services {
  readonly byName: ReadonlyMap<string, readonly SignalMetric[]>;
  /** There are more than were read. */
  readonly more: boolean;
}

export interface ServiceSignals {
  read(signal: AbortSignal): Promise<Services>;
}

/** Looks services up by their latency metric: who has it, has faults and a count too. With `account` those of a linked one. */
export function createServiceSignals(
  client: CloudWatchClient,
  session: Session,
  kept: Kept<Services>,
  account: string | undefined,
): ServiceSignals {
  const list = session.asked(listMetrics, (input: ListMetricsCommandInput, signal) =>
    client.send(new ListMetricsCommand(input), { abortSignal: signal }),
  );
  async function find(signal: AbortSignal): Promise<Services> {
    const filter: ListMetricsCommandInput = {
      Namespace: NAMESPACE,
      MetricName: "Latency",
      Dimensions: [{ Name: "Service" }, { Name: "Environment" }],
      ...(account !== undefined && { IncludeLinkedAccounts: true, OwningAccount: account }),
    };
    const { pages, more } = await pagesOf(
      (token) => list({ ...filter, ...(token !== undefined && { NextToken: token }) }, signal),
      ({ NextToken }) => NextToken,
      MOST_PAGES,
    );
    const byName = new Map<string, readonly SignalMetric[]>();
    for (const { Dimensions = [] } of pages.flatMap(({ Metrics = [] }) => Metrics)) {
      const dimensions = Object.fromEntries(Dimensions.map(({ Name = "", Value = "" }) => [Name, Value]));
      // A filter matches every set that contains it; a service as a whole has just these two.
      const { Service: service } = dimensions;
      if (Dimensions.length === 2 && service !== undefined) byName.set(service, metricsOf(dimensions));
    }
    return { byName, more };
  }
  return { read: (signal) => kept.get(() => find(signal)) };
}

function metricsOf(dimensions: Readonly<Record<string, string>>): readonly SignalMetric[] {
  const shared = { namespace: NAMESPACE, dimensions, period: 60 };
  return [
    { signal: "latency", query: { ...shared, metric: "Latency", statistic: "p99" } },
    { signal: "errors", query: { ...shared, metric: "Fault", statistic: "Sum" } },
    { signal: "requests", query: { ...shared, metric: "Latency", statistic: "SampleCount" } },
  ];
}
