import { figure, quantity } from "../../card/number.ts";
import type { Alarm, CurrentValue } from "../../events/events.ts";
import { unitOf } from "../../findings/unit.ts";
import { signalNamed } from "../../packs/metric-signal.ts";
import { SIGNAL_NOUNS } from "../../packs/signal.ts";

/** CloudWatch's operators as signs. */
const OPERATOR: Readonly<Record<string, string>> = {
  GreaterThanThreshold: "limit",
  GreaterThanOrEqualToThreshold: "limit",
  LessThanThreshold: "must stay above",
  LessThanOrEqualToThreshold: "must stay above",
  LessThanLowerOrGreaterThanUpperThreshold: "outside its band",
  GreaterThanUpperThreshold: "above its band",
  LessThanLowerThreshold: "below its band",
};

type Metric = NonNullable<Alarm["metric"]>;

/** "p99 latency 1.2 s, limit 500 ms": the alarm's own figures; empty where it has none. */
export function crossing(alarm: Alarm): string {
  const { metric, value, threshold } = alarm;
  if (watchedName(alarm) === undefined || (!metric && value === undefined && threshold === undefined)) return "";
  return measuredText(alarm, value === undefined ? "" : amount(alarm, value));
}

/** "errors 63 per min, limit 20": what the alarm watches, a value of it, which may be empty, and its limit. */
export function measuredText(alarm: Alarm | undefined, value: string): string {
  const name = alarm && watchedName(alarm);
  return [name, value].filter((part) => part !== undefined && part !== "").join(" ") + limitText(alarm, value);
}

const RATE = " per min";

/** ", limit 20": a rate without its unit where `value` has it; empty without a limit. */
export function limitText(alarm: Alarm | undefined, value: string): string {
  if (!alarm) return "";
  const words = Object.hasOwn(OPERATOR, alarm.operator ?? "") ? OPERATOR[alarm.operator ?? ""] : "limit";
  if (alarm.threshold === undefined) return alarm.kind === "anomaly" ? `, ${words}` : "";
  const limit = amount(alarm, alarm.threshold);
  return `, ${words} ${value.endsWith(RATE) && limit.endsWith(RATE) ? limit.slice(0, -RATE.length) : limit}`;
}

/**
 * What the alarm compares with its limit: "errors", "p99 latency", a metric that no pack knows by its own name, or its expression's label;
 * undefined for a composite alarm.
 */
export function watchedName({ metric, expression }: Alarm): string | undefined {
  if (metric) return metricName(metric);
  return expression && (expression.label ?? "Its query");
}

function metricName({ namespace, name, statistic }: Metric): string {
  const signal = signalNamed(namespace, name);
  if (signal === "age" && statistic === "Maximum")
    return `oldest ${namespace === "AWS/SQS" ? "message" : "record"} waits`;
  const noun = signal === undefined ? name : SIGNAL_NOUNS[signal];
  if (statistic === "Sum") return noun;
  return statistic === "SampleCount" ? `samples of ${noun}` : `${statistic.toLowerCase()} ${noun}`;
}

/** A value that was read, with its unit. */
export function currentText(alarm: Alarm | undefined, { text, value }: CurrentValue): string {
  return text ?? amount(alarm, value);
}

/** A value of the alarm's metric; counts are per minute, independent of the period. */
export function amount(alarm: Alarm | undefined, value: number): string {
  const metric = alarm?.metric;
  if (!metric) return quantity(value, undefined);
  const { statistic, period } = metric;
  const unit = unitOfAlarm(metric);
  const counted = (statistic === "Sum" || statistic === "SampleCount") && /^(Count|None|per .*)$/.test(unit);
  return counted ? `${figure((value * 60) / period)}${RATE}` : quantity(value, unit);
}

/** The unit of an alarm, from its metric's name if CloudWatch leaves it out. */
function unitOfAlarm({ unit, name, ...metric }: Metric): string {
  return unit ?? unitOf({ ...metric, metric: name });
}
