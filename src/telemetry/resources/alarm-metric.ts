import type { Alarm } from "../../events/events.ts";
import type { MetricQuery } from "../../findings/measured.ts";
import { comparedIn } from "../../promql/compared.ts";

type AlarmMetric = NonNullable<Alarm["metric"]>;

/** The query of a metric that an alarm names. */
export function toQuery({ namespace, name, dimensions, statistic, period, account }: AlarmMetric): MetricQuery {
  return { namespace, metric: name, dimensions, statistic, period, ...(account !== undefined && { account }) };
}

/**
 * The alarm's own query: its metric, else the expression that CloudWatch can compute, or Prometheus if one can be asked; undefined for logs and
 * composite alarms. PromQL has the labels of the series that fired as dimensions.
 */
export function queryOf(
  { metric, expression, contributor }: Alarm,
  { hasPrometheus = false } = {},
): MetricQuery | undefined {
  if (metric) return toQuery(metric);
  if (!expression || expression.language === "log") return undefined;
  const { text, label, period, language } = expression;
  if (language === "promql") {
    if (!hasPrometheus) return undefined;
    const dimensions = contributor?.attributes ?? {};
    // Where a comparison does not hold, PromQL has no value: only what is compared tells what is usual.
    const asked = { text: comparedIn(text)?.expression ?? text, inputs: [], language } as const;
    return { namespace: "", metric: label ?? text, dimensions, statistic: "", period, expression: asked };
  }
  const inputs = expression.inputs.map((input) => ({
    id: input.id,
    ...(input.text !== undefined && { text: input.text }),
    ...(input.metric && { metric: toQuery(input.metric) }),
  }));
  return {
    namespace: "",
    metric: label ?? text,
    dimensions: {},
    statistic: "",
    period,
    expression: { text, inputs },
  };
}

/** The limit of an alarm, and whether values above it are bad; the limit of PromQL stands in its query. */
export function limitOf({ threshold, operator, expression }: Alarm): {
  readonly threshold: number | undefined;
  readonly isAbove: boolean;
} {
  const compared = expression?.language === "promql" ? comparedIn(expression.text) : undefined;
  return {
    threshold: threshold ?? compared?.threshold,
    isAbove: operator === undefined ? !compared?.isBelow : !operator.startsWith("Less"),
  };
}

/** The metrics that the alarm's query rests on. */
export function inputsOf({ expression }: Alarm): readonly MetricQuery[] {
  return (expression?.inputs ?? []).flatMap(({ metric }) => (metric ? [toQuery(metric)] : []));
}
