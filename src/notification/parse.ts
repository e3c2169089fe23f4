import { createHash } from "node:crypto";
import { parseJson } from "../json.ts";
import { groupKeyOf, parseAlarm } from "./alarm.ts";
import { parseChange } from "./change.ts";
import { parseEventBridgeAlarm, parseEventBridgeNotice } from "./event-bridge.ts";
import { parseCustom, toNotice } from "./notice.ts";
import { type Envelope, envelope, type Notification } from "./notification.ts";

/** Two bodies that are no envelopes are two notices. */
function hashOf(body: string): string {
  return createHash("sha256").update(body).digest("hex").slice(0, 40);
}

/** Parses a stored delivery. Never throws: an unknown message becomes a notice. */
export function parseNotification(body: string): Notification {
  const found = envelope.safeParse(parseJson(body));
  if (!found.success) {
    const unknown: Envelope = { Type: "", MessageId: "", TopicArn: "unknown", Message: body, Timestamp: "" };
    return { type: "notice", groupKey: `notice/${hashOf(body)}`, notice: toNotice(undefined, unknown) };
  }
  const { Message, TopicArn, MessageId, Timestamp, Swept } = found.data;
  const message = parseJson(Message);
  const transition = parseAlarm(message, TopicArn, Timestamp) ?? parseEventBridgeAlarm(message, TopicArn, Timestamp);
  if (transition) {
    const alarm = { ...transition.alarm, ...(Swept !== undefined && { swept: Swept }) };
    return { type: "alarm", groupKey: groupKeyOf(alarm), transition: { ...transition, alarm } };
  }
  const change = parseChange(message, found.data);
  if (change) return change;
  const custom = parseCustom(message);
  if (custom) {
    const { notice, thread } = custom;
    return { type: "notice", groupKey: `custom/${TopicArn}/${thread ?? MessageId}`, notice };
  }
  const notice = parseEventBridgeNotice(message) ?? toNotice(message, found.data);
  return { type: "notice", groupKey: `notice/${MessageId}`, notice };
}
