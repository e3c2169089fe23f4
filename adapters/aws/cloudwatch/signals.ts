import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { Kept } from "../../../src/kept.ts";
import type { SignalMetric } from "../../../src/telemetry/ports.ts";
import type { Session } from "../session.ts";
import { createMetricList } from "./metric-list.ts";

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

/** Looks services up by their latency metric: who has it, has faults and a count too. */
export function createServiceSignals(client: CloudWatchClient, session: Session, kept: Kept<Services>): ServiceSignals {
  const list = createMetricList(client, session);
  async function find(signal: AbortSignal): Promise<Services> {
    const listed = { namespace: NAMESPACE, metric: "Latency", dimensions: ["Service", "Environment"] };
    const { sets, more } = await list(listed, signal);
    const named = sets.flatMap((set) => (set.Service === undefined ? [] : [[set.Service, metricsOf(set)] as const]));
    return { byName: new Map(named), more };
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
