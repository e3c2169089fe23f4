import { moodOf, moodOfSeverity } from "../mood.ts";
import type { MessageShape } from "../shape.ts";

/** A webhook of New Relic: a workflow's issue, or an incident of the alerts before. https://docs.newrelic.com/docs/alerts/get-notified/notification-integrations/ */
export const newRelicMessage: MessageShape = ({ fields }) => {
  const page = fields.text("issueUrl", "incident_url", "issuePageUrl");
  const state = fields.text("state", "current_state");
  const title = fields.text("title", "title.0", "details", "condition_name");
  if (page === undefined || state === undefined || title === undefined) return undefined;
  const severity = fields.text("priority", "severity");
  const isOver = moodOf(state) === "good";
  const listed = (path: string): readonly string[] => fields.list(path).flatMap((each) => each.text("", "name") ?? []);
  return {
    title: `New Relic: ${title}`,
    word: state,
    mood:
      isOver || moodOf(state) === "warning"
        ? moodOf(state)
        : moodOfSeverity(severity) === "warning"
          ? "warning"
          : "bad",
    severity,
    resources: [...listed("impactedEntities"), ...listed("targets"), ...listed("entitiesData.names")],
    facts: [
      ["Condition", listed("alertConditionNames").join(", ") || fields.text("condition_name")],
      ["Policy", listed("alertPolicyNames").join(", ") || fields.text("policy_name")],
      ["Incidents", fields.text("totalIncidents")],
    ],
    page,
  };
};
