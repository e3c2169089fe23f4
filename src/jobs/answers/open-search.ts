import { counted } from "../../card/number.ts";
import { streamOf } from "../../conversation/streams.ts";
import { NotSeen } from "../../errors.ts";
import type { Answer, Question } from "../../events/events.ts";
import type { LabelledSeries, Series } from "../../findings/measured.ts";
import type { ResultTable } from "../../findings/result-table.ts";
import { toChartSeries } from "../charts.ts";
import { type Asking, questionText, tableAnswer } from "./answer.ts";

/** The rows of a query in OpenSearch; counts over time are a picture, too. */
export async function answerPpl(asking: Asking, question: Extract<Question, { type: "ppl" }>): Promise<Answer> {
  const { telemetry, context, state, signal } = asking;
  const { openSearch } = telemetry;
  if (!openSearch) throw new NotSeen("no OpenSearch is connected", { remedy: "set OPENSEARCH to its address" });
  const seen = await openSearch.rows(question.language, question.text, signal);
  const { rows } = seen.value;
  const sentence = rows.length === 0 ? "No row" : counted(rows.length, "row");
  const answer = await tableAnswer(asking, questionText(question), sentence, seen);
  const series = overTime(seen.value);
  if (series.length === 0) return answer;
  const body = {
    type: "chart",
    title: question.text.slice(0, 200),
    unit: "",
    series: series.map((line) => toChartSeries(line)),
    markers: [],
  } as const;
  return { ...answer, archive: await context.archive.save(streamOf(state.number), body) };
}

/** Points and lines of a picture. */
const POINTS = 2_000;
const LINES = 8;
const MOMENT = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?$/;

/** The numeric columns of a table with one row a moment; none of any other table. */
function overTime({ columns, rows }: ResultTable): readonly LabelledSeries[] {
  const isTime = (index: number): boolean => rows.every((row) => MOMENT.test(row[index] ?? ""));
  const time = columns.findIndex((_, index) => isTime(index));
  const numeric = columns.flatMap(({ name, numeric: isNumber }, index) => (isNumber ? [{ name, index }] : []));
  if (rows.length < 3 || time < 0 || numeric.length === 0 || columns.length !== numeric.length + 1) return [];
  const points = rows
    .map((row) => ({ at: momentOf(row[time] ?? ""), row }))
    .toSorted((one, other) => one.at - other.at);
  const gaps = points.slice(1).map(({ at }, index) => at - (points[index]?.at ?? at));
  const step = Math.min(...gaps);
  const start = points[0]?.at ?? 0;
  const length = ((points.at(-1)?.at ?? start) - start) / step + 1;
  if (!(step > 0) || !(length <= POINTS)) return [];
  return numeric.slice(0, LINES).map(({ name, index }) => {
    const series: Series = { start, step, values: new Float64Array(Math.floor(length)).fill(Number.NaN) };
    for (const { at, row } of points) series.values[Math.round((at - start) / step)] = Number(row[index]);
    return { label: name, series };
  });
}

/** OpenSearch tells times in UTC. Epoch seconds. */
function momentOf(text: string): number {
  return Date.parse(`${text.replace(" ", "T").replace(/Z$/, "")}Z`) / 1000;
}
