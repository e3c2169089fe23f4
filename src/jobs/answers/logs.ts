import { counted } from "../../card/number.ts";
import type { Answer, Question } from "../../events/events.ts";
import type { ResultTable } from "../../findings/result-table.ts";
import type { Component } from "../../graph/service-graph.ts";
import { type Asking, failedAnswer, questionText, tableAnswer } from "./answer.ts";
import { withMeaning } from "./check.ts";
import { readableLine } from "./log-line.ts";

type LogsQuestion = Extract<Question, { type: "logs" }>;

/** The rows of a log search. A component's name stands for its log groups. */
export async function answerLogs(asking: Asking, question: LogsQuestion): Promise<Answer> {
  const { telemetry, signal } = asking;
  const query = questionText(question);
  if (!telemetry.logs.query) {
    return failedAnswer(query, "the logs of a recording cannot be searched; hypotheses show their patterns.");
  }
  const groups = await groupsOf(asking, question);
  if (typeof groups === "string") return failedAnswer(query, groups);
  const seen = await telemetry.logs.query(groups, question.text, question.window, signal);
  const { rows } = seen.value;
  const where = ` in ${groups.slice(0, 5).join(", ")}${groups.length > 5 ? ` and ${groups.length - 5} more` : ""}`;
  const found = rows.length === 0 ? `${noLine(question, seen.value)}${where}` : foundText(question, seen.value, where);
  const { check } = asking;
  const earlier = check && rows.length > 0 ? await linesBefore(asking, groups, question, check.onset) : undefined;
  const told = await tableAnswer(asking, query, found, seen, (cell, column) =>
    column === "@message" ? readableLine(cell) : cell,
  );
  const answer = withMeaning(told, check, check?.lines(rows.length, earlier));
  const link = telemetry.consoleLink?.({ ...question, groups: [...groups] });
  return link === undefined ? answer : { ...answer, link };
}

/** How long before its onset a trouble may have begun to write lines, seconds. */
const SLACK = 60;

/** The lines that matched before the trouble began; undefined if they cannot be read. */
async function linesBefore(
  { telemetry, signal }: Asking,
  groups: readonly string[],
  { text, window }: LogsQuestion,
  onset: number,
): Promise<number | undefined> {
  const end = onset - SLACK;
  if (end <= window.start) return undefined;
  const seen = await telemetry.logs.query?.(groups, text, { start: window.start, end }, signal).catch(() => undefined);
  signal.throwIfAborted();
  return seen?.value.rows.length;
}

/** Nothing found says among how many lines, because none of 40,000 is another finding than none of 0, and whether their case counted. */
function noLine({ text }: LogsQuestion, { records }: ResultTable): string {
  const cased = /@message like \/(?!\(\?i\))/.test(text) ? "; capitals were compared as typed" : "";
  return records === undefined ? `No line matches${cased}` : `No line matches${cased}; ${linesText(records)} searched`;
}

/** "96 lines match of 12,440", "the newest 500 of 1,204 lines that match". A query that counts has rows, and no lines. */
function foundText({ text }: LogsQuestion, { columns, rows, records, matched }: ResultTable, where: string): string {
  const isOfLines = columns.some(({ name }) => name === "@message") && !/\|\s*(?:stats|pattern|dedup)\b/i.test(text);
  if (!isOfLines) return `${counted(rows.length, "row")}${where}`;
  const [, limit] = /\blimit\s+(\d+)\s*$/i.exec(text) ?? [];
  if (Number(limit) === rows.length) {
    const end = /\bsort\s+@timestamp\s+asc\b/i.test(text)
      ? "oldest"
      : /\bsort\s+@timestamp\b/i.test(text)
        ? "newest"
        : "first";
    const newest = `The ${end} ${rows.length.toLocaleString("en-US")}`;
    return matched !== undefined && matched > rows.length
      ? `${newest} of ${linesText(matched)} that match${where}`
      : `${newest} lines${where} (more may match)`;
  }
  const among = records === undefined || records < rows.length ? "" : `, of ${linesText(records)} searched`;
  return `${linesText(rows.length)}${where}${among}`;
}

function linesText(count: number): string {
  return count === 1 ? "1 line" : `${count.toLocaleString("en-US")} lines`;
}

/** The log groups to search, or why there are none. Reads the topology only if a name may be a component's. */
async function groupsOf(
  { telemetry, signal }: Asking,
  { groups, window }: LogsQuestion,
): Promise<readonly string[] | string> {
  if (groups.every((group) => group.startsWith("/"))) return groups;
  const { components } = (await telemetry.topology.graph(window, signal)).value;
  const meant = groups.map((group) => ({
    group,
    component: group.startsWith("/") ? undefined : named(components, group),
  }));
  const silent = meant.find(({ component }) => component?.logGroups.length === 0)?.component;
  if (silent) return `no log group of ${silent.name} is known. Name one: logs /group`;
  return [...new Set(meant.flatMap(({ group, component }) => component?.logGroups ?? [group]))];
}

function named(components: readonly Component[], name: string): Component | undefined {
  const wanted = name.toLowerCase();
  return components.find((component) => [component.name, component.id].some((each) => each.toLowerCase() === wanted));
}
