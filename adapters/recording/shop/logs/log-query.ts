import { NotSeen } from "../../../../src/errors.ts";

/** The fields of a simulated line. */
const FIELDS = ["@timestamp", "@message", "@log"] as const;
export type FieldName = (typeof FIELDS)[number];

/** A query of Logs Insights, as far as the simulation supports it. */
export interface LogQuery {
  readonly fields: readonly FieldName[];
  readonly filters: readonly { readonly field: FieldName; readonly pattern: RegExp; readonly not: boolean }[];
  /** Counts lines under this name, per bin of so many seconds or in total. */
  readonly count: { readonly name: string; readonly bin: number | undefined } | undefined;
  readonly sort: { readonly by: string; readonly descending: boolean };
  readonly limit: number;
}

const KNOWN =
  "the simulated shop knows only: fields, filter @message like /…/, stats count(*) by bin(5m), sort, limit. Everything of Logs Insights works on AWS";

/** The row limit of Logs Insights. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Limit.html */
const MOST_ROWS = 10_000;
const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

type Part = Partial<Omit<LogQuery, "filters">> & { readonly filter?: LogQuery["filters"][number] };

/** Parses a query; throws {@link NotSeen} on unsupported parts, naming them. */
export function parseLogQuery(text: string): LogQuery {
  const parts = commandsOf(text).map(partOf);
  const clauses: Partial<Omit<LogQuery, "filters">> = Object.fromEntries(
    parts.flatMap(({ filter, ...rest }) => Object.entries(rest)),
  );
  const { fields, count, sort, limit } = clauses;
  const filters = parts.flatMap(({ filter }) => filter ?? []);
  const usual = count ? (count.bin === undefined ? count.name : "bin") : "@timestamp";
  const query = {
    fields: fields ?? ["@timestamp", "@message"],
    filters,
    count,
    sort: sort ?? { by: usual, descending: true },
    limit: limit ?? 1_000,
  } as const;
  const names: readonly string[] = count ? [count.name, "bin"] : FIELDS;
  if (!names.includes(query.sort.by)) throw notKnown(`sort ${query.sort.by}`);
  return query;
}

/** Splits a query at pipes outside of patterns and quotes. */
function commandsOf(text: string): readonly string[] {
  const found = text.match(/(?:\/(?:\\.|[^\\/])*\/|"[^"]*"|'[^']*'|[^|])+/g) ?? [];
  return found.map((part) => part.trim()).filter((part) => part !== "");
}

function partOf(command: string): Part {
  const [, verb = "", rest = ""] = /^(\w+)\s+(.*)$/s.exec(command) ?? [];
  switch (verb.toLowerCase()) {
    case "fields":
    case "display":
      return { fields: rest.split(",").map((name) => fieldOf(name.trim(), command)) };
    case "filter":
      return { filter: filterOf(rest, command) };
    case "stats":
      return { count: countOf(rest, command) };
    case "sort": {
      const [, by = "", order = "desc"] = /^(@?[\w*()]+)(?:\s+(asc|desc))?$/i.exec(rest) ?? [];
      if (by === "") throw notKnown(command);
      return { sort: { by: /^bin\(/i.test(by) ? "bin" : by, descending: order.toLowerCase() === "desc" } };
    }
    case "limit": {
      const limit = /^\d{1,6}$/.test(rest) ? Number(rest) : 0;
      if (limit < 1 || limit > MOST_ROWS) throw notKnown(command);
      return { limit };
    }
    default:
      throw notKnown(command);
  }
}

function filterOf(rest: string, command: string): LogQuery["filters"][number] {
  const [, name = "", not, pattern, quoted] =
    /^(@\w+)\s+(not\s+)?(?:like|=~)\s+(?:\/((?:\\.|[^\\/])+)\/|["']([^"']+)["'])$/is.exec(rest) ?? [];
  const wanted = pattern ?? quoted?.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  if (wanted === undefined) throw notKnown(command);
  const field = fieldOf(name, command);
  const anyCase = /^\(\?i\)/.test(wanted);
  try {
    return { field, pattern: new RegExp(wanted.replace(/^\(\?i\)/, ""), anyCase ? "i" : ""), not: not !== undefined };
  } catch {
    throw new NotSeen(`${command.slice(0, 80)} is not a regular expression`);
  }
}

function countOf(rest: string, command: string): NonNullable<LogQuery["count"]> {
  const [whole, name = "count(*)", count, unit] =
    /^count\(\s*\*?\s*\)(?:\s+as\s+(\w+))?(?:\s+by\s+bin\((\d{1,4})\s*([smhd])\w*\))?$/i.exec(rest) ?? [];
  if (whole === undefined || count === "0") throw notKnown(command);
  const seconds = unit === undefined ? undefined : secondsOf(unit);
  return { name, bin: seconds === undefined ? undefined : Number(count) * seconds };
}

function secondsOf(unit: string): number {
  return Object.entries(SECONDS).find(([name]) => name === unit.toLowerCase())?.[1] ?? 60;
}

function fieldOf(name: string, command: string): FieldName {
  const field = FIELDS.find((each) => each === name.toLowerCase());
  if (!field) throw notKnown(command);
  return field;
}

function notKnown(command: string): NotSeen {
  return new NotSeen(`"${command.slice(0, 80)}" is not known here: ${KNOWN}`);
}
