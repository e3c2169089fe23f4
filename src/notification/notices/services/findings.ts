import { moodOfSeverity } from "../mood.ts";
import { type EventShape, nameIn } from "../shape.ts";

/** https://docs.aws.amazon.com/macie/latest/user/findings-publish-event-schemas.html */
export const macie: EventShape = ({ detail, region }) => {
  const title = detail.text("title");
  if (title === undefined) return undefined;
  const severity = detail.text("severity.description");
  const bucket = detail.text("resourcesAffected.s3Bucket.arn", "resourcesAffected.s3Bucket.name");
  return {
    title: `Macie: ${title}`,
    word: severity,
    mood: moodOfSeverity(severity),
    severity,
    text: detail.text("description"),
    resources: [bucket, detail.text("resourcesAffected.s3Object.key")],
    facts: [
      ["Finding", detail.text("type")],
      ["Object", detail.text("resourcesAffected.s3Object.path")],
      ["Count", detail.text("count")],
    ],
    page: `macie/home?region=${region}#findings`,
  };
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-eventbridge.html */
export const accessAnalyzer: EventShape = ({ detail, region, resources }) => {
  const resource = detail.text("resource");
  if (resource === undefined) return undefined;
  const status = detail.text("status");
  const unused = /^unused/i.test(detail.text("findingType") ?? "") ? "unused" : undefined;
  const isPublic = detail.text("isPublic") === "true";
  return {
    title: `Access Analyzer: ${nameIn(resource) ?? resource} is ${status === "RESOLVED" ? "no longer " : ""}${unused ?? (isPublic ? "public" : "shared")}`,
    word: status,
    mood: status === "ACTIVE" ? (isPublic ? "bad" : "warning") : "good",
    resources: [resource, ...resources],
    facts: [
      ["Resource type", detail.text("resourceType")],
      ["Finding", detail.text("findingType")],
      ["Principal", detail.text("principal.AWS", "principal.Federated", "principal")],
      [
        "Actions",
        detail
          .list("action")
          .flatMap((each) => each.text("") ?? [])
          .join(", "),
      ],
      ["Public", detail.text("isPublic")],
    ],
    page: `access-analyzer/home?region=${region}#/findings`,
  };
};
