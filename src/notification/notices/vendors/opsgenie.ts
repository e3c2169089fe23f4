import { moodOf, moodOfSeverity } from "../mood.ts";
import type { MessageShape } from "../shape.ts";

/** What Opsgenie calls what was done, and what the alert is then. */
const STATES: Readonly<Record<string, string>> = { create: "OPEN", acknowledge: "ACKNOWLEDGED", close: "CLOSED" };

/** A webhook of Opsgenie. https://support.atlassian.com/opsgenie/docs/opsgenie-edge-connector-alert-action-data/ */
export const opsgenieMessage: MessageShape = ({ fields }) => {
  const action = fields.text("action");
  const message = fields.text("alert.message");
  if (action === undefined || message === undefined || fields.text("alert.alertId") === undefined) return undefined;
  const key = action.toLowerCase();
  const word = (Object.hasOwn(STATES, key) ? STATES[key] : undefined) ?? action;
  const priority = fields.text("alert.priority");
  return {
    title: `Opsgenie: ${message}`,
    word,
    mood: word === "OPEN" ? (moodOfSeverity(priority) === "info" ? "warning" : moodOfSeverity(priority)) : moodOf(word),
    severity: priority,
    text: fields.text("alert.description"),
    resources: [fields.text("alert.entity", "alert.alias", "alert.source")],
    facts: [
      ["Team", fields.text("alert.team", "alert.teams.0")],
      [
        "Tags",
        fields
          .list("alert.tags")
          .flatMap((each) => each.text("") ?? [])
          .join(", "),
      ],
      ["By", fields.text("alert.username")],
      ["Alert", fields.text("alert.tinyId")],
    ],
  };
};
