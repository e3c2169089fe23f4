import type { Fields } from "../fields.ts";
import { type EventShape, joined, type MessageShape, type Told } from "../shape.ts";

/** https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html */
export const sesMessage: MessageShape = ({ fields }) => told(fields);

/** https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html */
export const ses: EventShape = ({ detail, resources }) => {
  const mail = told(detail);
  return mail && { ...mail, resources: [...(mail.resources ?? []), ...resources] };
};

function told(fields: Fields): Told | undefined {
  const kind = fields.text("notificationType", "eventType");
  const source = fields.text("mail.source");
  if (kind === undefined || (source === undefined && fields.text("mail.messageId") === undefined)) return undefined;
  const bounced = fields.list("bounce.bouncedRecipients").length;
  const complained = fields.list("complaint.complainedRecipients").length;
  const recipients = bounced || complained || fields.list("mail.destination").length;
  const isBad = /Bounce|Complaint|Reject|Failure/i.test(kind);
  return {
    title: `SES ${kind.toLowerCase()} of mail from ${source ?? "unknown"}`,
    word: kind,
    mood: isBad ? "bad" : /DeliveryDelay/i.test(kind) ? "warning" : "info",
    text: fields.text(
      "bounce.bouncedRecipients.0.diagnosticCode",
      "complaint.complaintFeedbackType",
      "failure.errorMessage",
      "reject.reason",
    ),
    resources: [fields.text("mail.sourceArn"), source],
    facts: [
      [
        "Kind",
        joined(fields.text("bounce.bounceType", "deliveryDelay.delayType"), fields.text("bounce.bounceSubType")),
      ],
      ["Recipients", recipients > 0 ? String(recipients) : undefined],
      ["Status", fields.text("bounce.bouncedRecipients.0.status")],
      ["Subject", fields.text("mail.commonHeaders.subject")],
      ["Message", fields.text("mail.messageId")],
      ["Configuration set", fields.text("mail.tags.ses:configuration-set.0")],
    ],
    account: fields.text("mail.sendingAccountId"),
    at: fields.text("bounce.timestamp", "complaint.timestamp", "mail.timestamp"),
  };
}
