import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { Memo } from "../../../src/concurrency/memoize.ts";
import type { CallMetric, SignalMetric } from "../../../src/graph/service-graph.ts";
import type { Session } from "../call/session.ts";
import { createMetricList } from "./metric-list.ts";

const NAMESPACE = "ApplicationSignals";

/** The metrics of Application Signals: service name → latency, errors, requests. */
export interface Services {
  readonly byName: ReadonlyMap<string, readonly SignalMetric[]>;
  /** Who calls whom, each pair once. */
  readonly calls: readonly SignalledCall[];
  /** There are more than were read. */
  readonly more: boolean;
}

/**
 * A call that is measured at its caller. `kind`: the kind of the callee if it is a resource, AWS::DynamoDB::Table. `metrics`: the caller's
 * view of all these calls; empty if no one metric has all of them.
 */
export interface SignalledCall {
  readonly from: string;
  readonly to: string;
  readonly kind: string | undefined;
  readonly metrics: readonly CallMetric[];
}

export interface ServiceSignals {
  read(signal: AbortSignal): Promise<Services>;
}

/** Lists services by their latency metric; a service with that one also has faults and a count. With `account` those of a linked account. */
export function createServiceSignals(
  client: CloudWatchClient,
  session: Session,
  kept: Memo<Services>,
  account: string | undefined,
): ServiceSignals {
  const list = createMetricList(client, session, account);
  async function find(signal: AbortSignal): Promise<Services> {
    const listed = { namespace: NAMESPACE, metric: "Latency", dimensions: ["Service", "Environment"] };
    const { sets, more } = await list(listed, signal);
    const byName = new Map(
      sets.flatMap((dimensions) => {
        // Metrics of a whole service have these two dimensions only.
        const { Service: service, Environment: _, ...others } = dimensions;
        const whole = service !== undefined && Object.keys(others).length === 0;
        return whole ? [[service, metricsOf(dimensions)] as const] : [];
      }),
    );
    return { byName, calls: callsOf(sets), more };
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

type Dimensions = Readonly<Record<string, string>>;

/** The names that Application Signals uses for unknown callees. */
const UNKNOWN = /^Unknown/;

/**
 * Calls from the dimensions of a caller's metrics: RemoteService names a service, or an AWS service whose resource is in other dimensions.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AppSignals-MetricsCollected.html
 */
function callsOf(found: readonly Dimensions[]): readonly SignalledCall[] {
  const remote = found.filter(({ RemoteService = "" }) => RemoteService !== "" && !UNKNOWN.test(RemoteService));
  const pairOf = ({ Service, RemoteService }: Dimensions): string => JSON.stringify([Service, RemoteService]);
  const exact = new Set(remote.filter(({ RemoteResourceIdentifier: id }) => id !== undefined).map(pairOf));
  const calls = remote.flatMap((dimensions) => {
    const { Service: from, RemoteService = "", RemoteResourceIdentifier: id, RemoteResourceType } = dimensions;
    // The same calls are measured a second time without their resource.
    if (from === undefined || (id === undefined && exact.has(pairOf(dimensions)))) return [];
    const kind =
      id === undefined && !RemoteService.startsWith("AWS::") ? undefined : (RemoteResourceType ?? RemoteService);
    return [{ from, to: id ?? RemoteService, kind, dimensions }];
  });
  const pairs = Map.groupBy(calls, ({ from, to }) => JSON.stringify([from, to]));
  return [...pairs.values()].flatMap((alike): SignalledCall[] => {
    const last = alike.at(-1);
    if (!last) return [];
    const metrics = callMetricsOf(alike.map(({ dimensions }) => dimensions));
    return [{ from: last.from, to: last.to, kind: last.kind, metrics }];
  });
}

/** Metrics of the calls as a whole: those of the fewest dimensions. None if they are split by operation or by the caller's environment. */
function callMetricsOf(sets: readonly Dimensions[]): readonly CallMetric[] {
  const whole = sets.filter(
    ({ Operation, RemoteOperation }) => Operation === undefined && RemoteOperation === undefined,
  );
  const fewest = Math.min(...whole.map((dimensions) => Object.keys(dimensions).length));
  const [dimensions, ...others] = whole.filter((each) => Object.keys(each).length === fewest);
  if (!dimensions || others.length > 0) return [];
  const shared = { namespace: NAMESPACE, dimensions, period: 60 };
  return [
    { side: "caller", signal: "latency", query: { ...shared, metric: "Latency", statistic: "Average" } },
    { side: "caller", signal: "requests", query: { ...shared, metric: "Latency", statistic: "SampleCount" } },
    { side: "caller", signal: "errors", query: { ...shared, metric: "Fault", statistic: "Sum" } },
  ];
}
