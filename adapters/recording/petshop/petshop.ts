import { join } from "node:path";
import type { Symptom } from "../../../src/findings/findings.ts";
import type { MetricQuery, Seen, Series, Window } from "../../../src/findings/measured.ts";
import type { ServiceGraph } from "../../../src/graph/service-graph.ts";
import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";
import { type RecordedAlarm, toAlarm } from "./recorded-alarm.ts";
import { RECORDED_NAMESPACE, recordedSignal } from "./recorded-graph.ts";
import { type RecordedCase, type RecordedScenario, readCase, readScenario } from "./recorded-scenario.ts";
import type { RecordedColumn } from "./recorded-table.ts";

/** A recorded incident: its telemetry, its fault, and its alarm. `answer` is the true component, for benches. */
export interface RecordedIncident {
  readonly telemetry: Telemetry;
  readonly symptom: Symptom;
  readonly alarm: RecordedAlarm;
  readonly answer: string | undefined;
  /** The time around the fault, epoch seconds. */
  readonly window: Window;
}

/**
 * Reads a recorded fault (`<scenario>/test/issue_0`) with its scenario two folders up; normal operation is placed before the fault. Rejects
 * if files are missing or the target is not measured.
 */
export async function readRecording(folder: string): Promise<RecordedIncident> {
  const [scenario, recorded] = await Promise.all([readScenario(join(folder, "..", "..")), readCase(folder)]);
  const { target } = recorded;
  const column = recorded.table.columns.find((each) => isTarget(each, target));
  const normal = scenario.normal.columns.find((each) => isTarget(each, target));
  const signal = recordedSignal(target.metric);
  if (!column || !signal)
    throw new Error(`${folder} does not measure ${target.metric} ${target.agg} of ${target.node}.`);
  const alarm = toAlarm(recorded, column, normal?.values ?? new Float64Array(), scenario.period);
  const start = recorded.table.times[0] ?? target.timestamp;
  return {
    telemetry: createTelemetry(scenario, recorded),
    symptom: { component: target.node, signal, at: alarm.at, threshold: alarm.threshold, above: alarm.above },
    alarm,
    answer: recorded.answer,
    window: { start, end: start + recorded.table.times.length * scenario.period },
  };
}

/** Whether a column is the one that a target names. */
function isTarget({ component, metric, statistic }: RecordedColumn, target: RecordedCase["target"]): boolean {
  return component === target.node && metric === target.metric && statistic === target.agg;
}

function createTelemetry(scenario: RecordedScenario, recorded: RecordedCase): Telemetry {
  const whole = wholeSeries(scenario, recorded);
  const [first] = whole.values();
  const horizon = first ? first.start + first.step * first.values.length : recorded.target.timestamp;
  const silent = (what: string, signal: AbortSignal): Seen<readonly never[]> => {
    signal.throwIfAborted();
    return { value: [], horizon, gaps: [{ what, reason: "not part of the recording" }] };
  };
  return {
    metrics: {
      async fetch(queries, window, signal) {
        signal.throwIfAborted();
        const value = queries.map((query) => {
          const series = whole.get(keyOfQuery(query));
          return series && within(series, window);
        });
        return { value, horizon, gaps: [] };
      },
    },
    topology: {
      async graph(_window, signal): Promise<Seen<ServiceGraph>> {
        signal.throwIfAborted();
        return { value: scenario.graph, horizon, gaps: [] };
      },
    },
    changes: { during: async (_window, signal) => silent("changes", signal) },
    logs: { patterns: async (_groups, _window, _baselineEnd, signal) => silent("logs", signal) },
  };
}

/** Normal operation, shifted to end where the fault's rows begin, followed by those rows. */
function wholeSeries(
  { normal, period }: RecordedScenario,
  { table, target }: RecordedCase,
): ReadonlyMap<string, Series> {
  const before = new Map(normal.columns.map((column) => [keyOf(column), column.values]));
  const rows = normal.times.length;
  const start = (table.times[0] ?? target.timestamp) - rows * period;
  return new Map(
    table.columns.map((column) => {
      const values = new Float64Array(rows + column.values.length).fill(Number.NaN);
      values.set(before.get(keyOf(column)) ?? new Float64Array());
      values.set(column.values, rows);
      return [keyOf(column), { start, step: period, values }];
    }),
  );
}

function keyOf({ component, metric, statistic }: Omit<RecordedColumn, "values">): string {
  return [component, metric, statistic].join("\n");
}

/** A key with exactly the query's dimensions, as CloudWatch requires. */
function keyOfQuery({ namespace, metric, statistic, dimensions: { Service: component, ...others } }: MetricQuery) {
  const isRecorded = namespace === RECORDED_NAMESPACE && Object.keys(others).length === 0;
  return isRecorded && component !== undefined ? keyOf({ component, metric, statistic }) : "";
}

/** The recorded part of a window; the rest is missing. */
function within({ start, step, values }: Series, window: Window): Series {
  const first = Math.floor((window.start - start) / step);
  const length = Math.max(0, Math.ceil((window.end - start) / step) - first);
  const found = Float64Array.from({ length }, (_, index) => values[first + index] ?? Number.NaN);
  return { start: start + first * step, step, values: found };
}
