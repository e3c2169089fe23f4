import { z } from "zod";
import { callKind } from "../../telemetry/changes/change-index.ts";
import { cloudTrailRecord, writeOf } from "../../telemetry/changes/cloudtrail-record.ts";
import { HEALTH } from "../../telemetry/ports/aws-issue.ts";
import { parseTime } from "../alarm.ts";
import type { EventBridgeEvent } from "../event-bridge.ts";
import { hidden, type Reader, type ReportedChange, tell, toChange } from "./reported-change.ts";

const call = cloudTrailRecord.extend({
  eventID: z.string().min(1),
  eventName: z.string().min(1),
  eventSource: z.string(),
  eventTime: z.string(),
  resources: z.array(z.object({ ARN: z.string().optional() })).catch([]),
});

/** "AWS API Call via CloudTrail": the same record under the same id that CloudTrail's history has later. */
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

/** Services of all Regions, whose events come to one. */
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

/** How AWS Health names what is in no Region of its own. */
export const GLOBAL = "global";

/**
 * "AWS Health Event": what AWS does to its own, from when it begins. It is shown as well: a fault of AWS is news of its own.
 * A notification about the account (a price, a certificate) changes nothing and is only shown.
 */
export const awsHealth: Reader = (event) => {
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

/** The account and Region that it is about: a copy may come to others. What is public is about all accounts. */
function placeOf(
  { account, region }: EventBridgeEvent,
  { eventScopeCode, affectedAccount, eventRegion }: z.infer<typeof health>,
): Pick<EventBridgeEvent, "account" | "region"> {
  return {
    account: eventScopeCode === "PUBLIC" ? "" : (affectedAccount ?? account),
    region: eventRegion === GLOBAL ? "" : (eventRegion ?? region),
  };
}
