import { groupKeyOf } from "./alarm.ts";
import { ALARM_CONFIGURATION, alarmConfiguration, deletedAlarm } from "./changes/alarm-configuration.ts";
import { apiCall, awsHealth } from "./changes/aws.ts";
import { readCustomChange } from "./changes/custom.ts";
import { cloudFormation, codeDeploy, codePipeline } from "./changes/deployments.ts";
import { ecsService, ecsTask } from "./changes/ecs.ts";
import type { ChangeReader, ReportedChange } from "./changes/reported-change.ts";
import { eventBridge } from "./event-bridge.ts";
import { toEventNotice } from "./notice.ts";
import { boundedLine, type Envelope, type Notification } from "./notification.ts";

/** The parsers of EventBridge's change events, by detail-type. docs/changes.md lists the same. */
export const READERS: Readonly<Record<string, ChangeReader>> = {
  "ECS Deployment State Change": ecsService,
  "ECS Service Action": ecsService,
  "ECS Task State Change": ecsTask,
  "CodeDeploy Deployment State-change Notification": codeDeploy,
  "CodePipeline Pipeline Execution State Change": codePipeline,
  "CloudFormation Stack Status Change": cloudFormation,
  [ALARM_CONFIGURATION]: alarmConfiguration,
  "AWS API Call via CloudTrail": apiCall,
  "AWS Health Event": awsHealth,
};

/** Parses a change, either an EventBridge event or a custom notification; undefined for any other message. */
export function parseChange(message: unknown, sent: Envelope): Notification | undefined {
  const custom = readCustomChange(message, sent);
  if (typeof custom !== "string") return toNotification(custom, message, sent);
  const event = eventBridge.safeParse(message);
  if (!event.success) return undefined;
  const type = event.data["detail-type"];
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  const told = read?.(event.data);
  if (told === "noise") return { type: "noise", groupKey: `noise/${sent.MessageId}`, what: type };
  if (!told) return undefined;
  const deleted = deletedAlarm(event.data);
  return { ...toNotification(told, message, sent), ...(deleted && { deletes: groupKeyOf(deleted) }) };
}

/** A failure also gets a card, at most one an hour for equal failures, because a service that cannot start repeats its event. */
function toNotification(
  { kind, change, shown }: ReportedChange,
  message: unknown,
  { Timestamp }: Envelope,
): Extract<Notification, { type: "change" }> {
  const hour = Timestamp.slice(0, 13);
  const on = change.resources[0] ?? change.detail.on ?? change.id;
  const groupKey = boundedLine(`change/${kind}/${change.action}/${on}/${hour}`, 300);
  const event = eventBridge.safeParse(message);
  const notice = shown && event.success ? toEventNotice(event.data) : undefined;
  return { type: "change", groupKey, kind: boundedLine(kind, 100), change, ...(notice && { notice }) };
}
