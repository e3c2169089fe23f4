import type { TableBody } from "../../card/csv.ts";
import { bytesText } from "../../card/number.ts";
import { streamOf } from "../../conversation/streams.ts";
import type { Actor, Answer } from "../../events/events.ts";
import type { Seen } from "../../findings/measured.ts";
import type { ResultTable } from "../../findings/result-table.ts";
import type { Investigation } from "../../investigation/state.ts";
import { ROWS } from "../../investigation/view/answers.ts";
import type { Telemetry } from "../../telemetry/ports/ports.ts";
import type { WorkContext } from "../context.ts";
import type { HypothesisCheck } from "./check.ts";

export { questionText } from "../../investigation/asking.ts";

/** Rows kept in the event; the others are counted. */
const ROWS_KEPT = 50;
/** Rows kept in the file. */
const ROWS_FILED = 10_000;

/** What an answer needs: the telemetry, the thread and the time limit. */
export interface Asking {
  readonly context: WorkContext;
  readonly telemetry: Telemetry;
  /** The thread in which the question was asked. */
  readonly state: Investigation;
  /** Who asked. */
  readonly by: Actor;
  readonly signal: AbortSignal;
  /** Shows progress in the thread. */
  readonly onProgress: (words: string) => void;
  /** The hypothesis that this question checks. */
  readonly check: HypothesisCheck | undefined;
  /** Identifies this question, so that a repeat finds the same run. */
  readonly token: string;
}

/** An answer without content. */
export function emptyAnswer(query: string): Answer {
  return { sentence: "", query, columns: [], rows: [], more: 0, failed: false };
}

/** An answer that says why there is none. */
export function failedAnswer(query: string, reason: string): Answer {
  return { ...emptyAnswer(query), sentence: `Not answered: ${reason}`, failed: true };
}

/** Rows as an answer: the first ones in the message, as `shown` words their cells; if there are many, or words are left out, all of them as a file. */
export async function tableAnswer(
  { context, state }: Asking,
  query: string,
  sentence: string,
  seen: Seen<ResultTable>,
  shown: (cell: string, column: string) => string = (cell) => cell,
): Promise<Answer> {
  const { columns, rows, scanned } = seen.value;
  const filed = rows.slice(0, ROWS_FILED).map((row) => [...row]);
  const body: TableBody = { type: "table", columns: columns.map(({ name }) => name), rows: filed };
  const kept = filed.slice(0, ROWS_KEPT).map((row) => row.map((cell, at) => shown(cell, columns[at]?.name ?? "")));
  const isShortened = kept.some((row, index) => row.some((cell, at) => cell !== filed[index]?.[at]));
  const table =
    rows.length > ROWS || isShortened ? await context.archive.save(streamOf(state.number), body) : undefined;
  const read = scanned === undefined || scanned === 0 ? "" : `, ${bytesText(scanned)} read`;
  return {
    ...emptyAnswer(query),
    sentence: `${sentence}${read}${gapWords(seen)}`,
    ...(table !== undefined && { table }),
    columns: columns.map(({ name, numeric }) => ({ name, ...(numeric !== undefined && { numeric }) })),
    rows: kept,
    more: Math.max(0, rows.length - ROWS_KEPT),
    horizon: seen.horizon,
  };
}

/** Appends what could not be read to a sentence. */
export function gapWords({ gaps }: Pick<Seen<unknown>, "gaps">): string {
  const [first] = gaps;
  if (!first) return "";
  const remedy = first.remedy === undefined ? "" : `; ${first.remedy}`;
  const others = gaps.length > 1 ? ` (and ${gaps.length - 1} more)` : "";
  return `. Not seen: ${first.reason}${remedy}${others}`;
}

/** For example "03:02", in UTC, from epoch seconds. */
export function utcClock(at: number): string {
  return new Date(at * 1000).toISOString().slice(11, 16);
}
