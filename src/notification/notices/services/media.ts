import { type EventShape, joined, nameIn } from "../shape.ts";

/** An alert of a channel is set and cleared. https://docs.aws.amazon.com/medialive/latest/ug/monitoring-via-cloudwatch.html */
export const mediaLive: EventShape = ({ detail, resources, region }) => {
  const alert = detail.text("alert_type");
  const state = detail.text("alarm_state");
  if (alert === undefined || state === undefined) return undefined;
  const channel = detail.text("channel_arn", "multiplex_arn") ?? resources[0];
  const isOver = /^clear/i.test(state);
  return {
    title: joined(`MediaLive ${nameIn(channel) ?? "channel"}:`, alert.toLowerCase()),
    word: isOver ? "CLEARED" : "ALERT",
    mood: isOver ? "good" : "bad",
    text: detail.text("message"),
    resources: [channel],
    facts: [["Pipeline", detail.text("pipeline")]],
    page: `medialive/home?region=${region}#/channels/${nameIn(channel) ?? ""}`,
  };
};
