import { createHash } from "node:crypto";
import { counted, lasted, withoutEnd } from "../../card/number.ts";
import { streamOf } from "../../conversation/streams.ts";
import { type Breaches, breachesOf } from "../../engine/series/breaches.ts";
import type { Answer, Question } from "../../events/events.ts";
import type { Series } from "../../findings/measured.ts";
import { toQueryText } from "../../findings/query-text.ts";
import { unitIn } from "../../findings/unit.ts";
import { operatorOf, type StandingAlarm } from "../../telemetry/ports/alarms.ts";
import { toChartSeries } from "../charts.ts";
import { type Asking, emptyAnswer, failedAnswer, gapWords, questionText, utcClock } from "./answer.ts";

type Wanted = Extract<Question, { type: "alarm" }>;

/** Seconds of history on which a new alarm is tried. */
const TRIED = 86_400;
/** Characters of an effect: the limit of Slack's confirmation dialog. */
const EFFECT = 300;

/** Previews an alarm and its changes; a question with the token of that preview writes it. */
export async function answerAlarm(asking: Asking, wanted: Wanted): Promise<Answer> {
  const { telemetry, signal } = asking;
  const query = questionText(wanted);
  const { alarms } = telemetry;
  if (!alarms) return failedAnswer(query, "there are no alarms to change in a recording. It needs AWS.");
  const [existing] = (await alarms.list({ names: [wanted.name] }, signal)).value;
  if (existing && existing.kind !== "metric") {
    return failedAnswer(
      query,
      `${wanted.name} is an alarm of another kind (${existing.kind}). Change it in the console.`,
    );
  }
  const changes = existing ? changesOf(existing, wanted) : [];
  const token = tokenOf(wanted, changes);
  if (wanted.token === undefined) return preview(asking, wanted, { existing, changes, token });
  // A repeated write finds the alarm written already.
  if (existing && changes.length === 0) {
    return { ...emptyAnswer(query), sentence: `${wanted.name} stands so. ${rulesOf(wanted)}` };
  }
  if (wanted.token !== token) {
    return failedAnswer(query, "this is not what was shown, or the alarm changed since. Look again, without confirm.");
  }
  const { by, context } = asking;
  await alarms.put({ ...wanted, description: `Created in Gumshoe by ${by.name} (${by.id}).` }, signal);
  const done = `${existing ? "Changed" : "Created"} by ${by.name} at ${utcClock(context.now().getTime() / 1000)} UTC`;
  return { ...emptyAnswer(query), sentence: `${done}. ${rulesOf(wanted)}. ${toldOf(asking, wanted, existing)}` };
}

/** The fields that would change: what, before, after. */
type Changes = readonly (readonly [what: string, before: string, after: string])[];

interface Shown {
  readonly existing: StandingAlarm | undefined;
  readonly changes: Changes;
  readonly token: string;
}

async function preview(asking: Asking, wanted: Wanted, { existing, changes, token }: Shown): Promise<Answer> {
  const { telemetry, signal, context } = asking;
  const query = questionText(wanted);
  if (existing && changes.length === 0) {
    return { ...emptyAnswer(query), sentence: `Nothing would change: ${wanted.name} stands so already.` };
  }
  const end = Math.floor(context.now().getTime() / 1000);
  const seen = await telemetry.metrics.fetch([wanted.metric], { start: end - TRIED, end }, signal);
  const [series] = seen.value;
  const tried = series && breachesOf(series, wanted);
  const what = `${existing ? "Changes" : "Creates"} ${wanted.name}`;
  const facts = [rulesOf(wanted), triedWords(tried, series?.step ?? 60), toldOf(asking, wanted, existing)];
  const chart = series && tried && chartOf(asking, wanted, series, tried);
  const archive = chart && (await context.archive.save(streamOf(asking.state.number), chart));
  const columns = changes.length === 0 ? [] : [{ name: "What" }, { name: "Before" }, { name: "After" }];
  const moved = changes.map(([part, before, after]) => `${part.toLowerCase()} ${before} → ${after}`);
  const effect = withoutEnd([[what, ...moved].join(", "), ...facts].join(". "), EFFECT);
  return {
    ...emptyAnswer(query),
    sentence: `${[`${what} once confirmed`, ...facts].join(". ")}${gapWords(seen)}`,
    columns,
    rows: changes.map((row) => [...row]),
    ...(archive !== undefined && { archive }),
    horizon: seen.horizon,
    offer: { label: existing ? "Change" : "Create", command: `${query} confirm ${token}`, effect },
  };
}

/** What an alarm does in periods without data. */
export const WITHOUT_DATA = {
  breaching: "fires",
  notBreaching: "does not fire",
  ignore: "stays as it is",
  missing: "has INSUFFICIENT_DATA",
} as const;

/** For example "Fires when AWS/Lambda Errors Sum FunctionName=checkout is > 5 in 3 of 5 periods of 1 min". */
function rulesOf({ metric, operator, threshold, datapoints, periods, missing }: Wanted): string {
  const often = periods === 1 ? "in one period" : `in ${datapoints} of ${periods} periods`;
  const what = toQueryText(metric).replace(/ \d+ s$/, "");
  const absent = missing === undefined ? "" : `; without data it ${WITHOUT_DATA[missing]}`;
  return `Fires when ${what} is ${operator} ${threshold} ${often} of ${lengthOf(metric.period)}${absent}`;
}

/** "5 min", or "30 s". */
export function lengthOf(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

/** `step` in seconds: CloudWatch keeps periods below a minute for 3 hours, so those are evaluated per minute. */
function triedWords(tried: Breaches | undefined, step: number): string {
  if (!tried) return "The metric has no value in the last 24 h: check its name, or it will have no data to judge";
  const { measured, breaching, firings } = tried;
  const last = firings.at(-1);
  const often =
    firings.length === 0 ? "it would not have fired" : `it would have fired ${counted(firings.length, "time")}`;
  const when = last ? `, last at ${utcClock(last.from)} UTC for ${lasted(last.to - last.from)}` : "";
  return `In the last 24 h ${breaching} of ${counted(measured, "period")} of ${lengthOf(step)} lay beyond the limit: ${often}${when}`;
}

/** Whom the alarm notifies, and how Gumshoe receives it. */
function toldOf({ context }: Asking, { topic }: Wanted, existing: StandingAlarm | undefined): string {
  if (topic !== undefined) {
    const heard = context.topics.has(topic) ? "which Gumshoe hears" : "which is none of SNS_TOPICS";
    return `It tells ${topic}, ${heard}`;
  }
  const actions = existing?.actions ?? [];
  if (existing?.silenced) return "Its actions stay switched off: nobody is told";
  if (actions.length > 0) return `It still tells ${actions.join(", ")}`;
  return "It has no action: no topic is told. Gumshoe hears of it where the stack's EventBridge rule runs, and compares the alarms of its own account every 5 min";
}

function chartOf({ telemetry }: Asking, { name, metric, threshold }: Wanted, series: Series, { firings }: Breaches) {
  return {
    type: "chart",
    title: `${name}: ${metric.metric} ${metric.statistic}`,
    unit: unitIn(telemetry.metrics, metric),
    series: [toChartSeries({ label: `${metric.metric} ${metric.statistic}`, series })],
    threshold,
    markers: [],
    bands: firings.map(({ from, to }) => ({ from, to, label: "would fire" })),
  } as const;
}

function changesOf(existing: StandingAlarm, wanted: Wanted): Changes {
  const { metric, operator, threshold, datapointsToAlarm, evaluationPeriods = 1, missing, actions } = existing;
  const topics = actions.join(", ") || "nobody";
  const all: Changes = [
    ["Metric", metric ? toQueryText(metric) : "none", toQueryText(wanted.metric)],
    ["Limit", `${operatorOf(operator) ?? operator ?? ""} ${threshold ?? ""}`, `${wanted.operator} ${wanted.threshold}`],
    [
      "Periods",
      `${datapointsToAlarm ?? evaluationPeriods} of ${evaluationPeriods}`,
      `${wanted.datapoints} of ${wanted.periods}`,
    ],
    ["Missing data", missing ?? "missing", wanted.missing ?? missing ?? "missing"],
    ["Tells", topics, wanted.topic ?? topics],
  ];
  return all.filter(([, before, after]) => before !== after);
}

/** Identifies a preview: the wanted alarm and what differs from the current one. */
function tokenOf(wanted: Wanted, changes: Changes): string {
  return createHash("sha256")
    .update(JSON.stringify([questionText(wanted), changes]))
    .digest("hex")
    .slice(0, 12);
}
