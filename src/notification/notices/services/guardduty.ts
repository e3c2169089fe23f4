import { moodOf, moodOfSeverity } from "../mood.ts";
import { type EventShape, encoded, joined } from "../shape.ts";

/** https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html */
export const guardDuty: EventShape = ({ type, detail, account, region, resources }) => {
  if (type === "GuardDuty Malware Protection Object Scan Result") {
    const object = joined(detail.text("s3ObjectDetails.bucketName"), detail.text("s3ObjectDetails.objectKey"));
    const result = detail.text("scanResultDetails.scanResultStatus", "scanStatus");
    const threats = detail.list("scanResultDetails.threats").flatMap((each) => each.text("name") ?? []);
    return {
      title: `GuardDuty malware scan of ${object.replace(" ", "/") || "an object"}`,
      word: result,
      mood: moodOf(result),
      resources: [object.replace(" ", "/"), ...resources],
      facts: [["Threats", threats.join(", ")]],
      page: "guardduty/home#/malware-protection-s3",
    };
  }
  const title = detail.text("title", "type");
  if (title === undefined) return undefined;
  const number = detail.number("severity");
  const severity = labelOf(number);
  const instance = detail.text("resource.instanceDetails.instanceId");
  const where = region || (detail.text("region") ?? "");
  return {
    title: `GuardDuty: ${title}`,
    word: detail.text("service.archived") === "true" ? "ARCHIVED" : severity,
    mood: moodOfSeverity(severity),
    severity: number === undefined ? undefined : `${severity} (${number} of 10)`,
    text: detail.text("description"),
    resources: [
      instance && `arn:aws:ec2:${where}:${detail.text("accountId") ?? account}:instance/${instance}`,
      detail.text(
        "resource.s3BucketDetails.0.name",
        "resource.eksClusterDetails.arn",
        "resource.eksClusterDetails.name",
        "resource.ecsClusterDetails.arn",
        "resource.lambdaDetails.functionArn",
        "resource.rdsDbInstanceDetails.dbInstanceArn",
        "resource.rdsDbInstanceDetails.dbInstanceIdentifier",
        "resource.accessKeyDetails.userName",
      ),
      ...resources,
    ],
    facts: [
      ["Finding", detail.text("type")],
      ["Resource type", detail.text("resource.resourceType")],
      [
        "Remote address",
        detail.text(
          "service.action.networkConnectionAction.remoteIpDetails.ipAddressV4",
          "service.action.awsApiCallAction.remoteIpDetails.ipAddressV4",
          "service.action.portProbeAction.portProbeDetails.0.remoteIpDetails.ipAddressV4",
        ),
      ],
      ["API call", detail.text("service.action.awsApiCallAction.api")],
      ["Domain", detail.text("service.action.dnsRequestAction.domain")],
      ["Seen", detail.text("service.count") && `${detail.text("service.count")} times`],
      ["First seen", detail.text("service.eventFirstSeen")],
    ],
    page: `guardduty/home?region=${where}#/findings?search=id%3D${encoded(detail.text("id"))}`,
    account: detail.text("accountId"),
  };
};

/** https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html */
function labelOf(severity: number | undefined): string | undefined {
  if (severity === undefined) return undefined;
  if (severity >= 9) return "CRITICAL";
  if (severity >= 7) return "HIGH";
  return severity >= 4 ? "MEDIUM" : "LOW";
}
