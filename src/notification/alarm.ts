import { z } from "zod";
import { alarmsOf, parseAlarmRule } from "../aws-names/alarm-rule.ts";
import type { Alarm } from "../events/events.ts";
import type { Transition } from "../investigation/command.ts";
import { readTrigger } from "./known-triggers.ts";
import { bounded, boundedWords } from "./notification.ts";
import { parseReason } from "./reason.ts";
import { runbookIn } from "./runbook.ts";
import { metricOfContributor } from "./trigger.ts";

const state = z.enum(["ALARM", "OK", "INSUFFICIENT_DATA"]);

/** The longest texts that CloudWatch allows, with room: whatever is longer was not written by it. */
const LONGEST = { name: 255, value: 1_024, arn: 1_024, place: 64, rule: 10_240 };
const MOST_CHILDREN = 100;

/** The triggering children of a composite alarm arrive as objects, as names or ARNs, or not at all. One that is malformed is left out. */
const child = z.union([z.string(), z.object({ Arn: z.string() }).transform(({ Arn }) => Arn)]).transform(alarmNameOf);
const children = z
  .array(child.nullable().catch(null))
  .catch([])
  .transform((all) => all.filter((each) => each !== null));

/** A text where there is one; each further layer of a schema costs as much as the check itself. */
const text = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === "string" ? value : undefined));

const silenced = z.object({
  how: z.enum(["muted", "suppressed"]),
  by: z.string(),
  until: z.string().optional(),
});

/** The `Message` of a CloudWatch alarm over SNS: metric, math, anomaly, composite and multi-series alarms. */
const alarmMessage = z.object({
  AlarmName: z.string().min(1),
  AlarmDescription: text,
  AWSAccountId: text,
  NewStateValue: state,
  NewStateReason: text,
  StateChangeTime: text,
  Region: text,
  AlarmArn: text,
  Trigger: z.unknown().optional(),
  AlarmRule: text,
  TriggeringChildren: children.default([]),
  AlarmContributorId: text,
  AlarmContributorAttributes: z.record(z.string(), z.coerce.string()).nullish().catch({}),
  /** Not a field of CloudWatch: EventBridge tells it in two other places. */
  Silenced: silenced.optional().catch(undefined),
});

/** The account and Region, from the alarm's ARN, because the message has the Region in words only; old messages need the topic's ARN. */
interface Place {
  readonly account: string;
  readonly region: string;
}

/**
 * Parses an alarm's state change in an SNS `Message`; undefined for any other message. `sentAt`: when it was sent, which counts where the
 * alarm's own time cannot be.
 */
export function parseAlarm(message: unknown, topicArn: string, sentAt = ""): Transition | undefined {
  const parsed = alarmMessage.safeParse(message);
  if (!parsed.success) return undefined;
  const found = parsed.data;
  const time = changedAt(found.StateChangeTime, sentAt);
  if (time === undefined) return undefined;
  const place = placeOf(found.AlarmArn, topicArn, found.AWSAccountId);
  const told = readTrigger(found.Trigger, place.account);
  const contributor = contributorOf(found.AlarmContributorId, found.AlarmContributorAttributes ?? {});
  const ofSeries = contributor && metricOfContributor(told?.fields ?? {}, contributor.attributes);
  const value = parseReason(found.NewStateReason ?? "");
  const description = found.AlarmDescription?.trim() ?? "";
  const runbook = runbookIn(description);
  const alarm: Alarm = {
    name: bounded(found.AlarmName, LONGEST.name),
    account: place.account,
    region: place.region,
    kind: contributor ? "contributor" : found.AlarmRule === undefined ? (told?.kind ?? "other") : "composite",
    reason: `${boundedWords(found.NewStateReason ?? "CloudWatch gave no reason.", 1_100)}${time.note}`,
    simulated: false,
    ...childrenOf(found.AlarmRule, found.TriggeringChildren),
    ...(description !== "" && { description: boundedWords(description, 1_100) }),
    ...(runbook !== undefined && { runbook }),
    ...(found.AlarmArn !== undefined &&
      found.AlarmArn.length <= LONGEST.arn && { arn: bounded(found.AlarmArn, LONGEST.arn) }),
    ...told?.fields,
    ...(ofSeries && { metric: ofSeries }),
    ...(value !== undefined && { value }),
    ...(contributor && { contributor }),
    ...(found.Silenced && { silenced: found.Silenced }),
  };
  return { state: found.NewStateValue, alarmAt: time.at, alarm };
}

/** All alarms of a composite alarm's rule, those that triggered it first; the rule as far as it can be stored. */
function childrenOf(
  rule: string | undefined,
  triggering: readonly string[],
): Pick<Alarm, "children" | "triggering" | "rule"> {
  const tree = rule === undefined ? undefined : parseAlarmRule(rule);
  const named = [...triggering, ...(tree ? alarmsOf(tree) : [])].map((each) => bounded(each, LONGEST.name));
  return {
    children: [...new Set(named)].slice(0, MOST_CHILDREN),
    ...(triggering.length > 0 && {
      triggering: triggering.slice(0, MOST_CHILDREN).map((each) => bounded(each, LONGEST.name)),
    }),
    ...(rule !== undefined && rule !== "" && { rule: bounded(rule, LONGEST.rule) }),
  };
}

function contributorOf(id: string | undefined, attributes: Readonly<Record<string, string>>): Alarm["contributor"] {
  return id === undefined ? undefined : { id: bounded(id, 100), attributes: firstAttributes(attributes) };
}

/** At most 30 attributes, because CloudWatch allows 30 dimensions. */
function firstAttributes(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const first = Object.entries(attributes).slice(0, 30);
  return Object.fromEntries(first.map(([name, value]) => [bounded(name, LONGEST.name), bounded(value, LONGEST.value)]));
}

/** An alarm cannot change before CloudWatch existed, nor long after its notification was sent. */
const FIRST_ALARM = Date.parse("2009-05-01T00:00:00Z");
const AHEAD_MS = 86_400_000;

/** When an alarm changed: by its own clock, or when the notification was sent, with a note why; undefined if neither is known. */
function changedAt(
  written: string | undefined,
  sentAt: string,
): { readonly at: string; readonly note: string } | undefined {
  const own = Date.parse(withColon(written ?? ""));
  const sent = parseTime(sentAt);
  const latest = sent === undefined ? LAST_TIME : Date.parse(sent) + AHEAD_MS;
  if (own >= FIRST_ALARM && own <= latest) return { at: new Date(own).toISOString(), note: "" };
  const gave = written === undefined ? "no time" : `the time ${bounded(written, 40)}`;
  return sent === undefined
    ? undefined
    : { at: sent, note: ` (The alarm gave ${gave}; the time of its notification is used.)` };
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

/** Times that are believed, and that can be stored: years of four digits, and no later than this. */
const FIRST_TIME = Date.parse("1970-01-01T00:00:00Z");
const LAST_TIME = Date.parse("2200-01-01T00:00:00Z");

/** "2023-09-08T15:47:04.677+0000" as ISO in UTC; undefined if it is not a time, or one out of reason. */
export function parseTime(written: string): string | undefined {
  const epoch = Date.parse(withColon(written));
  return epoch >= FIRST_TIME && epoch < LAST_TIME ? new Date(epoch).toISOString() : undefined;
}

function withColon(written: string): string {
  return written.replace(/([+-]\d{2})(\d{2})$/, "$1:$2");
}

function placeOf(alarmArn: string | undefined, topicArn: string, account: string | undefined): Place {
  const [, , , region, owner] = (alarmArn ?? topicArn).split(":");
  return {
    account: bounded(account ?? owner ?? "unknown", LONGEST.place),
    region: bounded(region ?? "unknown", LONGEST.place),
  };
}
