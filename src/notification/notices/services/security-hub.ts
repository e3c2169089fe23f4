import { moodOfSeverity } from "../mood.ts";
import { type EventShape, encoded } from "../shape.ts";

/** https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html */
export const securityHub: EventShape = ({ type, detail, resources }) => {
  const [finding, ...others] = detail.list("findings");
  const title = finding?.text("Title", "finding_info.title", "title");
  if (!finding || title === undefined) return undefined;
  const severity = finding.text("Severity.Label", "severity", "FindingProviderFields.Severity.Label")?.toUpperCase();
  const isDone =
    /^(RESOLVED|SUPPRESSED)$/.test(finding.text("Workflow.Status") ?? "") || finding.text("RecordState") === "ARCHIVED";
  const passed = finding.text("Compliance.Status") === "PASSED";
  const action = detail.text("actionName");
  return {
    title: `Security Hub: ${title}`,
    word: passed ? "PASSED" : isDone ? (finding.text("Workflow.Status") ?? "ARCHIVED") : severity,
    mood: passed || isDone ? "good" : moodOfSeverity(severity),
    severity,
    text: finding.text("Description", "finding_info.desc", "description"),
    resources: [
      ...[...finding.list("Resources"), ...finding.list("resources")].map((each) => each.text("Id", "uid", "arn")),
      ...resources.filter((each) => !each.includes(":securityhub:")),
    ],
    facts: [
      ["Found by", finding.text("ProductName", "ProductFields.aws/securityhub/ProductName", "metadata.product.name")],
      ["Resource type", finding.text("Resources.0.Type", "resources.0.type")],
      ["Compliance", finding.text("Compliance.Status")],
      ["Control", finding.text("Compliance.SecurityControlId", "GeneratorId")],
      ["Workflow", finding.text("Workflow.Status")],
      ["Custom action", action],
      ["Further findings", others.length > 0 ? String(others.length) : undefined],
    ],
    nextSteps: [finding.text("Remediation.Recommendation.Text", "remediation.desc")],
    page: type.includes("Insight")
      ? "securityhub/home#/insights"
      : `securityhub/home#/findings?search=Id%3D%255Coperator%255C%253AEQUALS%255C%253A${encoded(encoded(finding.text("Id", "metadata.uid")))}`,
    account: finding.text("AwsAccountId", "cloud.account.uid"),
    region: finding.text("Region", "cloud.region"),
  };
};
