import { moodOf } from "../mood.ts";
import type { MessageShape } from "../shape.ts";

/** "[P1] [Triggered on {host:web-3}] CPU is high": priority and group stand before what happened. */
const BEFORE = /^(?:\s*\[[^\]]*\])+\s*/;
const GROUP = /\[[^\]]*\bon \{([^}]+)\}/;

/** A webhook of Datadog with its usual variables. https://docs.datadoghq.com/integrations/webhooks/#variables */
export const datadogMessage: MessageShape = ({ fields }) => {
  const transition = fields.text("alert_transition");
  const title = fields.text("title", "alert_title", "event_title");
  if (transition === undefined || title === undefined) return undefined;
  const group = GROUP.exec(title)?.[1];
  const isKnown = moodOf(transition) !== "info";
  const priority = fields.text("priority", "alert_priority");
  return {
    title: `Datadog: ${title.replace(BEFORE, "") || title}`,
    word: transition,
    mood: isKnown ? moodOf(transition) : moodOf(fields.text("alert_type")),
    severity: priority === "normal" ? undefined : priority,
    text: fields.text("body", "event_msg", "text_only_msg")?.replaceAll("%%%", "").trim(),
    resources: [
      fields.text("hostname", "host"),
      ...(group ?? "").split(",").map((part) => part.split(":").slice(1).join(":").trim()),
    ],
    facts: [
      ["Group", group],
      ["Condition", fields.text("alert_status")],
      ["Monitor", fields.text("alert_title")],
      ["Tags", fields.text("tags")],
    ],
    page: fields.text("link", "alert_url"),
  };
};
