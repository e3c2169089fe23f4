import { z } from "zod";
import { callKind } from "../../telemetry/changes/change-index.ts";
import { cloudTrailRecord, writeOf } from "../../telemetry/changes/cloudtrail-record.ts";
import { HEALTH } from "../../telemetry/ports/aws-issue.ts";
import { parseTime } from "../alarm.ts";
import type { EventBridgeEvent } from "../event-bridge.ts";
import { type ChangeReader, hidden, type ReportedChange, tell, toChange } from "./reported-change.ts";

const call = cloudTrailRecord.extend({
  eventID: z.string().min(1),
  eventName: z.string().min(1),
  eventSource: z.string(),
  eventTime: z.string(),
  resources: z.array(z.object({ ARN: z.string().optional() })).catch([]),
});

/** "AWS API Call via CloudTrail": the same record, with the same id, that CloudTrail's history has later. */
export const apiCall = (event: EventBridgeEvent): ReportedChange | "noise" | undefined => {
  const parsed = call.safeParse(event.detail);
  const time = parsed.success ? parseTime(parsed.data.eventTime) : undefined;
  if (!parsed.success || time === undefined) return undefined;
  const { eventID: id, eventName: action, eventSource, resources } = parsed.data;
  const arns = resources.flatMap(({ ARN }) => ARN ?? []);
  const write = writeOf(parsed.data, { id, action, at: Date.parse(time) / 1000, resources: arns });
  if (!write) return "noise";
  const region = isGlobal(eventSource) ? undefined : event.region;
  const change = toChange({ ...write, detail: hidden(write.detail), time, account: event.account, region });
  return change && { kind: callKind(eventSource), change, shown: false };
};

/** Whether a service is global, with events in one Region only. */
function isGlobal(eventSource: string): boolean {
  return /^(iam|route53|cloudfront|organizations|globalaccelerator)\./.test(eventSource);
}

const health = z.object({
  eventArn: z.string().min(1),
  service: z.string(),
  eventTypeCode: z.string(),
  eventTypeCategory: z.string(),
  eventScopeCode: z.string().optional().catch(undefined),
  affectedAccount: z.string().optional().catch(undefined),
  eventRegion: z.string().optional().catch(undefined),
  startTime: z.string().optional().catch(undefined),
  endTime: z.string().optional().catch(undefined),
  eventDescription: z.array(z.object({ latestDescription: z.string() })).catch([]),
  affectedEntities: z.array(z.object({ entityValue: z.string() })).catch([]),
});

/** AWS Health's Region of global services. */
export const GLOBAL = "global";

/**
 * "AWS Health Event": an issue or a scheduled change of AWS, from its start time. It also gets a card.
 * A notification about the account (a price, a certificate) is not a change and only gets a card.
 */
export const awsHealth: ChangeReader = (event) => {
  const parsed = health.safeParse(event.detail);
  if (!parsed.success || parsed.data.eventTypeCategory === "accountNotification") return undefined;
  const { eventArn, service, eventTypeCode, eventTypeCategory, startTime = "", endTime = "" } = parsed.data;
  const { eventDescription, affectedEntities } = parsed.data;
  const draft = {
    id: `${HEALTH}${eventArn}`,
    ...(parseTime(startTime) !== undefined && { time: startTime }),
    action: eventTypeCode,
    actor: "AWS",
    resources: affectedEntities.map(({ entityValue }) => entityValue),
    cause: true,
    detail: {
      service,
      category: eventTypeCategory,
      until: parseTime(endTime),
      description: eventDescription[0]?.latestDescription,
    },
  };
  return tell({ ...event, ...placeOf(event, parsed.data) }, draft, true);
};

/** The affected account and Region, because a copy of the event may arrive elsewhere. A public event affects all accounts. */
function placeOf(
  { account, region }: EventBridgeEvent,
  { eventScopeCode, affectedAccount, eventRegion }: z.infer<typeof health>,
): Pick<EventBridgeEvent, "account" | "region"> {
  return {
    account: eventScopeCode === "PUBLIC" ? "" : (affectedAccount ?? account),
    region: eventRegion === GLOBAL ? "" : (eventRegion ?? region),
  };
}
