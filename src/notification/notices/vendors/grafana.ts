import type { MessageShape } from "../shape.ts";

/** Grafana's alerting before version 9. https://grafana.com/docs/grafana/v8.5/alerting/old-alerting/notifications/#webhook */
export const grafanaMessage: MessageShape = ({ fields }) => {
  const name = fields.text("ruleName");
  const state = fields.text("state");
  if (name === undefined || state === undefined) return undefined;
  const isOver = /^ok$/i.test(state);
  const values = fields.list("evalMatches").map((each) => `${each.text("metric") ?? "value"} ${each.text("value")}`);
  return {
    title: `Grafana: ${name}`,
    word: state.replaceAll("_", " "),
    mood: isOver ? "good" : /^alerting$/i.test(state) ? "bad" : "warning",
    text: fields.text("message"),
    resources: [fields.text("tags.host", "tags.instance", "tags.service") ?? name],
    facts: [["Values", values.join(", ")]],
    page: fields.text("ruleUrl"),
  };
};
