import type { Findings, Measured, Symptom } from "../../../src/findings/findings.ts";
import { toQueryText } from "../../../src/findings/query-text.ts";
import { columnQuery, recordedSignal, tellingColumns } from "./recorded-graph.ts";
import type { RecordedScenario } from "./recorded-scenario.ts";
import type { RecordedColumn, RecordedTable } from "./recorded-table.ts";

/** Some rows of a table, end exclusive. */
export function rowsBetween(table: RecordedTable, from: number, to: number): RecordedTable {
  return {
    times: table.times.slice(from, to),
    columns: table.columns.map((column) => ({ ...column, values: column.values.subarray(from, to) })),
  };
}

/** A recording as findings: `around` compared with `usual`, the target's column first. */
export function toFindings(
  scenario: RecordedScenario,
  usual: RecordedTable,
  around: RecordedTable,
  symptom: Symptom & { readonly statistic: string },
): Findings {
  const before = new Map(usual.columns.map((column) => [keyOf(column), column]));
  const isSymptom = (column: RecordedColumn) =>
    column.component === symptom.component &&
    recordedSignal(column.metric) === symptom.signal &&
    column.statistic === symptom.statistic;
  const byComponent = [...Map.groupBy(around.columns, ({ component }) => component).values()];
  const columns = [...around.columns.filter(isSymptom), ...byComponent.flatMap(tellingColumns)];
  const measured = [...new Set(columns)].flatMap((column): Measured[] => {
    const baselineColumn = before.get(keyOf(column));
    const signal = recordedSignal(column.metric);
    if (!baselineColumn || !signal) return [];
    return [
      {
        component: column.component,
        signal,
        statistic: column.statistic,
        query: toQueryText(columnQuery(column, scenario.period)),
        baseline: { start: usual.times[0] ?? 0, step: scenario.period, values: baselineColumn.values },
        series: { start: around.times[0] ?? 0, step: scenario.period, values: column.values },
      },
    ];
  });
  const horizon = (around.times.at(-1) ?? symptom.at) + scenario.period;
  return {
    symptom,
    graph: scenario.graph,
    measured,
    changes: [],
    details: [],
    patterns: [],
    gaps: [],
    horizons: { metrics: horizon, topology: horizon },
    discarded: [],
  };
}

function keyOf({ component, metric, statistic }: RecordedColumn): string {
  return [component, metric, statistic].join("\n");
}
