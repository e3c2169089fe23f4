import type { Fields } from "../fields.ts";
import { moodOf, moodOfSeverity } from "../mood.ts";
import { type EventShape, encoded, joined } from "../shape.ts";

const SEVERITIES = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL", "UNDEFINED"] as const;

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html */
export const ecr: EventShape = ({ type, detail, resources, region, account }) => {
  const repository = detail.text("repository-name")?.replace(/^arn:.*:repository\//, "");
  if (repository === undefined) return undefined;
  const tag = detail.text("image-tag", "image-tags.0");
  const status = detail.text("scan-status", "result");
  const { counts, worst } = severitiesIn(detail, "finding-severity-counts");
  const isScan = /scan/i.test(type);
  return {
    title: `ECR ${isScan ? "image scan" : (detail.text("action-type") ?? type)} of ${repository}${tag === undefined ? "" : `:${tag}`}`,
    word: worst ?? status,
    mood: worst === undefined ? moodOf(status) : moodOfSeverity(worst),
    resources: [
      resources.find((each) => each.includes(":repository/")) ??
        `arn:aws:ecr:${region}:${account}:repository/${repository}`,
    ],
    facts: [
      ["Findings", counts],
      ["Scan", isScan ? status : undefined],
      ["Tag", tag],
      ["Digest", detail.text("image-digest")],
    ],
    page: `ecr/repositories/private/${encoded(account)}/${encoded(repository)}?region=${region}`,
  };
};

/** https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html */
export const inspector: EventShape = (event) => {
  const { detail, resources, region } = event;
  if (/scan/i.test(event.type)) {
    const scan = ecr(event);
    return scan && { ...scan, title: scan.title.replace(/^ECR/, "Inspector") };
  }
  const title = detail.text("title");
  if (title === undefined) return undefined;
  const severity = detail.text("severity");
  const isClosed = detail.text("status") === "CLOSED";
  return {
    title: `Inspector: ${title}`,
    word: isClosed ? "CLOSED" : severity,
    mood: isClosed ? "good" : moodOfSeverity(severity),
    severity: joined(severity, detail.text("inspectorScore") && `(score ${detail.text("inspectorScore")})`),
    text: detail.text("description"),
    resources: [...detail.list("resources").map((each) => each.text("id")), ...resources],
    facts: [
      ["Vulnerability", detail.text("packageVulnerabilityDetails.vulnerabilityId")],
      [
        "Package",
        joined(
          detail.text("packageVulnerabilityDetails.vulnerablePackages.0.name"),
          detail.text("packageVulnerabilityDetails.vulnerablePackages.0.version"),
        ),
      ],
      ["Fixed in", detail.text("packageVulnerabilityDetails.vulnerablePackages.0.fixedInVersion")],
      ["Fix available", detail.text("fixAvailable")],
      ["Resource type", detail.text("resources.0.type")],
    ],
    nextSteps: [detail.text("remediation.recommendation.text")],
    page: `inspector/v2/home?region=${region}#/findings/all`,
  };
};

function severitiesIn(detail: Fields, path: string): { readonly counts: string; readonly worst: string | undefined } {
  const found = SEVERITIES.flatMap((severity) => {
    const count = detail.number(`${path}.${severity}`) ?? 0;
    return count > 0 ? [{ severity, count }] : [];
  });
  return {
    counts: found.map(({ severity, count }) => `${count} ${severity.toLowerCase()}`).join(", "),
    worst: found[0]?.severity,
  };
}
