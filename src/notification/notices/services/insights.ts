import { moodOfSeverity } from "../mood.ts";
import { type EventShape, joined, nameIn } from "../shape.ts";

/** An insight is active as long as there is an anomaly. https://docs.aws.amazon.com/xray/latest/devguide/xray-console-insights.html */
export const xrayInsight: EventShape = ({ detail, resources, region }) => {
  const state = detail.text("State");
  const id = detail.text("InsightId");
  if (state === undefined || id === undefined) return undefined;
  const root = detail.text("RootCauseServiceId.Name");
  const group = detail.text("GroupName");
  return {
    title: joined("X-Ray insight", (root ?? group) && `on ${root ?? `group ${group}`}`),
    word: state,
    mood: state === "CLOSED" ? "good" : "bad",
    severity: detail.text("Severity"),
    text: detail.text("Summary"),
    resources: [root, resources[0] ?? group],
    facts: [
      ["Group", group],
      ["Kind", detail.text("RootCauseServiceId.Type")],
    ],
    page: `cloudwatch/home?region=${region}#xray:insights`,
  };
};

/** https://docs.aws.amazon.com/devops-guru/latest/userguide/working-with-eventbridge.html */
export const devOpsGuru: EventShape = ({ type, detail, resources, region }) => {
  const text = detail.text("insightDescription", "insightName");
  if (text === undefined) return undefined;
  const severity = detail.text("insightSeverity");
  const isClosed = /closed/i.test(joined(type, detail.text("messageType")));
  const affected = detail
    .list("anomalies")
    .flatMap((each) => each.list("sourceDetails").flatMap((source) => source.list("dataIdentifiers.ResourceName")))
    .flatMap((each) => each.text("") ?? []);
  return {
    title: `DevOps Guru: ${text}`,
    word: isClosed ? "CLOSED" : (severity ?? "OPEN"),
    mood: isClosed ? "good" : moodOfSeverity(severity) === "info" ? "warning" : moodOfSeverity(severity),
    severity,
    resources: [...affected, ...resources, `insight ${nameIn(detail.text("insightId")) ?? ""}`.trim()],
    facts: [["Kind", detail.text("insightType")?.toLowerCase()]],
    page: detail.text("insightUrl") ?? `devops-guru/home?region=${region}#/insights`,
  };
};
