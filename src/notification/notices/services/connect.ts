import type { EventShape } from "../shape.ts";

/** A rule of Contact Lens that a contact or a queue met. https://docs.aws.amazon.com/connect/latest/adminguide/contact-lens-rules-eventbridge-event.html */
export const connect: EventShape = ({ type, detail, resources }) => {
  const rule = detail.text("ruleName");
  if (rule === undefined) return undefined;
  return {
    title: `Contact Lens rule matched: ${rule}`,
    word: "RULE",
    mood: "info",
    resources: [detail.text("contactArn", "queueArn", "queueName", "instanceArn"), ...resources],
    facts: [
      ["Kind", type.replace(/^Contact Lens | Rules Matched$/g, "").toLowerCase()],
      ["Queue", detail.text("queueName", "queueArn")],
      ["Agent", detail.text("agentArn")],
      ["Action", detail.text("actionName")],
    ],
  };
};
