import { figure } from "../../../card/number.ts";
import type { ChartBody } from "../../../chart/chart.ts";
import type { Answer, Question } from "../../../investigation/events.ts";
import type {
  Component,
  LabelledSeries,
  MetricQuery,
  Seen,
  Series,
  Signal,
  Telemetry,
} from "../../../telemetry/ports.ts";
import { type Asking, emptyAnswer, failedAnswer, gapWords } from "./answer.ts";
import { queryOf } from "./query.ts";

type MetricsQuestion = Extract<Question, { type: "metrics" }>;
type Window = MetricsQuestion["window"];

const WEEK = 7 * 86_400;

/** One chart of all the metrics that were asked for, and of the time that they are compared with. */
export async function answerMetrics(asking: Asking, question: MetricsQuestion): Promise<Answer> {
  const { namespace, metric, dimensions, statistic, period, also, window, compare } = question;
  const queries = [{ namespace, metric, dimensions, statistic, period }, ...also];
  const { telemetry, signal } = asking;
  const [seen, earlier] = await Promise.all([
    telemetry.metrics.fetch(queries, window, signal),
    compare === undefined ? undefined : telemetry.metrics.fetch(queries, shifted(window, -compare), signal),
  ]);
  const names = namesOf(queries);
  const lines = seen.value.flatMap((series, index) => lineOf(names[index] ?? "", series));
  const before = compare === undefined ? "" : compare === WEEK ? "last week" : "yesterday";
  const then =
    earlier?.value.flatMap((series, index) =>
      lineOf(`${names[index]} ${before}`, series && moved(series, compare ?? 0)),
    ) ?? [];
  return chartAnswer(asking, { query: queryOf(question), title: names[0] ?? metric, lines: [...lines, ...then], seen });
}

/** One line for each series of metric math or Metrics Insights. */
export async function answerExpression(
  asking: Asking,
  question: Extract<Question, { type: "expression" }>,
): Promise<Answer> {
  const { telemetry, signal } = asking;
  const { expression, period, window } = question;
  const query = queryOf(question);
  if (!telemetry.metrics.evaluate) return failedAnswer(query, "only plain metrics are recorded here");
  const seen = await telemetry.metrics.evaluate(expression, period, window, signal);
  return chartAnswer(asking, { query, title: expression, lines: seen.value, seen });
}

/** "errors of checkout": the component's own metric for it. */
export async function answerSignal(asking: Asking, question: Extract<Question, { type: "signal" }>): Promise<Answer> {
  const found = await resolveSignal(asking.telemetry, question, asking.signal);
  if (typeof found === "string") return failedAnswer(queryOf(question), found);
  return answerMetrics(asking, { type: "metrics", ...found, also: [], window: question.window });
}

/** A series as a chart for the archive. */
export function chartOf(name: string, series: Series): ChartBody {
  return { type: "chart", title: name, unit: "", series: [drawn({ label: name, series })], markers: [] };
}

async function chartAnswer(
  { context }: Asking,
  told: {
    readonly query: string;
    readonly title: string;
    readonly lines: readonly LabelledSeries[];
    readonly seen: Pick<Seen<unknown>, "horizon" | "gaps">;
  },
): Promise<Answer> {
  const { query, title, lines, seen } = told;
  const [first] = lines;
  if (!first) {
    const reason = seen.gaps[0]?.reason ?? "no such metric has data in this window";
    return { ...emptyAnswer(query), sentence: `No data: ${reason}.`, failed: true };
  }
  const sentence = lines.length === 1 ? figuresOf(first) : lines.slice(0, 6).map(figuresOf).join(" · ");
  const more = lines.length > 6 ? ` · … and ${lines.length - 6} more` : "";
  const body: ChartBody = { type: "chart", title, unit: "", series: lines.slice(0, 20).map(drawn), markers: [] };
  const archive = await context.archive.save(body);
  return { ...emptyAnswer(query), sentence: `${sentence}${more}${gapWords(seen)}`, archive, horizon: seen.horizon };
}

function figuresOf({ label, series }: LabelledSeries): string {
  const values = series.values.filter((value) => !Number.isNaN(value));
  const [low, high] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  return `${label}: last ${figure(values.at(-1) ?? Number.NaN)}, lowest ${figure(low)}, highest ${figure(high)}`;
}

function drawn({ label, series: { start, step, values } }: LabelledSeries): ChartBody["series"][number] {
  return { name: label, start, step, values: Array.from(values, (value) => (Number.isNaN(value) ? null : value)) };
}

function lineOf(label: string, series: Series | undefined): readonly LabelledSeries[] {
  return series?.values.some((value) => !Number.isNaN(value)) ? [{ label, series }] : [];
}

function shifted({ start, end }: Window, seconds: number): Window {
  return { start: start + seconds, end: end + seconds };
}

/** An earlier series under the time that it is compared with. */
function moved(series: Series, seconds: number): Series {
  return { ...series, start: series.start + seconds };
}

/** What tells the lines of one chart apart: the metric, and the dimensions and statistics where they differ. */
function namesOf(queries: readonly MetricQuery[]): readonly string[] {
  const [first] = queries;
  return queries.map(({ metric, statistic, dimensions }) => {
    const telling = Object.entries(dimensions).filter(
      ([name, value]) => first?.dimensions[name] !== value || differs(queries, name),
    );
    const named = queries.length === 1 ? [] : telling.map(([, value]) => value);
    return [...named, metric, statistic].join(" ");
  });
}

function differs(queries: readonly MetricQuery[], dimension: string): boolean {
  return new Set(queries.map(({ dimensions }) => dimensions[dimension])).size > 1;
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
