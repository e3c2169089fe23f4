import type { MetricQuery } from "../../../src/findings/measured.ts";
import type { Component, Edge, ServiceGraph, SignalMetric } from "../../../src/graph/service-graph.ts";
import type { Signal } from "../../../src/packs/signal.ts";
import { parseRows, type RecordedColumn, type RecordedTable } from "./recorded-table.ts";

/** The namespace of a recording's metrics. */
export const RECORDED_NAMESPACE = "Recording";

/** The call graph from an adjacency matrix (row calls column), with the metrics of each component. `period` in seconds. */
export function toRecordedGraph(matrix: string, table: RecordedTable, period: number): ServiceGraph {
  const [head = [], ...rows] = parseRows(matrix);
  const edges = rows.flatMap(([from = "", ...cells]): Edge[] =>
    cells.flatMap((cell, index) => {
      const to = head[index + 1];
      return to !== undefined && Number(cell) > 0 ? [{ from, to }] : [];
    }),
  );
  const measured = Map.groupBy(table.columns, ({ component }) => component);
  const ids = new Set([...head.slice(1), ...rows.map(([id = ""]) => id), ...measured.keys()]);
  const components = [...ids].map((id) => toComponent(id, measured.get(id) ?? [], period));
  return { components, edges };
}

function toComponent(id: string, columns: readonly RecordedColumn[], period: number): Component {
  const metrics = tellingColumns(columns).flatMap((column): SignalMetric[] => {
    const signal = recordedSignal(column.metric);
    return signal ? [{ signal, query: columnQuery(column, period) }] : [];
  });
  return { id, name: id, kind: kindOf(id), aliases: [id], metrics, logGroups: [] };
}

/** A name ends in its X-Ray type if it has one. */
function kindOf(id: string): string {
  const type = id.slice(id.lastIndexOf("_") + 1);
  return id.includes("_") && /^(AWS::|Database::|remote$|client$)/.test(type) ? type : "";
}

/** The mean of each metric if there is one: its percentiles add nothing. */
export function tellingColumns(columns: readonly RecordedColumn[]): readonly RecordedColumn[] {
  const plain = columns.filter(({ statistic }) => !/^p\d/.test(statistic));
  const others = columns.filter((column) => !plain.some(({ metric }) => metric === column.metric));
  return [...plain, ...new Map(others.toReversed().map((column) => [column.metric, column])).values()];
}

/** The signal of a recorded metric; undefined if it has none. */
export function recordedSignal(metric: string): Signal | undefined {
  switch (metric) {
    case "latency":
    case "availability":
    case "requests":
    case "errors":
    case "throttles":
      return metric;
    default:
      return undefined;
  }
}

/** The query of a recorded column. */
export function columnQuery({ component, metric, statistic }: RecordedColumn, period: number): MetricQuery {
  return { namespace: RECORDED_NAMESPACE, metric, dimensions: { Service: component }, statistic, period };
}
