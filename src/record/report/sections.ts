import { counted, figure, lasted } from "../../card/number.ts";
import { causeSection, noteSection, ruledOutSection, uncheckedSection, whySection } from "./cause-sections.ts";
import type { DocumentBlock, DocumentSection, ReportDocument } from "./document.ts";
import type { Report, ReportTemplate } from "./report.ts";

/** A report as a document, in the order of a template. */
export function toDocument(report: Report, template: ReportTemplate): ReportDocument {
  const { number, title, madeAt, simulated } = report;
  const kind = template === "coe" ? "Correction of Error" : "Incident report";
  return {
    title: `${kind}: ${title}`,
    subtitle: `${number} · written ${utc(madeAt)} from the record · all times are UTC`,
    label: simulated ? "SIMULATED" : undefined,
    sections: TEMPLATES[template](report),
  };
}

const TEMPLATES: Readonly<Record<ReportTemplate, (report: Report) => readonly DocumentSection[]>> = {
  report: (report) => [
    overview(report, "Overview"),
    impact(report, "Impact"),
    times(report, "Detection and response"),
    timeline(report),
    causeSection(report, "Cause and evidence"),
    ruledOutSection(report),
    uncheckedSection(report),
    whySection(report),
    actions(report),
    noteSection(report),
  ],
  // The order of AWS's own: https://aws.amazon.com/blogs/mt/why-you-should-develop-a-correction-of-error-coe/
  coe: (report) => [
    overview(report, "Summary"),
    impact(report, "Customer impact"),
    timeline(report),
    causeSection(report, "Metrics and root cause"),
    times(report, "Incident questions: detection, diagnosis, mitigation"),
    ruledOutSection(report),
    uncheckedSection(report),
    whySection(report),
    { ...noteSection(report), title: "Lessons learned, in the words of those who were there" },
    actions(report),
  ],
};

function overview(report: Report, title: string): DocumentSection {
  const { impact: happened, causes, closed, verdict, account, region, severity, status } = report;
  const [cause] = causes;
  const where = [account, region].filter((part) => part !== undefined).join(", ");
  const facts: (readonly [string, string])[] = [
    ["What", happened.limit === undefined ? report.title : `${report.title}: ${happened.limit}`],
    ["When", span(happened)],
    ["Where", where === "" ? "not known" : where],
    ...(severity === undefined ? [] : [["Severity", severity] as const]),
    ["Cause", cause ? `${cause.statement} (${cause.id}, ${cause.standing}${acceptedWords(cause)})` : "not found"],
    ["Verdict", verdict ?? "not investigated"],
    [
      "Status",
      closed
        ? `Closed by ${closed.by}, ${utc(closed.at)}${closed.resolution === undefined ? "" : `: “${closed.resolution}”`}`
        : status,
    ],
  ];
  return { title, blocks: [{ type: "facts", facts }] };
}

function acceptedWords({ accepted }: Report["causes"][number]): string {
  return accepted ? `, accepted by ${accepted.by}` : ", accepted by nobody";
}

function span({ firedAt, recoveredAt, seconds }: Report["impact"]): string {
  if (firedAt === undefined) return "no alarm fired";
  if (recoveredAt === undefined || seconds === undefined)
    return `since ${utc(firedAt)}; not recovered when this was written`;
  return `${utc(firedAt)} to ${utc(recoveredAt)} (${lasted(seconds)})`;
}

function impact({ impact: happened, chart }: Report, title: string): DocumentSection {
  const { measured, unmeasured, firings, alarms, findings } = happened;
  const share = measured && measured.requests > 0 ? (100 * measured.failed) / measured.requests : undefined;
  const facts: (readonly [string, string])[] = [
    ["How long", span(happened)],
    alarms === undefined ? ["Fired", counted(firings, "time")] : ["Fired", counted(alarms, "alarm")],
    measured
      ? [
          "Requests",
          `${measured.failed.toLocaleString("en-US")} of ${measured.requests.toLocaleString("en-US")} requests of ${measured.component} failed${share === undefined ? "" : ` (${figure(share)} %)`}, from ${utcOf(measured.from)} to ${utcOf(measured.to)}; metrics to ${utcOf(measured.horizon)}`,
        ]
      : ["Requests", `not counted: ${unmeasured ?? "they are not measured"}`],
  ];
  return {
    title,
    blocks: [
      { type: "facts", facts },
      ...(findings.length === 0
        ? []
        : [{ type: "list" as const, items: findings.map(({ sentence, id }) => `${sentence} (${id})`) }]),
      ...(chart ? [{ type: "chart" as const, ...chart }] : []),
    ],
  };
}

function times({ responseTimes }: Report, title: string): DocumentSection {
  const rows = responseTimes.map(({ what, at, seconds, unknown }) => [
    what,
    seconds === undefined ? `– (${unknown ?? "not known"})` : lasted(seconds),
    at === undefined ? "–" : utc(at),
  ]);
  return { title, blocks: [{ type: "table", columns: ["Step", "Took", "At"], widths: [3, 3, 2], rows }] };
}

function timeline(report: Report): DocumentSection {
  const rows = report.timeline.map(({ at, text, by, id }) => [
    utc(at),
    id === undefined || text.includes(id) ? text : `${text} (${id})`,
    by ?? "–",
  ]);
  const table: DocumentBlock = { type: "table", columns: ["When", "What", "By"], widths: [2, 7, 1.5], rows };
  return {
    title: "Timeline",
    blocks: rows.length > 0 ? [table] : [{ type: "paragraph", text: "Nothing is recorded." }],
  };
}

function actions({ actions: items, unchecked }: Report): DocumentSection {
  const remedies = unchecked.flatMap(({ what, remedy }) => (remedy === undefined ? [] : [`${what}: ${remedy}`]));
  const rows = [
    ...items.map(({ text, owner, from }) => [text, owner ?? "nobody yet", from]),
    ...remedies.map((text) => [
      `So that it can be checked next time: ${text}`,
      "nobody yet",
      "Gumshoe, from the record",
    ]),
  ];
  const none: DocumentBlock = {
    type: "paragraph",
    text: "None is written down. In the thread: note action for Ben: alarm on the queue's age",
    small: true,
  };
  const table: DocumentBlock = { type: "table", columns: ["Action", "Owner", "From"], widths: [6, 2, 2], rows };
  return { title: "Action items", blocks: rows.length > 0 ? [table] : [none] };
}

/** "2026-05-01 03:02". */
export function utc(iso: string): string {
  return new Date(iso).toISOString().slice(0, 16).replace("T", " ");
}

function utcOf(seconds: number): string {
  return utc(new Date(seconds * 1000).toISOString());
}
