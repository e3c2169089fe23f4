import type { Alarm } from "../events/events.ts";
import { parseInsightsQuery } from "./insights-query.ts";
import { bounded, boundedWords } from "./notification.ts";
import type { Trigger, TriggerEntry } from "./trigger-schema.ts";

/** Longer than anything that CloudWatch allows is nothing that it wrote. */
const LONGEST = 255;
const LONGEST_VALUE = 1_024;
const LONGEST_QUERY = 2_048;
const MOST_INPUTS = 20;
const MOST_GROUPS = 50;

/** Statistics in the spelling of CloudWatch's API, by the spelling of SNS messages. */
const STATISTICS: Readonly<Record<string, string>> = {
  AVERAGE: "Average",
  SUM: "Sum",
  MINIMUM: "Minimum",
  MAXIMUM: "Maximum",
  SAMPLECOUNT: "SampleCount",
};

type Metric = NonNullable<Alarm["metric"]>;
type Expression = NonNullable<Alarm["expression"]>;
type Watched = Pick<Alarm, "metric" | "expression">;

/** An alarm's query and its limit. */
export interface AlarmTrigger {
  readonly kind: Exclude<Alarm["kind"], "composite" | "contributor">;
  readonly fields: Watched &
    Pick<Alarm, "operator" | "threshold" | "datapointsToAlarm" | "evaluationPeriods" | "contributor">;
}

/** What the alarm watches, and its limit. `own`: the alarm's account; a metric of any other account keeps that account's id. */
export function toTrigger(given: Trigger, own?: string): AlarmTrigger {
  const watched = watchedBy(given, own);
  const { ComparisonOperator, Threshold } = given;
  const anomaly = isAnomaly(given);
  const datapoints = given.DatapointsToAlarm ?? given.QueryResultsToAlarm;
  const periods = given.EvaluationPeriods ?? given.QueryResultsToEvaluate;
  return {
    kind: anomaly ? "anomaly" : kindOf(watched),
    fields: {
      ...watched,
      ...(ComparisonOperator !== undefined && { operator: bounded(ComparisonOperator, LONGEST) }),
      ...(Threshold != null && !anomaly && { threshold: Threshold }),
      ...(datapoints != null && { datapointsToAlarm: datapoints }),
      ...(periods != null && { evaluationPeriods: periods }),
    },
  };
}

function kindOf({ metric, expression }: Watched): AlarmTrigger["kind"] {
  return expression?.language ?? (metric ? "metric" : "other");
}

function watchedBy(given: Trigger, own: string | undefined): Watched {
  const query = given.EvaluationCriteria?.PromQLCriteria.Query;
  const plain = { inputs: [], logGroups: [] };
  if (query !== undefined) {
    const period = periodOf(given.EvaluationInterval);
    return { expression: { ...plain, language: "promql", text: boundedWords(query, LONGEST_QUERY), period } };
  }
  const log = given.ScheduledQueryConfiguration;
  if (log) {
    const parts = [log.QueryString, log.AggregationExpression ?? ""].filter((part) => part.trim() !== "");
    const logGroups = log.LogGroupIdentifiers.slice(0, MOST_GROUPS).map(logGroupOf);
    const written = boundedWords(parts.join(" | stats "), LONGEST_QUERY);
    return { expression: { ...plain, language: "log", text: written, period: 60, logGroups } };
  }
  const metric = ownMetric(given);
  return metric ? { metric } : watchedIn(entriesOf(given), given, own);
}

/** A log group's name; an ARN names it after `log-group:`, with `:*` at its end. */
function logGroupOf(identifier: string): string {
  const [, named = identifier] = identifier.split(":log-group:");
  return bounded(named.replace(/:\*$/, ""), 512);
}

function entriesOf({ Metrics }: Trigger): readonly TriggerEntry[] {
  return (Metrics ?? []).filter((each) => each !== null).filter((each) => each.MetricStat || each.Expression);
}

const BAND = /ANOMALY_DETECTION_BAND\s*\(\s*(\w+)/;

function isAnomaly(given: Trigger): boolean {
  return (
    given.ThresholdMetricId !== undefined || entriesOf(given).some(({ Expression }) => BAND.test(Expression ?? ""))
  );
}

/** The entry that is compared with the limit: the one that is returned and no band, else the metric of the band. */
function watchedIn(entries: readonly TriggerEntry[], given: Trigger, own: string | undefined): Watched {
  const isBand = ({ Id, Expression }: TriggerEntry): boolean =>
    BAND.test(Expression ?? "") || (Id !== undefined && Id === given.ThresholdMetricId);
  const [, inBand] = entries.flatMap(({ Expression }) => [...(BAND.exec(Expression ?? "") ?? [])]);
  const others = entries.filter((each) => !isBand(each));
  const found =
    others.find(({ Id }) => inBand !== undefined && Id === inBand) ??
    others.find(({ ReturnData, Expression }) => ReturnData && Expression !== undefined) ??
    others.find(({ ReturnData }) => ReturnData) ??
    others[0];
  if (!found) return {};
  if (found.Expression === undefined) {
    const metric = metricOf(found, own);
    return metric ? { metric } : {};
  }
  return { expression: expressionOf(found, found.Expression, others, own) };
}

function expressionOf(
  found: TriggerEntry,
  written: string,
  entries: readonly TriggerEntry[],
  own: string | undefined,
): Expression {
  const inputs = /^\s*SELECT\s/i.test(written) ? [] : inputsOf(written, entries, found, own);
  const period = found.Period ?? inputs.find(({ metric }) => metric)?.metric?.period;
  return {
    language: /^\s*SELECT\s/i.test(written) ? "insights" : "math",
    text: boundedWords(written, LONGEST_QUERY),
    ...(found.Label !== undefined && found.Label.trim() !== "" && { label: boundedWords(found.Label, LONGEST) }),
    period: periodOf(period),
    inputs,
    logGroups: [],
  };
}

/** The entries that an expression names, directly or through other expressions. METRICS() names all of them. */
function inputsOf(
  written: string,
  entries: readonly TriggerEntry[],
  itself: TriggerEntry,
  own: string | undefined,
): Expression["inputs"] {
  const wanted: TriggerEntry[] = [];
  const texts = [written];
  for (let text = texts.pop(); text !== undefined; text = texts.pop()) {
    const words = new Set(text.match(/[A-Za-z_]\w*/g));
    const all = /\bMETRICS\s*\(/i.test(text);
    for (const each of entries) {
      const named = each.Id !== undefined && (words.has(each.Id) || (all && each.MetricStat != null));
      if (!named || each === itself || wanted.includes(each)) continue;
      wanted.push(each);
      if (each.Expression !== undefined) texts.push(each.Expression);
    }
  }
  const inOrder = entries.filter((each) => wanted.includes(each)).slice(0, MOST_INPUTS);
  return inOrder.map((each) => {
    const metric = each.Expression === undefined ? metricOf(each, own) : undefined;
    return {
      id: bounded(each.Id ?? "", LONGEST),
      ...(each.Expression !== undefined && { text: boundedWords(each.Expression, LONGEST_QUERY) }),
      ...(metric && { metric }),
    };
  });
}

/** The metric of one series of a multi-series alarm: the query's metric with the series' attributes as dimensions. */
export function metricOfContributor(
  { metric, expression }: Watched,
  attributes: Readonly<Record<string, string>>,
): Metric | undefined {
  if (metric) return { ...metric, dimensions: { ...metric.dimensions, ...attributes } };
  const query = expression?.language === "insights" ? parseInsightsQuery(expression.text) : undefined;
  if (!query || !expression || Object.keys(attributes).length === 0) return undefined;
  const { namespace, name, statistic, where } = query;
  return { namespace, name, statistic, dimensions: { ...where, ...attributes }, period: expression.period };
}

function ownMetric(given: Trigger): Metric | undefined {
  const { MetricName, Namespace, Statistic, ExtendedStatistic, Unit, Dimensions, Period } = given;
  if (MetricName === undefined || Namespace === undefined) return undefined;
  return {
    namespace: bounded(Namespace, LONGEST),
    name: bounded(MetricName, LONGEST),
    dimensions: toRecord(Dimensions),
    statistic: bounded(ExtendedStatistic ?? statisticName(Statistic ?? "Average"), LONGEST),
    period: periodOf(Period),
    ...(Unit !== undefined && { unit: bounded(Unit, LONGEST) }),
  };
}

function metricOf({ MetricStat, AccountId }: TriggerEntry, own: string | undefined): Metric | undefined {
  if (!MetricStat) return undefined;
  const { Namespace, MetricName, Dimensions } = MetricStat.Metric;
  return {
    namespace: bounded(Namespace, LONGEST),
    name: bounded(MetricName, LONGEST),
    dimensions: toRecord(Dimensions),
    statistic: bounded(statisticName(MetricStat.Stat), LONGEST),
    period: periodOf(MetricStat.Period),
    ...(MetricStat.Unit !== undefined && { unit: bounded(MetricStat.Unit, LONGEST) }),
    ...(AccountId !== undefined && AccountId !== own && { account: bounded(AccountId, 64) }),
  };
}

/** A minute where no usable period is given. */
function periodOf(seconds: number | null | undefined): number {
  return seconds != null && seconds > 0 && seconds <= 604_800 ? seconds : 60;
}

function statisticName(written: string): string {
  const key = written.toUpperCase();
  return Object.hasOwn(STATISTICS, key) ? (STATISTICS[key] ?? written) : written;
}

/** At most 30 dimensions, which is CloudWatch's limit. */
function toRecord(given: Trigger["Dimensions"]): Record<string, string> {
  const first = (given ?? []).filter((each) => each !== null).slice(0, 30);
  return Object.fromEntries(first.map(({ name, value }) => [bounded(name, LONGEST), bounded(value, LONGEST_VALUE)]));
}
