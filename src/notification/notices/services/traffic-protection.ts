import { timeOf } from "../readable.ts";
import { type EventShape, joined, type MessageShape, nameIn } from "../shape.ts";

/** An attack on a resource that Shield Advanced protects. https://docs.aws.amazon.com/waf/latest/developerguide/monitoring-overview.html */
export const shield: EventShape = ({ type, detail, resources, region }) => {
  const resource = detail.text("resourceArn") ?? resources[0];
  if (resource === undefined) return undefined;
  const state = detail.text("status");
  const isOver = /mitigated|subsided|ended|stopped|resolved/i.test(joined(type, state));
  const vectors = detail.list("attackVectors").flatMap((each) => each.text("vectorType", "") ?? []);
  return {
    title: `${type}: ${resource.split(":").slice(5).join(":") || resource}`,
    word: state ?? "ATTACK",
    mood: isOver ? "good" : "bad",
    resources: [resource],
    facts: [
      ["Vectors", vectors.join(", ").replaceAll("_", " ").toLowerCase()],
      ["Attack", detail.text("attackId")],
    ],
    page: `wafv2/shieldv2?region=${region}#/events`,
  };
};

/** One request in a log of WAF. https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html */
export const wafMessage: MessageShape = ({ fields }) => {
  const acl = fields.text("webaclId");
  const action = fields.text("action");
  if (acl === undefined || action === undefined) return undefined;
  const time = fields.number("timestamp");
  return {
    title: `WAF ${acl.split("/").at(-2) ?? nameIn(acl) ?? ""}: ${joined(action.toLowerCase(), fields.text("httpRequest.uri"), "by", fields.text("terminatingRuleId"))}`,
    word: action,
    mood: /^block$/i.test(action) ? "warning" : "info",
    resources: [acl],
    facts: [
      ["Client", fields.text("httpRequest.clientIp")],
      ["Country", fields.text("httpRequest.country")],
      ["Behind", fields.text("httpSourceName")],
      ["Rule type", fields.text("terminatingRuleType")],
    ],
    at: time === undefined ? undefined : timeOf(time),
  };
};
