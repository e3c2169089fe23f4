import { moodOf } from "../mood.ts";
import type { MessageShape } from "../shape.ts";

/** A webhook of PagerDuty, version 3. https://developer.pagerduty.com/docs/webhooks-overview */
export const pagerDutyMessage: MessageShape = ({ fields }) => {
  const type = fields.text("event.event_type");
  const title = fields.text("event.data.title", "event.data.incident.summary", "event.data.summary");
  if (type === undefined || title === undefined || !/^(?:incident|service)\b/.test(type)) return undefined;
  const word = (type.split(".").at(-1) ?? type).replaceAll("_", " ");
  const service = fields.text("event.data.service.summary");
  const number = fields.text("event.data.number");
  return {
    title: `PagerDuty: ${title}`,
    word,
    mood: moodOf(word),
    severity: fields.text("event.data.priority.summary", "event.data.urgency"),
    // Ids of PagerDuty mean nothing to a reader, and to no other system.
    resources: [service ?? (number === undefined ? undefined : `incident ${number}`)],
    facts: [
      ["Incident", number ?? fields.text("event.data.id")],
      ["Urgency", fields.text("event.data.urgency")],
      ["By", fields.text("event.agent.summary")],
      ["Assigned to", names(fields.list("event.data.assignees").flatMap((each) => each.text("summary") ?? []))],
    ],
    page: fields.text("event.data.html_url", "event.data.incident.html_url"),
    at: fields.text("event.occurred_at"),
  };
};

function names(people: readonly string[]): string | undefined {
  return people.length === 0 ? undefined : people.join(", ");
}
