import { z } from "zod";
import type { Alarm } from "../events/events.ts";
import type { Transition } from "../investigation/command.ts";
import { parseJson } from "../json.ts";
import { alarmNameOf, parseAlarm, parseTime } from "./alarm.ts";
import { bounded } from "./notification.ts";

/** An EventBridge event, unchanged as a rule sends it to a topic. */
export const eventBridge = z.object({
  id: z.string().catch(""),
  "detail-type": z.string(),
  source: z.string().catch(""),
  account: z.string().catch(""),
  region: z.string().catch(""),
  time: z.string().catch(""),
  resources: z
    .array(z.unknown())
    .catch([])
    .transform((all) => all.filter((each) => typeof each === "string")),
  detail: z.record(z.string(), z.unknown()).catch({}),
});

export type EventBridgeEvent = z.infer<typeof eventBridge>;

const words = z.string().nullish().catch(undefined);

const alarmDetail = z.object({
  alarmName: z.string().min(1),
  state: z.object({
    value: z.string(),
    reason: words,
    reasonData: words,
    timestamp: words,
    actionsSuppressedBy: words,
    actionsSuppressedReason: words,
  }),
  alarmContributor: z.object({ id: z.string(), attributes: z.unknown().optional() }).nullish().catch(undefined),
  muteDetail: z.object({ mutedByArn: words, muteWindowEnd: words }).nullish().catch(undefined),
  configuration: z.record(z.string(), z.unknown()).catch({}),
});
type AlarmDetail = z.infer<typeof alarmDetail>;

/** EventBridge's events about an alarm's state; a change of its configuration also has a state in it. */
const STATE_CHANGES: ReadonlySet<string> = new Set([
  "CloudWatch Alarm State Change",
  "CloudWatch Alarm Contributor State Change",
]);

/** What CloudWatch gives to a Lambda function that is an alarm's action; functions pass it on as it is. */
const invocation = z.object({
  source: z.literal("aws.cloudwatch"),
  alarmArn: z.string(),
  accountId: z.string().catch(""),
  time: z.string().catch(""),
  region: z.string().catch(""),
  alarmData: z.record(z.string(), z.unknown()),
});

/** The same alarm as an event of EventBridge; anything else as it is. */
function asEvent(message: unknown): unknown {
  const given = invocation.safeParse(message);
  if (!given.success) return message;
  const { alarmArn, accountId: account, alarmData: detail, source, time, region } = given.data;
  return {
    "detail-type": "CloudWatch Alarm State Change",
    source,
    account,
    time,
    region,
    resources: [alarmArn],
    detail,
  };
}

/** Parses an alarm's state change from EventBridge, or as a Lambda function was given it. Its fields are mapped to the shape of SNS. */
export function parseEventBridgeAlarm(message: unknown, topicArn: string, sentAt: string): Transition | undefined {
  const event = eventBridge.safeParse(asEvent(message));
  if (!event.success || event.data.source !== "aws.cloudwatch" || !STATE_CHANGES.has(event.data["detail-type"])) {
    return undefined;
  }
  const detail = alarmDetail.safeParse(event.data.detail);
  if (!detail.success) return undefined;
  const { alarmName, state, alarmContributor, configuration } = detail.data;
  return parseAlarm(
    {
      AlarmName: alarmName,
      AlarmDescription: configuration.description,
      AWSAccountId: event.data.account,
      NewStateValue: state.value,
      NewStateReason: state.reason,
      StateChangeTime: state.timestamp ?? event.data.time,
      AlarmArn: event.data.resources.find((arn) => arn.includes(":alarm:")),
      AlarmRule: configuration.alarmRule,
      TriggeringChildren: triggeringIn(state.reasonData ?? ""),
      AlarmContributorId: alarmContributor?.id,
      AlarmContributorAttributes: alarmContributor?.attributes,
      Trigger: triggerOf(configuration),
      Silenced: silencedBy(detail.data),
    },
    topicArn,
    sentAt,
  );
}

const reasonData = z.object({ triggeringAlarms: z.array(z.object({ arn: z.string() })) });

/** The alarms that triggered a composite alarm, as ARNs. */
function triggeringIn(text: string): readonly string[] {
  const parsed = reasonData.safeParse(parseJson(text));
  return parsed.success ? parsed.data.triggeringAlarms.map(({ arn }) => arn) : [];
}

/** By whom the alarm's actions are muted or suppressed, and until when. */
function silencedBy({ muteDetail, state, configuration }: AlarmDetail): Alarm["silenced"] {
  const until = parseTime(muteDetail?.muteWindowEnd ?? "");
  if (muteDetail) {
    const rule = muteDetail.mutedByArn?.split(":alarm-mute-rule:").at(-1) ?? "a mute rule";
    return { how: "muted", by: bounded(rule, 255), ...(until !== undefined && { until }) };
  }
  if (state.actionsSuppressedBy == null) return undefined;
  const { actionsSuppressor } = configuration;
  const by = typeof actionsSuppressor === "string" ? alarmNameOf(actionsSuppressor) : state.actionsSuppressedReason;
  return { how: "suppressed", by: bounded(by ?? state.actionsSuppressedBy, 255) };
}

/** The configuration in the shape of SNS: keys with a capital letter, dimensions as a list. */
function triggerOf({ description: _, alarmRule: __, ...watched }: Readonly<Record<string, unknown>>): unknown {
  return capitalised(watched, 0);
}

/** Names that differ by more than their first letter. */
const RENAMED: Readonly<Record<string, string>> = {
  name: "MetricName",
  promqlCriteria: "PromQLCriteria",
  promQLCriteria: "PromQLCriteria",
  logGroupIdentifiers: "LogGroupIdentifiers",
};
/** Deeper than any configuration. */
const DEEPEST = 6;

function capitalised(value: unknown, level: number): unknown {
  if (level > DEEPEST) return undefined;
  if (Array.isArray(value)) return value.map((each) => capitalised(each, level + 1));
  if (!(value instanceof Object)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === "dimensions" && inner instanceof Object && !Array.isArray(inner)) {
        return ["Dimensions", Object.entries(inner).map(([name, each]) => ({ name, value: each }))];
      }
      const renamed = Object.hasOwn(RENAMED, key) ? RENAMED[key] : undefined;
      return [renamed ?? `${key.slice(0, 1).toUpperCase()}${key.slice(1)}`, capitalised(inner, level + 1)];
    }),
  );
}
