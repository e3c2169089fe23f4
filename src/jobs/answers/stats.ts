import { createMayTell, tellable } from "../../access/shown-here.ts";
import type { TableBody } from "../../card/csv.ts";
import { counted as countedText, figure, lasted } from "../../card/number.ts";
import type { ChartBody } from "../../chart/chart.ts";
import { streamOf } from "../../conversation/streams.ts";
import type { Actor, Answer, Question } from "../../events/events.ts";
import type { Investigation } from "../../investigation/state.ts";
import { type Agreement, type Figures, type Stats, statsOf } from "../../record/stats.ts";
import { closedSince, counted, MOST_CLOSED } from "../closed-list.ts";
import type { WorkContext } from "../context.ts";
import { emptyAnswer, questionText } from "./answer.ts";

/** Open investigations that are counted. */
const MOST_OPEN = 1_000;
/** Groups that a message shows; the file has all. */
const SHOWN = 10;
const DAY = 86_400;

/** The statistics of the alarms that may be told where it is asked: a table, a picture of the days, and all groups as a file. */
export async function answerStats(
  { archive, directory, maySee, now }: WorkContext,
  state: Investigation,
  by: Actor,
  question: Extract<Question, { type: "stats" }>,
): Promise<Answer> {
  const { window } = question;
  const [{ closed, all: whole }, open] = await Promise.all([
    closedSince(directory, window.start, now()),
    directory.list("open", MOST_OPEN),
  ]);
  const all = [...closed, ...open.flatMap((summary) => counted(summary) ?? [])];
  const told = await tellable(createMayTell(maySee, by, channelsOf(state)), all);
  const stats = statsOf(told, window, question.by);
  const stream = streamOf(state.number);
  const rows = stats.groups.map(({ name, figures }) => rowOf(name, figures));
  const [chart, table] =
    rows.length === 0
      ? [undefined, undefined]
      : await Promise.all([
          archive.save(stream, chartOf(stats, window.start)),
          archive.save(stream, { type: "table", columns: columnsOf(question.by), rows } satisfies TableBody),
        ]);
  return {
    ...emptyAnswer(questionText(question)),
    sentence: `${sentenceOf(stats)}${whole ? "" : `. Only the newest ${MOST_CLOSED.toLocaleString("en-US")} closed ones are counted`}`,
    columns: columnsOf(question.by).map((name, index) => ({ name, ...(index > 0 && { numeric: true }) })),
    rows: rows.slice(0, SHOWN).map((row) => [...row]),
    more: Math.max(0, rows.length - SHOWN),
    ...(chart !== undefined && { archive: chart }),
    ...(table !== undefined && { table }),
  };
}

/** The channels in which an answer of an investigation is read. */
export function channelsOf({ place, also, links }: Investigation): readonly string[] {
  return [...new Set([place, ...also, ...links.map((link) => link.place)])].filter((channel) => channel !== "");
}

function columnsOf(by: string): string[] {
  const first = `${by[0]?.toUpperCase() ?? ""}${by.slice(1)}`;
  return [first, "Alarms", "Firings", "Closed without cause", "To ack", "To recover"];
}

function rowOf(name: string, figures: Figures): string[] {
  const { investigations, firings, withoutCause, closed, toAcknowledge, toRecover } = figures;
  return [
    name,
    String(investigations),
    String(firings),
    `${withoutCause} of ${closed}`,
    toAcknowledge === undefined ? "–" : lasted(toAcknowledge),
    toRecover === undefined ? "–" : lasted(toRecover),
  ];
}

function sentenceOf({ all, agreements, groups }: Stats): string {
  if (all.investigations === 0) return "No alarm that may be told here was opened in this time";
  const parts = [
    `${countedText(all.investigations, "alarm")}, ${countedText(all.firings, "firing")}`,
    all.closed === 0
      ? "none closed yet"
      : `${all.withoutCause} of ${all.closed} closed without a cause (${figure((100 * all.withoutCause) / all.closed)} %)`,
    meanWords("acknowledged after", all.toAcknowledge, all.acknowledged),
    meanWords("recovered after", all.toRecover, all.recovered),
    ...agreements.flatMap(agreementWords),
  ];
  const often = groups.filter(({ figures }) => figures.investigations > 1).slice(0, 3);
  const again = often.map(({ name, figures }) => `${name} ${figures.investigations} times`);
  return `${parts.join("; ")}${again.length === 0 ? "" : `. Most often: ${again.join(", ")}`}`;
}

function meanWords(what: string, seconds: number | undefined, count: number): string {
  return seconds === undefined ? `none ${what.split(" ")[0]}` : `${what} ${lasted(seconds)} (mean of ${count})`;
}

function agreementWords({ verdict, agreed, decided, undecided }: Agreement): readonly string[] {
  if ((verdict !== "CONFIRMED" && verdict !== "LIKELY") || decided + undecided === 0) return [];
  const rest = undecided === 0 ? "" : `, ${undecided} undecided`;
  return [`people accepted ${agreed} of ${decided} ${verdict}${rest}`];
}

function chartOf({ days }: Stats, start: number): ChartBody {
  return {
    type: "chart",
    title: "Alarms a day",
    unit: "",
    series: [{ name: "alarms", start, step: DAY, values: [...days] }],
    markers: [],
  };
}
