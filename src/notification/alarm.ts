import { z } from "zod";
import type { Alarm } from "../events/events.ts";
import type { Transition } from "../investigation/command.ts";
import { bounded, boundedWords } from "./notification.ts";
import { parseReason } from "./reason.ts";
import { toTrigger, trigger } from "./trigger.ts";

const state = z.enum(["ALARM", "OK", "INSUFFICIENT_DATA"]);

/** The children of a composite alarm arrive as objects, as names, or not at all. */
const children = z
  .array(z.union([z.string(), z.object({ Arn: z.string() }).transform(({ Arn }) => alarmNameOf(Arn))]))
  .catch([]);

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

/** The `Message` of a CloudWatch alarm over SNS: metric, math, anomaly, composite and multi-series alarms. */
const alarmMessage = z.object({
  AlarmName: z.string().min(1),
  AlarmDescription: text,
  AWSAccountId: text,
  NewStateValue: state,
  NewStateReason: text,
  StateChangeTime: z.string(),
  Region: text,
  AlarmArn: text,
  Trigger: trigger.nullish().catch(undefined),
  AlarmRule: text,
  TriggeringChildren: children.default([]),
  AlarmContributorId: text,
  AlarmContributorAttributes: z.record(z.string(), z.coerce.string()).nullish().catch({}),
});

/** The account and Region, from the alarm's ARN, because the message has the Region in words only; old messages need the topic's ARN. */
interface Place {
  readonly account: string;
  readonly region: string;
}

/** Parses an alarm's state change in an SNS `Message`; undefined for any other message. */
export function parseAlarm(message: unknown, topicArn: string): Transition | undefined {
  const parsed = alarmMessage.safeParse(message);
  if (!parsed.success) return undefined;
  const found = parsed.data;
  const alarmAt = parseTime(found.StateChangeTime);
  if (alarmAt === undefined) return undefined;
  const place = placeOf(found.AlarmArn, topicArn, found.AWSAccountId);
  const told = found.Trigger ? toTrigger(found.Trigger) : undefined;
  const contributor = found.AlarmContributorId;
  const value = parseReason(found.NewStateReason ?? "");
  const kind: Alarm["kind"] =
    contributor !== undefined ? "contributor" : found.AlarmRule !== undefined ? "composite" : (told?.kind ?? "other");
  const alarm: Alarm = {
    name: bounded(found.AlarmName, 255),
    account: place.account,
    region: place.region,
    kind,
    reason: boundedWords(found.NewStateReason ?? "CloudWatch gave no reason.", 1_100),
    children: found.TriggeringChildren.slice(0, 100),
    simulated: false,
    ...(found.AlarmDescription !== undefined && { description: boundedWords(found.AlarmDescription, 1_100) }),
    ...(found.AlarmArn !== undefined && { arn: found.AlarmArn }),
    ...told?.fields,
    ...(value !== undefined && { value }),
    ...(contributor !== undefined && {
      contributor: {
        id: bounded(contributor, 100),
        attributes: firstAttributes(found.AlarmContributorAttributes ?? {}),
      },
    }),
  };
  return { state: found.NewStateValue, alarmAt, alarm };
}

/** At most 30 attributes, because CloudWatch allows 30 dimensions. */
function firstAttributes(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).slice(0, 30));
}

/** One investigation per alarm: account, Region and name. */
export function groupKeyOf({ account, region, name }: Pick<Alarm, "account" | "region" | "name">): string {
  return `${account}/${region}/${name}`;
}

/** The name in an alarm's ARN: everything after the first `:alarm:`, because names may contain colons. */
export function alarmNameOf(arn: string): string {
  const [, ...rest] = arn.split(":alarm:");
  return rest.length === 0 ? arn : rest.join(":alarm:");
}

/** "2023-09-08T15:47:04.677+0000" as ISO in UTC; undefined if it is not a time. */
export function parseTime(written: string): string | undefined {
  const epoch = Date.parse(written.replace(/([+-]\d{2})(\d{2})$/, "$1:$2"));
  return Number.isNaN(epoch) ? undefined : new Date(epoch).toISOString();
}

function placeOf(alarmArn: string | undefined, topicArn: string, account: string | undefined): Place {
  const [, , , region, owner] = (alarmArn ?? topicArn).split(":");
  return { account: account ?? owner ?? "unknown", region: region ?? "unknown" };
}
