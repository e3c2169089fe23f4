import { moodOf } from "../mood.ts";
import { readableFields } from "../readable.ts";
import type { MessageShape } from "../shape.ts";

/** An alert of a saved search of Splunk, which has no state. https://docs.splunk.com/Documentation/Splunk/latest/Alert/Webhooks */
export const splunkMessage: MessageShape = ({ fields }) => {
  const search = fields.text("search_name");
  if (search === undefined || fields.text("sid", "results_link") === undefined) return undefined;
  const found = readableFields(fields.pick("result").value);
  return {
    title: `Splunk: ${search}`,
    word: "ALERT",
    mood: "warning",
    resources: [fields.text("result.host", "result.service", "result.source") ?? search],
    facts: [
      ...found.map(([label, value]) => [label.split(" › ").at(-1) ?? label, value] as const),
      ["App", fields.text("app")],
    ],
    page: fields.text("results_link"),
  };
};

/** An incident of Splunk On-Call. https://help.victorops.com/knowledge-base/outbound-webhooks/ */
export const splunkOnCallMessage: MessageShape = ({ fields }) => {
  const entity = fields.text("entity_id");
  const type = fields.text("message_type");
  if (entity === undefined || type === undefined) return undefined;
  const title = fields.text("entity_display_name") ?? entity;
  return {
    title: `Splunk On-Call: ${title}`,
    word: type,
    mood: moodOf(type) === "info" && /^recovery$/i.test(type) ? "good" : moodOf(type),
    text: fields.text("state_message"),
    resources: [entity],
    facts: [["Found by", fields.text("monitoring_tool")]],
    page: fields.text("alert_url"),
  };
};
