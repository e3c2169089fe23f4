import type { MessageShape, Told } from "../shape.ts";

/** An incident of a status page. https://support.atlassian.com/statuspage/docs/enable-webhook-notifications/ */
export const statusPageMessage: MessageShape = ({ fields }) => {
  const name = fields.text("incident.name");
  const status = fields.text("incident.status");
  if (name === undefined || status === undefined || fields.text("page.id") === undefined) return undefined;
  const impact = fields.text("incident.impact");
  return {
    title: name,
    word: status,
    mood: moodOf(status, impact),
    severity: impact,
    text: fields.text("incident.incident_updates.0.body"),
    resources: [fields.text("incident.components.0.name") ?? name],
    facts: [["Page", fields.text("page.status_description")]],
    page: fields.text("incident.shortlink"),
  };
};

function moodOf(status: string, impact: string | undefined): Told["mood"] {
  if (/^(?:resolved|completed|postmortem)$/i.test(status)) return "good";
  return /^(?:major|critical)$/i.test(impact ?? "") ? "bad" : "warning";
}
