import { quantity } from "../../card/number.ts";
import { streamOf } from "../../conversation/streams.ts";
import type { Answer, Question } from "../../events/events.ts";
import type { LabelledSeries, MetricQuery, Seen, Series } from "../../findings/measured.ts";
import { unitIn } from "../../findings/unit.ts";
import type { Component } from "../../graph/service-graph.ts";
import type { Signal } from "../../packs/signal.ts";
import type { Telemetry } from "../../telemetry/ports/ports.ts";
import { limitOf, momentsOf, toChartSeries } from "../charts.ts";
import { type Asking, emptyAnswer, failedAnswer, gapWords, questionText } from "./answer.ts";
import { type Banded, fetchWithBand } from "./band.ts";
import { withMeaning } from "./check.ts";

type MetricsQuestion = Extract<Question, { type: "metrics" }>;
type Window = MetricsQuestion["window"];

const WEEK = 7 * 86_400;

/** One chart of all requested metrics, and of the period with which they are compared. `name`: what people call the single metric. */
export async function answerMetrics(asking: Asking, question: MetricsQuestion, name?: string): Promise<Answer> {
  const { namespace, metric, dimensions, statistic, period, also, window, compare } = question;
  const own = { namespace, metric, dimensions, statistic, period };
  const queries = [own, ...also];
  const { telemetry, signal } = asking;
  const plainly = async () => ({ seen: await telemetry.metrics.fetch(queries, window, signal) });
  const [{ seen, ...banded }, earlier] = await Promise.all([
    question.band ? fetchWithBand(asking, own, window) : plainly(),
    compare === undefined ? undefined : telemetry.metrics.fetch(queries, shifted(window, -compare), signal),
  ]);
  const names = name === undefined ? namesOf(queries) : [name];
  const lines = seen.value.flatMap((series, index) => lineOf(names[index] ?? "", series));
  const day = compare === undefined ? "" : compare === WEEK ? "last week" : "yesterday";
  const before =
    earlier?.value.flatMap((series, index) =>
      lineOf(`${names[index]} ${day}`, series && moved(series, compare ?? 0)),
    ) ?? [];
  const title = names[0] ?? metric;
  const answer = await chartAnswer(asking, {
    query: questionText(question),
    title,
    lines,
    earlier: before,
    seen,
    queries,
    window,
    ...banded,
  });
  return withMeaning(answer, asking.check, asking.check?.value(own, seen.value[0]));
}

/** One line per series of metric math or Metrics Insights. */
export async function answerExpression(
  asking: Asking,
  question: Extract<Question, { type: "expression" }>,
): Promise<Answer> {
  const { telemetry, signal } = asking;
  const { expression, period, window } = question;
  const query = questionText(question);
  if (!telemetry.metrics.evaluate) return failedAnswer(query, "only plain metrics are recorded here");
  const seen = await telemetry.metrics.evaluate(expression, period, window, signal);
  return chartAnswer(asking, { query, title: expression, lines: seen.value, earlier: [], seen, queries: [], window });
}

/** For example "errors of checkout": the component's own metric of that signal. */
export async function answerSignal(asking: Asking, question: Extract<Question, { type: "signal" }>): Promise<Answer> {
  const found = await resolveSignal(asking.telemetry, question, asking.signal);
  const { window, band } = question;
  if (typeof found === "string") return failedAnswer(questionText(question), found);
  const { query, name } = found;
  return answerMetrics(asking, { type: "metrics", ...query, also: [], window, ...(band && { band }) }, name);
}

async function chartAnswer(
  asking: Asking,
  content: {
    readonly query: string;
    readonly title: string;
    readonly lines: readonly LabelledSeries[];
    /** The series of the period of comparison. */
    readonly earlier: readonly LabelledSeries[];
    readonly seen: Pick<Seen<unknown>, "horizon" | "gaps">;
    readonly queries: readonly MetricQuery[];
    readonly window: Window;
  } & Partial<Pick<Banded, "band" | "words">>,
): Promise<Answer> {
  const { query, title, lines, earlier, seen, queries, window, band, words } = content;
  const all = [...lines, ...earlier];
  if (all.length === 0) {
    const reason = seen.gaps[0]?.reason ?? "no such metric has data in this window";
    return { ...emptyAnswer(query), sentence: `No data: ${reason}.`, failed: true };
  }
  const unit = unitOfAll(asking.telemetry, queries);
  const sentence = all.slice(0, 6).map((line) => figuresOf(line, unit, all.length > 1));
  const more = all.length > 6 ? ` · … and ${all.length - 6} more` : "";
  const series = [
    ...lines.map((line) => toChartSeries(line)),
    ...earlier.map((line) => toChartSeries(line, "dashed")),
  ].slice(0, 20);
  const markers = await momentsOf(asking, queries, window);
  const limit = limitOf(asking.state, queries, asking.context.now());
  const body = { type: "chart", title, unit, series, markers, ...limit, ...(band && { band }) } as const;
  const archive = await asking.context.archive.save(streamOf(asking.state.number), body);
  const usual = words === undefined ? "" : `. ${words}`;
  const finding = `${sentence.join(" · ")}${more}${usual}${gapWords(seen)}`;
  return { ...emptyAnswer(query), sentence: finding, archive, horizon: seen.horizon };
}

/** The common unit of all lines; empty if they differ. */
function unitOfAll({ metrics }: Telemetry, queries: readonly MetricQuery[]): string {
  const units = new Set(queries.map((query) => unitIn(metrics, query)));
  const [unit = ""] = units;
  return units.size === 1 ? unit : "";
}

function figuresOf({ label, series }: LabelledSeries, unit: string, several: boolean): string {
  const values = series.values.filter((value) => !Number.isNaN(value));
  if (values.length === 0) return `${label}: no data`;
  const [low, high] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  const amountText = (value: number): string => quantity(value, unit);
  const last = amountText(values.at(-1) ?? Number.NaN);
  const counted = unit.startsWith("per ") ? ` ${unit}` : "";
  return `${several ? `${label}: last` : "Last"} ${last}, lowest ${amountText(low)}, highest ${amountText(high)}${counted}`;
}

function lineOf(label: string, series: Series | undefined): readonly LabelledSeries[] {
  return series?.values.some((value) => !Number.isNaN(value)) ? [{ label, series }] : [];
}

function shifted({ start, end }: Window, seconds: number): Window {
  return { start: start + seconds, end: end + seconds };
}

/** Shifts an earlier series to the period with which it is compared. */
function moved(series: Series, seconds: number): Series {
  return { ...series, start: series.start + seconds };
}

/** Distinguishing names for the lines of a chart: the metric, and the dimensions and statistics that differ. */
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

/** Signals by the words that people use for them, the most likely first. */
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
): Promise<{ readonly query: MetricQuery; readonly name: string } | string> {
  const graph = await telemetry.topology.graph(question.window, signal);
  const wanted = question.component?.toLowerCase();
  const named = (component: Component): boolean =>
    [component.name, component.id, ...component.aliases].some((name) => name.toLowerCase() === wanted);
  const component = graph.value.components.find(named);
  if (!component) return `no component is called ${question.component ?? "that"}`;
  const signals = Object.hasOwn(SIGNALS, question.signal) ? (SIGNALS[question.signal] ?? []) : [];
  const metric = signals.flatMap((wantedSignal) => component.metrics.filter((m) => m.signal === wantedSignal))[0];
  if (!metric) return `${component.name} has no metric for ${question.signal}`;
  const query = question.signal === "p99" ? { ...metric.query, statistic: "p99" } : metric.query;
  return { query, name: `${component.name} ${question.signal}` };
}
