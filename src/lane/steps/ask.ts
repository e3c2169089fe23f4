import type { TableBody } from "../../card/csv.ts";
import { figure } from "../../card/number.ts";
import type { ChartBody } from "../../chart/chart.ts";
import { messageOf } from "../../errors.ts";
import type { Answer, Question } from "../../investigation/events.ts";
import { ROWS } from "../../investigation/view/answers.ts";
import type { Change, Component, MetricQuery, Series, Signal, Telemetry } from "../../telemetry/ports.ts";
import { gumshoe, type WorkContext } from "./context.ts";

/** Rows kept in the event; the rest is counted. */
const ROWS_KEPT = 50;

/** Answers one question of a thread. A failure is an answer too, with its reason. */
export async function answerQuery(
  context: WorkContext,
  stream: string,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const { state } = await context.load(stream);
  const query = state.queries.find((known) => known.id === id);
  if (!query || query.answer) return;
  const telemetry = context.telemetryFor(state);
  const answer = telemetry
    ? await ask(context, telemetry, query.question, signal).catch((error: unknown) => failed(query.question, error))
    : failed(query.question, "no telemetry is connected. With AWS credentials set, start again.");
  const meta = { id: `${stream}/${id}/answer`, actor: gumshoe, at: context.now().toISOString() };
  await context.handle(stream, { type: "answer", query: id, answer }, meta);
}

async function ask(
  context: WorkContext,
  telemetry: Telemetry,
  question: Question,
  signal: AbortSignal,
): Promise<Answer> {
  switch (question.type) {
    case "metrics":
      return askMetric(context, telemetry, question, question.window, signal);
    case "signal": {
      const found = await resolveSignal(telemetry, question, signal);
      if (typeof found === "string") return failed(question, found);
      return askMetric(context, telemetry, found, question.window, signal);
    }
    case "changes": {
      const seen = await telemetry.changes.during(question.window, signal);
      return changesAnswer(context, seen.value, seen.horizon, question);
    }
    default:
      return question satisfies never;
  }
}

async function askMetric(
  context: WorkContext,
  telemetry: Telemetry,
  query: MetricQuery,
  window: { readonly start: number; readonly end: number },
  signal: AbortSignal,
): Promise<Answer> {
  const { namespace, metric, dimensions, statistic, period } = query;
  const seen = await telemetry.metrics.fetch([{ namespace, metric, dimensions, statistic, period }], window, signal);
  const series = seen.value[0];
  const text = queryText(query);
  const values = series ? [...series.values].filter((value) => !Number.isNaN(value)) : [];
  if (!series || values.length === 0) {
    const reason = seen.gaps[0]?.reason ?? "no such metric has data in this window";
    return { ...empty(text), sentence: `No data: ${reason}.`, failed: true };
  }
  const last = values.at(-1) ?? Number.NaN;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const sentence = `${metric} ${statistic}: last ${figure(last)}, lowest ${figure(low)}, highest ${figure(high)}`;
  const archive = await context.archive.save(chartOf(`${metric} ${statistic}`, series));
  return { ...empty(text), sentence, archive, horizon: seen.horizon };
}

/** A series as a chart for the archive. */
export function chartOf(name: string, series: Series): ChartBody {
  const values = Array.from(series.values, (value) => (Number.isNaN(value) ? null : value));
  const { start, step } = series;
  return { type: "chart", title: name, unit: "", series: [{ name, start, step, values }], markers: [] };
}

/** A metric in CloudWatch's own words: namespace, name, dimensions, statistic, period. */
export function queryText({ namespace, metric, dimensions, statistic, period }: MetricQuery): string {
  const named = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);
  return ["metrics", namespace, metric, ...named, statistic, `${period}s`].join(" ");
}

/** What people call a signal, and the signals that may be meant, the most telling first. */
const SIGNALS: Readonly<Record<string, readonly Signal[]>> = {
  errors: ["errors", "availability"],
  latency: ["latency"],
  p99: ["latency"],
  cpu: ["cpu"],
  mem: ["memory"],
  traffic: ["requests"],
  throttles: ["throttles"],
};

async function resolveSignal(
  telemetry: Telemetry,
  question: Extract<Question, { type: "signal" }>,
  signal: AbortSignal,
): Promise<MetricQuery | string> {
  const graph = await telemetry.topology.graph(question.window, signal);
  const wanted = question.component?.toLowerCase();
  const named = (component: Component): boolean =>
    [component.name, component.id, ...component.aliases].some((name) => name.toLowerCase() === wanted);
  const component = graph.value.components.find(named);
  if (!component) return `no component is called ${question.component ?? "that"}`;
  const signals = Object.hasOwn(SIGNALS, question.signal) ? (SIGNALS[question.signal] ?? []) : [];
  const metric = signals.flatMap((wantedSignal) => component.metrics.filter((m) => m.signal === wantedSignal))[0];
  if (!metric) return `${component.name} has no metric for ${question.signal}`;
  return question.signal === "p99" ? { ...metric.query, statistic: "p99" } : metric.query;
}

async function changesAnswer(
  { archive }: WorkContext,
  changes: readonly Change[],
  horizon: number,
  question: Question,
): Promise<Answer> {
  const rows = changes.map((change) => [
    new Date(change.at * 1000).toISOString().slice(11, 16),
    change.action,
    change.actor,
    change.resources.join(", "),
  ]);
  const columns = [{ name: "UTC" }, { name: "Action" }, { name: "By" }, { name: "On" }];
  const body: TableBody = { type: "table", columns: columns.map(({ name }) => name), rows };
  const table = rows.length > ROWS ? await archive.save(body) : undefined;
  const until = new Date(horizon * 1000).toISOString().slice(11, 16);
  return {
    ...empty("changes"),
    sentence:
      rows.length === 0 ? `No change seen up to ${until} UTC` : `${rows.length} changes seen up to ${until} UTC`,
    query: question.type,
    ...(table !== undefined && { table }),
    columns,
    rows: rows.slice(-ROWS_KEPT),
    more: Math.max(0, rows.length - ROWS_KEPT),
    horizon,
  };
}

function empty(query: string): Answer {
  return { sentence: "", query, columns: [], rows: [], more: 0, failed: false };
}

function failed(question: Question, error: unknown): Answer {
  const query = question.type === "metrics" ? queryText(question) : question.type;
  return { ...empty(query), sentence: `Not answered: ${messageOf(error)}`, failed: true };
}
