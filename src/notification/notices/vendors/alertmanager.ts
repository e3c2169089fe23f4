import type { Fields } from "../fields.ts";
import { moodOf, moodOfSeverity } from "../mood.ts";
import { readableFields } from "../readable.ts";
import type { MessageShape } from "../shape.ts";

/** Labels that name what an alert is about, the most exact first. */
const ABOUT = ["pod", "instance", "host", "node", "service", "app", "job", "queue", "cluster", "namespace"];
/** Labels that the card has elsewhere. */
const ELSEWHERE = new Set(["alertname", "severity"]);
/** How Alertmanager and Grafana write that an alert has not ended. */
const NOT_ENDED = "0001-01-01";

/**
 * A webhook of Alertmanager or of Grafana's alerting, which sends the same fields.
 * https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 */
export const alertmanagerMessage: MessageShape = ({ fields }) => {
  const status = fields.text("status");
  const alerts = fields.list("alerts");
  const [first] = alerts;
  if (status === undefined || first?.text("labels.alertname", "status") === undefined) return undefined;
  const of = (path: string): string | undefined => first.text(path) ?? fields.text(path.replace(/^/, "common"));
  const name = first.text("labels.alertname") ?? fields.text("commonLabels.alertname") ?? "alert";
  const summary = of("annotations.summary") ?? fields.text("commonAnnotations.summary");
  const severity = first.text("labels.severity") ?? fields.text("commonLabels.severity");
  const isOver = moodOf(status) === "good";
  const ended = first.text("endsAt");
  return {
    title: `${name}: ${summary ?? namesIn(alerts).join(", ")}`.replace(/: $/, ""),
    word: status,
    mood: isOver ? "good" : moodOfSeverity(severity) === "warning" ? "warning" : "bad",
    severity,
    text: first.text("annotations.description") ?? fields.text("commonAnnotations.description"),
    resources: namesIn(alerts),
    facts: [
      ["Alerts", alerts.length > 1 ? `${alerts.length}` : undefined],
      ...readableFields(first.pick("labels").value)
        .map(([label, value]) => [label.split(" › ").at(-1) ?? label, value] as const)
        .filter(([label]) => !ELSEWHERE.has(label.toLowerCase())),
      ["Value", readableFields(first.pick("values").value).map(([, value]) => value)[0]],
      ["Since", first.text("startsAt")],
      ["Until", ended?.startsWith(NOT_ENDED) ? undefined : ended],
    ],
    nextSteps: [runbookOf(first) ?? runbookOf(fields)],
    page: pageOf(first) ?? fields.text("externalURL"),
    at: isOver ? ended : first.text("startsAt"),
  };
};

/** What each alert is about; of a label that all share, once. */
function namesIn(alerts: readonly Fields[]): readonly string[] {
  return alerts.flatMap((each) => each.text(...ABOUT.map((label) => `labels.${label}`)) ?? []);
}

function runbookOf(alert: Fields): string | undefined {
  const link = alert.text("annotations.runbook_url", "commonAnnotations.runbook_url");
  return link === undefined ? undefined : `Runbook: ${link}`;
}

function pageOf(alert: Fields): string | undefined {
  const links = [alert.text("panelURL"), alert.text("dashboardURL"), alert.text("generatorURL")];
  return links.find((link) => link !== undefined && link !== "");
}
