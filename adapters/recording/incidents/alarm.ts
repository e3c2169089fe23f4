import type { Alarm } from "../../../src/events/events.ts";
import type { MetricQuery } from "../../../src/findings/measured.ts";
import { errorLines, errorLinesOf, recordedQuery } from "./columns.ts";
import type { RecordedIncidents } from "./incidents.ts";
import { minuteOf, sampledAt } from "./minutes.ts";

/** An alarm as it would have been configured on a recorded metric. */
export interface IncidentAlarm {
  /** Epoch seconds of its firing. */
  readonly at: number;
  readonly component: string;
  readonly query: MetricQuery;
  /** The distance of the worst value from the usual one, in median absolute deviations of fault-free minutes; negative if it is better. */
  readonly deviations: number;
  readonly alarm: Alarm;
}

/** Minutes after a time in which the worst value is searched. */
const LOOKED_AT = 4;
const PLACE = { account: "123456789012", region: "us-west-2" } as const;

interface Watched {
  readonly component: string;
  readonly query: MetricQuery;
  readonly values: Float64Array;
  readonly above: boolean;
}

interface Worst extends Watched {
  readonly usual: number;
  readonly worst: number;
  readonly deviations: number;
}

/**
 * The alarm on the entry's latency or, if `any`, its availability: on the signal that is furthest out after a time; undefined if none is
 * measured then.
 */
export function entryAlarm(
  incidents: RecordedIncidents,
  at: number,
  watching: "latency" | "any",
): IncidentAlarm | undefined {
  const watched = incidents.columns
    .filter(({ component }) => component === incidents.entry)
    .filter(({ signal }) => signal === "latency" || (watching === "any" && signal === "availability"))
    .map(({ component, signal, statistic, values }) => {
      return {
        component,
        query: recordedQuery(component, signal, statistic),
        values,
        above: signal !== "availability",
      };
    });
  const all = watched.flatMap((each) => worstOf(incidents, each, at) ?? []);
  return firing(
    incidents,
    at,
    most(all, ({ deviations }) => deviations),
  );
}

/** The alarm on the error lines of the component that writes most of them in a minute after a time; undefined if none writes any. */
export function errorsAlarm(incidents: RecordedIncidents, at: number): IncidentAlarm | undefined {
  const watched = [...errorLines(incidents)].map(([component, values]) => {
    return { component, query: errorLinesOf(component), values, above: true };
  });
  const all = watched.flatMap((each) => worstOf(incidents, each, at, 0) ?? []).filter(({ worst }) => worst > 0);
  return firing(
    incidents,
    at,
    most(all, ({ worst }) => worst),
  );
}

function most<T>(all: readonly T[], of: (each: T) => number): T | undefined {
  return all.reduce<T | undefined>(
    (best, each) => (best === undefined || of(each) > of(best) ? each : best),
    undefined,
  );
}

/** The minutes sampled after a time that are searched. */
function after({ minutes }: RecordedIncidents, at: number): readonly number[] {
  const first = minuteOf(minutes, at);
  return Array.from({ length: LOOKED_AT }, (_, index) => first + index);
}

/** `otherwise` is the usual value if there are no fault-free minutes. */
function worstOf(incidents: RecordedIncidents, watched: Watched, at: number, otherwise?: number): Worst | undefined {
  const { values, above } = watched;
  const seen = after(incidents, at).flatMap((minute) => valueOrNone(values[minute]));
  const free = incidents.free.flatMap((minute) => valueOrNone(values[minute]));
  const usual = medianOf(free) ?? otherwise;
  if (seen.length === 0 || usual === undefined) return undefined;
  const worst = above ? Math.max(...seen) : Math.min(...seen);
  const far = above ? worst - usual : usual - worst;
  return { ...watched, usual, worst, deviations: far === 0 ? 0 : far / spreadOf(free, usual) };
}

/** The median absolute deviation; the mean one if most values equal the usual one. */
function spreadOf(values: readonly number[], usual: number): number {
  const apart = values.map((value) => Math.abs(value - usual));
  return medianOf(apart) || apart.reduce((sum, value) => sum + value, 0) / Math.max(1, apart.length);
}

function valueOrNone(value = Number.NaN): readonly number[] {
  return Number.isNaN(value) ? [] : [value];
}

function medianOf(values: readonly number[]): number | undefined {
  const sorted = Float64Array.from(values).sort();
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

/** The alarm fires when the first value beyond its limit was sampled. */
function firing(incidents: RecordedIncidents, at: number, chosen: Worst | undefined): IncidentAlarm | undefined {
  if (!chosen) return undefined;
  const { component, query, values, above, usual, worst, deviations } = chosen;
  const threshold = Number(((usual + worst) / 2).toPrecision(6));
  const minutes = after(incidents, at);
  const beyond = (minute: number): boolean => {
    const value = values[minute] ?? Number.NaN;
    return value === worst || (above ? value > threshold : value < threshold);
  };
  const minute = minutes.find(beyond) ?? minuteOf(incidents.minutes, at);
  const value = values[minute] ?? worst;
  const { metric: name, namespace, dimensions, statistic, period } = query;
  return {
    at: sampledAt(incidents.minutes, minute),
    component,
    query,
    deviations,
    alarm: {
      ...PLACE,
      name: `${component} ${name} ${statistic}`,
      kind: "metric",
      reason: `Threshold Crossed: 1 datapoint [${value}] was ${above ? "greater" : "less"} than the threshold (${threshold}).`,
      metric: { namespace, name, dimensions: { ...dimensions }, statistic, period },
      operator: above ? "GreaterThanThreshold" : "LessThanThreshold",
      threshold,
      value,
      datapointsToAlarm: 1,
      evaluationPeriods: 1,
      children: [],
      simulated: false,
    },
  };
}
