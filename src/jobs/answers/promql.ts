import { counted, quantity } from "../../card/number.ts";
import { streamOf } from "../../conversation/streams.ts";
import { NotSeen } from "../../errors.ts";
import type { Answer, Question } from "../../events/events.ts";
import type { LabelledSeries } from "../../findings/measured.ts";
import { toChartSeries } from "../charts.ts";
import { type Asking, questionText, tableAnswer } from "./answer.ts";

type Asked<Type extends Question["type"]> = Extract<Question, { type: Type }>;

/** Lines that a picture can tell apart. */
const LINES = 20;

/** The series of an expression as a picture, and their figures as a table, the highest last value first. */
export async function answerPromql(asking: Asking, question: Asked<"promql">): Promise<Answer> {
  const { expression, window } = question;
  const seen = await connected(asking.telemetry.prometheus).range(expression, window, asking.signal);
  const rows = seen.value
    .flatMap(({ label, series }) => figuresOf(label, series.values))
    .toSorted((one, other) => other.last - one.last);
  const columns = [{ name: "Series" }, ...["Last", "Lowest", "Highest"].map((name) => ({ name, numeric: true }))];
  const sentence = rows.length === 0 ? "No series has a value in this time" : `${rows.length} series${leader(rows)}`;
  const table = rows.map(({ label, last, low, high }) => [
    label,
    ...[last, low, high].map((value) => quantity(value, "")),
  ]);
  const answer = await tableAnswer(asking, questionText(question), sentence, {
    ...seen,
    value: { columns, rows: table },
  });
  if (rows.length === 0) return answer;
  const shown = new Set(rows.slice(0, LINES).map(({ label }) => label));
  const archive = await picture(
    asking,
    expression,
    seen.value.filter(({ label }) => shown.has(label)),
  );
  return { ...answer, archive };
}

/** The values of an expression now. */
export async function answerPromqlNow(asking: Asking, question: Asked<"promqlNow">): Promise<Answer> {
  const at = Math.floor(asking.context.now().getTime() / 1000);
  const seen = await connected(asking.telemetry.prometheus).instant(question.expression, at, asking.signal);
  const labels = [...new Set(seen.value.flatMap((sample) => Object.keys(sample.labels)))].filter(
    (name) => name !== METRIC,
  );
  const named = seen.value.some((sample) => sample.labels[METRIC] !== undefined);
  const columns = [
    ...(named ? [{ name: "Metric" }] : []),
    ...labels.slice(0, MOST_LABELS).map((name) => ({ name })),
    { name: "Value", numeric: true },
  ];
  const rows = seen.value
    .toSorted((one, other) => other.value - one.value)
    .map((sample) => [
      ...(named ? [sample.labels[METRIC] ?? ""] : []),
      ...labels.slice(0, MOST_LABELS).map((name) => sample.labels[name] ?? ""),
      valueText(sample.value),
    ]);
  const sentence = rows.length === 0 ? "No series has a value now" : counted(rows.length, "value");
  return tableAnswer(asking, questionText(question), sentence, { ...seen, value: { columns, rows } });
}

const METRIC = "__name__";
const MOST_LABELS = 6;

/** The values of a label. */
export async function answerPromqlLabel(asking: Asking, question: Asked<"promqlLabel">): Promise<Answer> {
  const { label, window } = question;
  const seen = await connected(asking.telemetry.prometheus).labelValues(label, window, asking.signal);
  const sentence = seen.value.length === 0 ? `No series has the label ${label}` : counted(seen.value.length, "value");
  const value = { columns: [{ name: label }], rows: seen.value.map((each) => [each]) };
  return tableAnswer(asking, questionText(question), sentence, { ...seen, value });
}

function connected<Port>(prometheus: Port | undefined): Port {
  if (!prometheus) throw new NotSeen("no Prometheus is connected", { remedy: "set PROMETHEUS to its address" });
  return prometheus;
}

interface Figures {
  readonly label: string;
  readonly last: number;
  readonly low: number;
  readonly high: number;
}

/** The figures of a series with values. */
function figuresOf(label: string, all: Float64Array): readonly Figures[] {
  const values = all.filter((value) => !Number.isNaN(value));
  const last = values.at(-1);
  if (last === undefined) return [];
  const [low, high] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  return [{ label, last, low, high }];
}

function leader([first]: readonly Figures[]): string {
  return first ? `; the highest now is ${first.label}, at ${valueText(first.last)}` : "";
}

function valueText(value: number): string {
  return Number.isFinite(value) ? quantity(value, "") : String(value);
}

function picture({ context, state }: Asking, title: string, lines: readonly LabelledSeries[]): Promise<string> {
  const body = {
    type: "chart",
    title,
    unit: "",
    series: lines.map((line) => toChartSeries(line)),
    markers: [],
  } as const;
  return context.archive.save(streamOf(state.number), body);
}
