import { moodOf } from "../mood.ts";
import type { MessageShape } from "../shape.ts";

/** A problem of Dynatrace. https://docs.dynatrace.com/docs/analyze-explore-automate/notifications-and-alerting/problem-notifications/webhook-integration */
export const dynatraceMessage: MessageShape = ({ fields }) => {
  const title = fields.text("ProblemTitle");
  const state = fields.text("State");
  if (title === undefined || state === undefined) return undefined;
  const problem = fields.text("ProblemID");
  return {
    title: `Dynatrace: ${title}`,
    word: state,
    mood: moodOf(state) === "good" ? "good" : "bad",
    text: fields.text("ProblemDetailsText"),
    resources: [fields.text("ImpactedEntity", "ImpactedEntityNames") ?? problem],
    facts: [
      ["Problem", problem],
      ["Kind", fields.text("ProblemSeverity")?.toLowerCase().replaceAll("_", " ")],
      ["Impact on", fields.text("ProblemImpact")?.toLowerCase()],
    ],
    page: fields.text("ProblemURL"),
  };
};
