import { DataPointType, type MetricData, type ResourceMetrics } from "@opentelemetry/sdk-metrics";

/** What Prometheus is told that this text is. https://prometheus.io/docs/specs/om/open_metrics_spec/ */
export const OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/** One measurement of many, with the trace that shows how it came about. `at`: epoch seconds. */
interface Exemplar {
  readonly traceId: string;
  readonly spanId: string;
  readonly value: number;
  readonly at: number;
}

type Labels = Readonly<Record<string, string>>;

/** The last measurement of each bucket that has a trace. */
export interface Exemplars {
  record(
    metric: string,
    labels: Labels,
    measured: { readonly value: number; readonly trace: string; readonly at: Date },
  ): void;
  of(metric: string, labels: Labels, bucket: number): Exemplar | undefined;
}

/** `bounds`: the upper bounds of the buckets, ascending. Traces that are not kept are no examples. */
export function createExemplars(bounds: readonly number[]): Exemplars {
  const newest = new Map<string, Exemplar>();
  const keyOf = (metric: string, labels: Labels, bucket: number): string => `${metric}${labelText(labels)}${bucket}`;
  return {
    record(metric, labels, { value, trace, at }) {
      const [, traceId, spanId, flags] = trace.split("-");
      if (traceId === undefined || spanId === undefined || flags !== "01") return;
      const found = bounds.findIndex((bound) => value <= bound);
      const key = keyOf(metric, labels, found < 0 ? bounds.length : found);
      newest.set(key, { traceId, spanId, value, at: at.getTime() / 1000 });
    },
    of: (metric, labels, bucket) => newest.get(keyOf(metric, labels, bucket)),
  };
}

/** Histograms, with their exemplars, and gauges in OpenMetrics' text format. */
export function toOpenMetrics({ scopeMetrics }: ResourceMetrics, exemplars: Exemplars): string {
  const lines = scopeMetrics.flatMap(({ metrics }) => metrics.flatMap((metric) => linesOf(metric, exemplars)));
  return `${[...lines, "# EOF"].join("\n")}\n`;
}

function linesOf(metric: MetricData, exemplars: Exemplars): readonly string[] {
  const { name, description } = metric.descriptor;
  switch (metric.dataPointType) {
    case DataPointType.HISTOGRAM:
      return [
        `# TYPE ${name} histogram`,
        `# HELP ${name} ${description}`,
        ...metric.dataPoints.flatMap(({ attributes, value }) => {
          const labels = textLabels(attributes);
          const { boundaries, counts } = value.buckets;
          let sum = 0;
          const buckets = counts.map((count, bucket) => {
            sum += count;
            const bound = boundaries[bucket];
            const le = bound === undefined ? "+Inf" : decimal(bound);
            const example = exemplars.of(name, labels, bucket);
            return `${name}_bucket${labelText({ ...labels, le })} ${sum}${example ? exampleText(example) : ""}`;
          });
          const [count, total] = [`${name}_count${labelText(labels)}`, `${name}_sum${labelText(labels)}`];
          return [...buckets, `${count} ${value.count}`, `${total} ${value.sum ?? 0}`];
        }),
      ];
    case DataPointType.GAUGE:
      return [
        `# TYPE ${name} gauge`,
        `# HELP ${name} ${description}`,
        ...metric.dataPoints.map(({ attributes, value }) => `${name}${labelText(textLabels(attributes))} ${value}`),
      ];
    case DataPointType.SUM:
    case DataPointType.EXPONENTIAL_HISTOGRAM:
      throw new TypeError(`${name} is of a kind that is not written`);
    default:
      return metric satisfies never;
  }
}

const exampleText = ({ traceId, spanId, value, at }: Exemplar): string =>
  ` # ${labelText({ trace_id: traceId, span_id: spanId })} ${value} ${at.toFixed(3)}`;

function textLabels(attributes: Readonly<Record<string, unknown>>): Labels {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, String(value)]));
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

/** Bounds are written with a point, so that they are the same text everywhere. */
const decimal = (bound: number): string => (Number.isInteger(bound) ? bound.toFixed(1) : String(bound));
