import { NotSeen } from "../../../src/errors.ts";
import type { ResultTable } from "../../../src/findings/result-table.ts";

/** A document of an index; its time as OpenSearch writes it, in UTC. */
export type Document = Readonly<Record<string, string | number>>;

/** Rows on their way through the commands of a query. */
interface Table {
  readonly fields: readonly string[];
  readonly rows: readonly Document[];
}

type Command = (table: Table) => Table;

const FIELD = String.raw`(?:\`[^\`]+\`|[\w.@]+)`;

/** The commands that are simulated, each with what it makes of its words. */
const COMMANDS: readonly (readonly [RegExp, (words: RegExpExecArray) => Command])[] = [
  [/^where\s+(.+)$/is, ([, condition = ""]) => whereOf(condition)],
  [/^fields\s+(.+)$/is, ([, names = ""]) => fieldsOf(names)],
  [
    /^head(?:\s+(\d+))?$/i,
    ([, most = "10"]) =>
      (table) => ({ ...table, rows: table.rows.slice(0, Number(most)) }),
  ],
  [/^sort\s+([+-]?)\s*(\S+)$/i, ([, sign = "", name = ""]) => sortOf(sign === "-", unquoted(name))],
  [/^stats\s+count\(\)(?:\s+as\s+\w+)?(?:\s+by\s+(.+))?$/is, ([, groups = ""]) => statsOf(groups)],
];

/** The table of a query in OpenSearch's piped language over some documents. Throws what is not simulated in OpenSearch's way. */
export function runPipeline(query: string, indices: Readonly<Record<string, readonly Document[]>>): ResultTable {
  const [source = "", ...commands] = query.split("|").map((part) => part.trim());
  const [, index = ""] = /^(?:search\s+)?source\s*=\s*([\w.*-]+)$/i.exec(source) ?? [];
  const documents = indices[index];
  if (!documents) throw refused(`no such index [${index || source}]; there is ${Object.keys(indices).join(", ")}`);
  const fields = [...new Set(documents.flatMap((each) => Object.keys(each)))];
  const table = commands.reduce<Table>((found, text) => commandOf(text)(found), { fields, rows: documents });
  const isNumeric = (name: string): boolean =>
    table.rows.length > 0 && table.rows.every((row) => typeof row[name] === "number");
  return {
    columns: table.fields.map((name) => ({ name, ...(isNumeric(name) && { numeric: true }) })),
    rows: table.rows.map((row) => table.fields.map((name) => String(row[name] ?? ""))),
  };
}

function commandOf(text: string): Command {
  for (const [pattern, make] of COMMANDS) {
    const words = pattern.exec(text);
    if (words) return make(words);
  }
  throw refused(
    `the simulated OpenSearch knows where, fields, head, sort and stats count(), and not: ${text.slice(0, 80)}`,
  );
}

function refused(words: string): NotSeen {
  return new NotSeen(`OpenSearch does not take it: ${words}`, { remedy: "change the query" });
}

function whereOf(condition: string): Command {
  const tests = condition.split(/\s+and\s+/i).map(testOf);
  return (table) => ({ ...table, rows: table.rows.filter((row) => tests.every((test) => test(row))) });
}

const COMPARES = new RegExp(`^(${FIELD})\\s*(!?=|[<>]=?)\\s*(?:'([^']*)'|(\\d+))$`);
const ORDERS: Readonly<Record<string, (order: number) => boolean>> = {
  "=": (order) => order === 0,
  "!=": (order) => order !== 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
};
const LOCATES = new RegExp(
  `^(?:locate\\(\\s*'([^']*)'\\s*,\\s*(${FIELD})\\s*\\)\\s*>\\s*0|like\\(\\s*(${FIELD})\\s*,\\s*'%?([^'%]*)%?'\\s*\\))$`,
  "i",
);

function testOf(text: string): (row: Document) => boolean {
  const [, name, sign = "", written, number] = COMPARES.exec(text.trim()) ?? [];
  const holds = ORDERS[sign];
  if (name !== undefined && holds) {
    const wanted = written ?? number ?? "";
    return (row) => holds(ordered(String(row[unquoted(name)] ?? ""), wanted));
  }
  const [, part, inField, likeField, likePart] = LOCATES.exec(text.trim()) ?? [];
  const field = inField ?? likeField;
  if (field === undefined) throw refused(`a condition that is not simulated: ${text.slice(0, 80)}`);
  return (row) => String(row[unquoted(field)] ?? "").includes(part ?? likePart ?? "");
}

/** Negative, zero or positive, as one text comes before, with or after another; times sort as they are written. */
function ordered(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function fieldsOf(names: string): Command {
  const wanted = names.split(",").map((each) => unquoted(each.trim()));
  return ({ rows }) => ({ fields: wanted, rows });
}

function sortOf(isDescending: boolean, name: string): Command {
  const order = (one: Document, other: Document): number => {
    const [a = "", b = ""] = [one[name], other[name]];
    return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
  };
  return (table) => ({ ...table, rows: table.rows.toSorted((a, b) => (isDescending ? order(b, a) : order(a, b))) });
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** Counts by fields and by spans of time. */
function statsOf(groups: string): Command {
  const keys = groups === "" ? [] : groups.split(/,(?![^(]*\))/).map((each) => keyOf(each.trim()));
  return ({ rows }) => {
    const counted = Map.groupBy(rows, (row) => JSON.stringify(keys.map(({ of }) => of(row))));
    const named = [...counted.values()].map((group): Document => {
      const [first = {}] = group;
      return { "count()": group.length, ...Object.fromEntries(keys.map(({ name, of }) => [name, of(first)])) };
    });
    return { fields: ["count()", ...keys.map(({ name }) => name)], rows: named };
  };
}

interface Key {
  readonly name: string;
  readonly of: (row: Document) => string | number;
}

function keyOf(text: string): Key {
  const [, field, amount, unit = ""] = /^span\(\s*(\S+?)\s*,\s*(\d+)([smhd])\s*\)/i.exec(text) ?? [];
  if (field === undefined) return { name: unquoted(text), of: (row) => row[unquoted(text)] ?? "" };
  const step = Number(amount) * (UNITS[unit] ?? 60);
  const spanned = (row: Document): string => {
    const at = Date.parse(`${String(row[unquoted(field)]).replace(" ", "T")}Z`) / 1000;
    return momentText(Math.floor(at / step) * step);
  };
  return { name: text.replaceAll(/\s+/g, ""), of: spanned };
}

/** A time as OpenSearch writes it: "2026-11-23 12:05:00". */
export function momentText(at: number): string {
  return new Date(at * 1000).toISOString().slice(0, 19).replace("T", " ");
}

function unquoted(name: string): string {
  return name.replaceAll("`", "");
}
