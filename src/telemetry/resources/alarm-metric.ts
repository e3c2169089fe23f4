import type { Alarm } from "../../events/events.ts";
import type { MetricQuery } from "../../findings/measured.ts";

type AlarmMetric = NonNullable<Alarm["metric"]>;

/** The query of a metric that an alarm names. */
export function toQuery({ namespace, name, dimensions, statistic, period, account }: AlarmMetric): MetricQuery {
  return { namespace, metric: name, dimensions, statistic, period, ...(account !== undefined && { account }) };
}

/** The alarm's own query: its metric, else the expression that CloudWatch can compute; undefined for PromQL, logs and composite alarms. */
export function queryOf({ metric, expression }: Alarm): MetricQuery | undefined {
  if (metric) return toQuery(metric);
  if (!expression || (expression.language !== "math" && expression.language !== "insights")) return undefined;
  const { text, label, period } = expression;
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

/** The metrics that the alarm's query rests on. */
export function inputsOf({ expression }: Alarm): readonly MetricQuery[] {
  return (expression?.inputs ?? []).flatMap(({ metric }) => (metric ? [toQuery(metric)] : []));
}
