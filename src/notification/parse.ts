import { createHash } from "node:crypto";
import { parseJson, parseLayeredJson } from "../json.ts";
import { groupKeyOf, parseAlarm } from "./alarm.ts";
import { parseChange } from "./change.ts";
import { eventBridge, parseEventBridgeAlarm } from "./event-bridge.ts";
import { parseCustom, toBareNotice, toEventNotice, toNotice } from "./notice.ts";
import { envelope, type Notification } from "./notification.ts";

/** Two bodies that are no envelopes are two notices. */
function hashOf(body: string): string {
  return createHash("sha256").update(body).digest("hex").slice(0, 40);
}

/** Parses a stored delivery. Never throws: an unknown message becomes a notice. */
export function parseNotification(body: string): Notification {
  const found = envelope.safeParse(parseJson(body));
  if (!found.success) return { type: "notice", groupKey: `notice/${hashOf(body)}`, notice: toBareNotice(body) };
  const { Message, TopicArn, MessageId, Timestamp, Swept } = found.data;
  const message = parseLayeredJson(Message);
  const transition = parseAlarm(message, TopicArn, Timestamp) ?? parseEventBridgeAlarm(message, TopicArn, Timestamp);
  if (transition) {
    const alarm = { ...transition.alarm, ...(Swept !== undefined && { swept: Swept }) };
    return { type: "alarm", groupKey: groupKeyOf(alarm), transition: { ...transition, alarm } };
  }
  const change = parseChange(message, found.data);
  if (change) return change;
  const custom = parseCustom(message, found.data);
  if (custom) {
    const { notice, thread } = custom;
    const groupKey = `custom/${TopicArn}/${thread ?? MessageId}`;
    return { type: "notice", groupKey, notice, ...(thread !== undefined && { threaded: true }) };
  }
  const event = eventBridge.safeParse(message);
  const notice = event.success ? toEventNotice(event.data) : toNotice(message, found.data);
  return { type: "notice", groupKey: `notice/${MessageId}`, notice };
}
