import { moodOf } from "../mood.ts";
import type { MessageShape } from "../shape.ts";

/** The states of Uptime Kuma's heartbeats, by number. https://github.com/louislam/uptime-kuma/wiki/Notification-Methods */
const BEATS: readonly string[] = ["DOWN", "UP", "PENDING", "MAINTENANCE"];

/** A heartbeat of Uptime Kuma. */
export const uptimeKumaMessage: MessageShape = ({ fields }) => {
  const name = fields.text("monitor.name");
  const word = BEATS[fields.number("heartbeat.status") ?? -1];
  if (name === undefined || word === undefined) return undefined;
  return {
    title: `${name} is ${word.toLowerCase()}`,
    word,
    mood: moodOf(word),
    text: fields.text("heartbeat.msg"),
    resources: [name],
    facts: [
      ["Asked", fields.text("monitor.url", "monitor.hostname")],
      ["Since", fields.text("heartbeat.time")],
    ],
    page: fields.text("monitor.url"),
  };
};

/** An incident of Better Stack. https://betterstack.com/docs/uptime/webhooks/ */
export const betterStackMessage: MessageShape = ({ fields }) => {
  const name = fields.text("data.attributes.name");
  const cause = fields.text("data.attributes.cause");
  if (fields.text("data.type") !== "incident" || name === undefined) return undefined;
  const isOver = fields.text("data.attributes.resolved_at") !== undefined;
  const isTaken = fields.text("data.attributes.acknowledged_at") !== undefined;
  return {
    title: `Better Stack: ${name}${cause === undefined ? "" : `, ${cause}`}`,
    word: isOver ? "RESOLVED" : isTaken ? "ACKNOWLEDGED" : "DOWN",
    mood: isOver ? "good" : isTaken ? "warning" : "bad",
    resources: [name],
    facts: [
      ["Asked", fields.text("data.attributes.url")],
      ["Since", fields.text("data.attributes.started_at")],
    ],
    page: fields.text("data.attributes.origin_url", "data.attributes.url"),
  };
};
