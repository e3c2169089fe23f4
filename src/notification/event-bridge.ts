import { z } from "zod";
import type { Notice } from "../events/events.ts";
import type { Transition } from "../investigation/command.ts";
import { namesSecret } from "../telemetry/masking/secrets.ts";
import { parseAlarm, parseTime } from "./alarm.ts";
import { bounded, boundedWords } from "./notification.ts";

const change = z.object({ value: z.string(), reason: z.string().nullish(), timestamp: z.string() });

/** An EventBridge event, unchanged as a rule sends it to a topic. */
export const eventBridge = z.object({
  id: z.string().default(""),
  "detail-type": z.string(),
  source: z.string(),
  account: z.string(),
  region: z.string(),
  time: z.string(),
  resources: z.array(z.string()).default([]),
  detail: z.record(z.string(), z.unknown()),
});

export type EventBridgeEvent = z.infer<typeof eventBridge>;

const alarmDetail = z.object({
  alarmName: z.string(),
  state: change,
  alarmContributor: z.object({ id: z.string(), attributes: z.record(z.string(), z.string()).default({}) }).optional(),
  configuration: z
    .object({
      description: z.string().nullish(),
      alarmRule: z.string().optional(),
      metrics: z
        .array(
          z.object({
            id: z.string().optional(),
            expression: z.string().optional(),
            returnData: z.boolean().optional(),
            metricStat: z
              .object({
                metric: z.object({
                  namespace: z.string(),
                  name: z.string(),
                  dimensions: z.record(z.string(), z.string()).default({}),
                }),
                period: z.number(),
                stat: z.string(),
              })
              .optional(),
          }),
        )
        .optional(),
    })
    .default({}),
});

/** Parses an alarm's state change from EventBridge. Its dimensions are an object; the fields are mapped to the shape of SNS. */
export function parseEventBridgeAlarm(message: unknown, topicArn: string, sentAt: string): Transition | undefined {
  const event = eventBridge.safeParse(message);
  if (!event.success || event.data.source !== "aws.cloudwatch") return undefined;
  const detail = alarmDetail.safeParse(event.data.detail);
  if (!detail.success) return undefined;
  const { alarmName, state, alarmContributor, configuration } = detail.data;
  const metrics = configuration.metrics?.map(({ id, expression, returnData, metricStat }) => ({
    Id: id,
    Expression: expression,
    ReturnData: returnData,
    MetricStat: metricStat && {
      Metric: {
        Namespace: metricStat.metric.namespace,
        MetricName: metricStat.metric.name,
        Dimensions: Object.entries(metricStat.metric.dimensions).map(([name, value]) => ({ name, value })),
      },
      Period: metricStat.period,
      Stat: metricStat.stat,
    },
  }));
  const only = metrics?.length === 1 ? metrics[0]?.MetricStat : undefined;
  const trigger = only
    ? { ...only.Metric, Statistic: only.Stat, Period: only.Period }
    : metrics && { Metrics: metrics };
  return parseAlarm(
    {
      AlarmName: alarmName,
      AlarmDescription: configuration.description,
      AWSAccountId: event.data.account,
      NewStateValue: state.value,
      NewStateReason: state.reason,
      StateChangeTime: state.timestamp,
      AlarmArn: event.data.resources.find((arn) => arn.includes(":alarm:")),
      AlarmRule: configuration.alarmRule,
      AlarmContributorId: alarmContributor?.id,
      AlarmContributorAttributes: alarmContributor?.attributes,
      Trigger: trigger,
    },
    topicArn,
    sentAt,
  );
}

/** Parses any other EventBridge event, with facts from its detail. */
export function parseEventBridgeNotice(message: unknown): Notice | undefined {
  const event = eventBridge.safeParse(message);
  if (!event.success) return undefined;
  const { source, account, region, resources, detail, time } = event.data;
  const facts = Object.entries(detail)
    .filter(([, value]) => ["string", "number", "boolean"].includes(typeof value))
    .slice(0, 12)
    .map(([name, value]): [string, string] => [
      bounded(name, 60),
      namesSecret(name) ? "[secret hidden]" : boundedWords(String(value), 200),
    ]);
  return {
    title: boundedWords(event.data["detail-type"], 150),
    text: resources
      .slice(0, 3)
      .map((resource) => bounded(resource, 300))
      .join("\n"),
    facts: [
      ...facts,
      ["Account", bounded(account, 64)],
      ["Region", bounded(region, 64)],
      ["Time", parseTime(time) ?? bounded(time, 64)],
    ],
    nextSteps: [],
    source: bounded(source, 150),
  };
}
