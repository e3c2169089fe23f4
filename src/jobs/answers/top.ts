import { figure, withoutMiddle } from "../../card/number.ts";
import type { Answer, Question } from "../../events/events.ts";
import type { DatabaseLoad, LoadPart } from "../../findings/database-load.ts";
import { type Asking, failedAnswer, questionText, tableAnswer } from "./answer.ts";

/** Rows of each list but the statements. */
const FEW = 3;
const STATEMENTS = 10;
const LONGEST = 200;

/** What loads a database, compared with as long a time before: statements first, then waits, hosts and users. */
export async function answerTop(
  { telemetry, ...asking }: Asking,
  question: Extract<Question, { type: "top" }>,
): Promise<Answer> {
  const query = questionText(question);
  const { database, window: around } = question;
  if (!telemetry.databaseLoads) return failedAnswer(query, "the load of databases is not recorded here.");
  const before = { start: 2 * around.start - around.end, end: around.start };
  const seen = await telemetry.databaseLoads.compare(database, { before, around }, asking.signal);
  const load = seen.value;
  if (!load) {
    return failedAnswer(
      query,
      `Database Insights records no database ${database}. Check its name, or switch it on there.`,
    );
  }
  const rows = [
    ...rowsOf(load, "statement", load.statements.slice(0, STATEMENTS)),
    ...rowsOf(load, "wait", load.waits.slice(0, FEW)),
    ...rowsOf(load, "host", load.hosts.slice(0, FEW)),
    ...rowsOf(load, "user", load.users.slice(0, FEW)),
  ];
  const columns = [
    { name: "What" },
    { name: "Name" },
    ...["Sessions", "Before", "Share"].map((name) => ({ name, numeric: true })),
  ];
  const sentence = `${database} has ${figure(load.around)} active sessions on average, ${figure(load.before)} before`;
  return tableAnswer({ telemetry, ...asking }, query, sentence, { ...seen, value: { columns, rows } });
}

function rowsOf({ around: whole }: DatabaseLoad, what: string, parts: readonly LoadPart[]): readonly string[][] {
  return parts.map(({ name, before, around }) => [
    what,
    withoutMiddle(name, LONGEST),
    figure(around),
    figure(before),
    whole > 0 ? `${Math.round((100 * around) / whole)} %` : "–",
  ]);
}
