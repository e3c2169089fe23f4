import type { Component, Edge, SignalMetric } from "../../../src/graph/service-graph.ts";
import type { Topology } from "../../../src/telemetry/ports/ports.ts";
import { type CallColumns, keyOfCall } from "./call-table.ts";
import { recordedCallMetrics, recordedQuery } from "./columns.ts";
import type { RecordedIncidents } from "./incidents.ts";
import type { MetricColumn } from "./metric-table.ts";
import { absent, type MovedMinute, minutesIn, missingIn, type Timeline } from "./timeline.ts";

const USUAL = ["p90", "p50"];

/** The statistic in which a latency is read: one that reacts to a part of the requests, but not to a few. */
export function latencyStatistic(known: readonly string[]): string | undefined {
  return USUAL.find((each) => known.includes(each)) ?? known[0];
}

/** The components of a recording. */
export function recordedComponents({ columns, edges }: RecordedIncidents): readonly Component[] {
  const measured = Map.groupBy(columns, ({ component }) => component);
  const ids = new Set([...measured.keys(), ...edges.flatMap(({ from, to }) => [from, to])]);
  const common = commonStatistics([...measured.values()].map(latenciesOf).filter((known) => known.length > 0));
  return [...ids].map((id) => toComponent(id, measured.get(id) ?? [], common));
}

function latenciesOf(columns: readonly MetricColumn[]): readonly string[] {
  return columns.filter(({ signal }) => signal === "latency").map(({ statistic }) => statistic);
}

/** The statistics that most components have: a percentile of a caller cannot be compared with another one of its callee. */
function commonStatistics(all: readonly (readonly string[])[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const statistic of all.flat()) counts.set(statistic, (counts.get(statistic) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return [...counts].flatMap(([statistic, count]) => (count === most ? [statistic] : []));
}

function toComponent(id: string, columns: readonly MetricColumn[], common: readonly string[]): Component {
  const latencies = latenciesOf(columns);
  const shared = latencies.filter((statistic) => common.includes(statistic));
  const wanted = latencyStatistic(shared.length > 0 ? shared : latencies);
  const metrics = columns
    .filter(({ signal, statistic }) => signal !== "latency" || statistic === wanted)
    .map(({ signal, statistic }): SignalMetric => ({ signal, query: recordedQuery(id, signal, statistic) }));
  // A component without metrics has an unknown kind.
  return { id, name: id, kind: metrics.length > 0 ? "service" : "", aliases: [id], metrics, logGroups: [id] };
}

/** The service graph of a recording, with calls counted in the minutes in which they were traced. */
export function createTopology(
  incidents: RecordedIncidents,
  components: readonly Component[],
  timeline: Timeline,
): Topology {
  const { calls, messages } = incidents;
  const edges = incidents.edges.map(({ from, to }): Edge => {
    const key = keyOfCall(from, to);
    const metrics = recordedCallMetrics(calls?.calls.get(key));
    return { from, to, ...(messages.has(key) && { asynchronous: true }), ...(metrics.length > 0 && { metrics }) };
  });
  const followed = calls?.followed ?? new Set<number>();
  return {
    async graph(window, signal) {
      signal.throwIfAborted();
      const until = { ...window, end: Math.min(window.end, timeline.sampled) };
      const minutes = minutesIn(timeline, until).filter((each) => each !== undefined && followed.has(each.source));
      const counted = edges.map((edge) => ({
        ...edge,
        ...(minutes.length > 0 && countsOf(calls?.calls.get(keyOfCall(edge.from, edge.to)), minutes)),
      }));
      const gaps = followed.size === 0 ? [absent("calls")] : missingIn("calls", timeline, until, followed);
      return { value: { components, edges: counted }, horizon: timeline.now, gaps };
    },
  };
}

function countsOf(
  calls: CallColumns | undefined,
  minutes: readonly (MovedMinute | undefined)[],
): Pick<Edge, "calls" | "responseTime"> {
  if (!calls?.requests) return {};
  let [made, took] = [0, 0];
  for (const minute of minutes) {
    const count = calls.requests[minute?.source ?? -1] || 0;
    made += count;
    took += count * (calls.mean?.caller[minute?.source ?? -1] || 0);
  }
  return { calls: made, responseTime: took };
}
