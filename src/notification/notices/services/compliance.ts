import { moodOf } from "../mood.ts";
import { wordsOf } from "../readable.ts";
import { type EventShape, encoded, joined, type MessageShape, nameIn } from "../shape.ts";

/** https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html */
export const config: EventShape = ({ detail, region, resources }) => {
  const rule = detail.text("configRuleName", "configRuleNames.0");
  const resource = detail.text("resourceId", "configurationItem.resourceId");
  const type = detail.text("resourceType", "configurationItem.resourceType");
  if (rule === undefined && resource === undefined) return undefined;
  const state = detail.text("newEvaluationResult.complianceType");
  const change = detail.text("configurationItemDiff.changeType");
  const arn = detail.text("configurationItem.ARN");
  return {
    title:
      rule === undefined
        ? `Config: ${change?.toLowerCase() ?? "change"} of ${resource}`
        : `Config rule ${rule}: ${joined(type, resource)}`,
    word: state?.replaceAll("_", " ") ?? change,
    mood: moodOf(state),
    text: detail.text("newEvaluationResult.annotation"),
    resources: [arn ?? resource ?? rule, ...resources],
    facts: [
      ["Rule", rule],
      ["Resource type", type],
      ["Before", detail.text("oldEvaluationResult.complianceType")],
      ["Since", detail.text("newEvaluationResult.resultRecordedTime")],
    ],
    page:
      rule === undefined
        ? `config/home?region=${region}#/resources`
        : `config/home?region=${region}#/rules/details?configRuleName=${encoded(rule)}`,
    account: detail.text("awsAccountId"),
    region: detail.text("awsRegion"),
    at: detail.text("notificationCreationTime"),
  };
};

/** What Config sends to its topic itself; the fields are those of its events. https://docs.aws.amazon.com/config/latest/developerguide/notifications-for-AWS-Config.html */
export const configMessage: MessageShape = ({ fields }) => {
  const type = fields.text("messageType");
  if (
    type === undefined ||
    fields.text("recordVersion", "configRuleName", "configurationItem.resourceId") === undefined
  ) {
    return undefined;
  }
  const region = fields.text("awsRegion", "configurationItem.awsRegion") ?? "";
  const told = config({ type, source: "aws.config", account: "", region, time: "", resources: [], detail: fields });
  if (told) return told;
  const isFailed = /failed/i.test(type);
  return {
    title: `Config: ${wordsOf(type).toLowerCase()}`,
    word: isFailed ? "FAILED" : undefined,
    mood: isFailed ? "bad" : "info",
    text: fields.text("deliveryErrorMessage", "message"),
    resources: [fields.text("s3Bucket") ?? "Config delivery channel"],
    page: "config/home",
    account: fields.text("awsAccountId"),
    at: fields.text("notificationCreationTime"),
  };
};

/** https://docs.aws.amazon.com/acm/latest/userguide/supported-events.html */
export const acm: EventShape = ({ type, detail, resources, region }) => {
  const name = detail.text("CommonName", "DomainName") ?? nameIn(resources[0]);
  const days = detail.number("DaysToExpiry");
  const isExpired = /expired/i.test(type);
  const isRequired = /required|fail/i.test(type);
  return {
    title: `ACM certificate ${name ?? ""}: ${days === undefined ? type.replace(/^ACM Certificate /, "").toLowerCase() : Number(days) <= 0 ? "has expired" : `expires in ${days} days`}`,
    word: isExpired
      ? "EXPIRED"
      : isRequired
        ? "ACTION REQUIRED"
        : days === undefined
          ? detail.text("Action", "Result")
          : "EXPIRING",
    mood:
      isExpired || isRequired || (days !== undefined && days <= 7) ? "bad" : days === undefined ? "info" : "warning",
    text: detail.text("ActionRequired", "FailureReason", "RenewalStatusReason"),
    resources: [...resources, name],
    facts: [
      ["Name", name],
      ["Days left", days === undefined ? undefined : String(days)],
      ["Type", detail.text("CertificateType")],
      ["In use", detail.text("InUse")],
      ["Exported", detail.text("Exported")],
    ],
    page: `acm/home?region=${region}#/certificates/${encoded(nameIn(resources[0]))}`,
  };
};

/** https://docs.aws.amazon.com/awssupport/latest/user/cloudwatch-events-ta.html */
export const trustedAdvisor: EventShape = ({ detail }) => {
  const check = detail.text("check-name");
  const status = detail.text("status");
  if (check === undefined) return undefined;
  const items =
    detail.value instanceof Object && "check-item-detail" in detail.value
      ? detail.value["check-item-detail"]
      : undefined;
  const facts = items instanceof Object ? Object.entries(items).slice(0, 8) : [];
  const resource = detail.text("resource_id");
  const named = facts.find(([name]) => /name|id$|resource|bucket|volume|instance/i.test(name))?.[1];
  return {
    title: `Trusted Advisor: ${check}`,
    word: status,
    mood: moodOf(status),
    resources: [resource, typeof named === "string" ? named : check],
    facts: facts.map(
      ([name, value]) => [name, value instanceof Object || value == null ? undefined : String(value)] as const,
    ),
    page: "https://console.aws.amazon.com/trustedadvisor/home",
    region: detail.text("check-item-detail.Region", "check-item-detail.Region/AZ"),
  };
};
