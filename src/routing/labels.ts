import type { Alarm, Notice } from "../events/events.ts";
import { parseInsightsQuery } from "../notification/insights-query.ts";
import { namedBy } from "../telemetry/resources/naming-dimensions.ts";

/** What a notification is routed by: names of labels and their values. A label that is missing has the empty value. */
export type Labels = ReadonlyMap<string, string>;

/** The labels that matchers may name, with their meaning; besides them `tag.<name>`. */
export const LABELS = {
  account: "the account's id",
  region: "the Region's code",
  namespace: "the namespace of the alarm's metric, or of all metrics of its expression: AWS/ECS",
  alarm: "the alarm's name",
  service: "the tag service, else the resource that the alarm's metric names: its ServiceName, FunctionName, QueueName",
  source: "aws.cloudwatch for alarms, else the service that sent it: aws.guardduty",
  severity: "how bad its sender says it is, in the sender's word: HIGH",
  kind: "metric, math, anomaly, composite, contributor, insights, promql, log or other for alarms, else notice or change",
  topic: "the name of the SNS topic that it came by",
} as const;

/** A tag of the resource or the alarm. */
const TAG = /^tag\.[\w:/=+@.-]{1,128}$/;

export function isLabel(name: string): boolean {
  return Object.hasOwn(LABELS, name) || TAG.test(name);
}

/** The longest value that is matched; names in AWS are shorter. */
const LONGEST = 1_024;

/** The labels of an alarm. `topic`: the ARN or the name of the topic that it came by; `tags` of its resource or of itself. */
export function alarmLabels(alarm: Alarm, topic: string, tags: Tags = {}): Labels {
  const { account, region, name, kind, contributor } = alarm;
  const watched = watchedBy(alarm);
  const services = watched.map(({ namespace, dimensions }) => namedBy(namespace, dimensions));
  return toLabels(
    {
      account,
      region,
      namespace: common(watched.map(({ namespace }) => namespace)),
      alarm: name,
      service: tags.service ?? common(services) ?? contributor?.attributes.service,
      source: "aws.cloudwatch",
      kind,
      topic: nameOf(topic),
    },
    tags,
  );
}

type Watched = Pick<NonNullable<Alarm["metric"]>, "namespace" | "dimensions">;

/** What an alarm watches: its metric, or the metrics that its expression or its query rests on. */
function watchedBy({ metric, expression }: Alarm): readonly Watched[] {
  if (metric) return [metric];
  const query = expression?.language === "insights" ? parseInsightsQuery(expression.text) : undefined;
  if (query) return [{ namespace: query.namespace, dimensions: query.where }];
  return expression?.inputs.flatMap((input) => input.metric ?? []) ?? [];
}

/** The value that all of them have; of different ones none is the alarm's. */
function common(values: readonly (string | undefined)[]): string | undefined {
  return new Set(values).size === 1 ? values[0] : undefined;
}

/** The labels of a notice. */
export function noticeLabels(notice: Notice, topic: string, kind: "notice" | "change", tags: Tags = {}): Labels {
  const { account, region, source, facts, word } = notice;
  // "HIGH (7.5 of 10)"
  const severity = (facts.find(([label]) => label === "Severity")?.[1] ?? word)?.split(" ")[0]?.toUpperCase();
  return toLabels({ account, region, service: tags.service, source, severity, kind, topic: nameOf(topic) }, tags);
}

/** Tags by their names, as AWS writes them. */
export type Tags = Readonly<Record<string, string>>;

function toLabels(own: Partial<Record<keyof typeof LABELS, string | undefined>>, tags: Tags): Labels {
  const all = [...Object.entries(own), ...Object.entries(tags).map(([name, value]) => [`tag.${name}`, value] as const)];
  return new Map(all.flatMap(([name, value = ""]) => (value === "" ? [] : [[name, value.slice(0, LONGEST)]])));
}

/** The name of a topic, which is the last part of its ARN. */
function nameOf(topic: string): string {
  return topic.split(":").at(-1) ?? "";
}
