import type { Question } from "../../events/events.ts";
import { filled, listingOf, type NamedQuery, PARAMETERS } from "../../packs/named-query.ts";
import { promqlMistake } from "../../promql/mistake.ts";
import { finestPeriod } from "./periods.ts";
import { readOnlyPpl } from "./read-only-ppl.ts";
import { readOnlySql } from "./read-only-sql.ts";

type Window = Extract<Question, { type: "logs" }>["window"];

/** What is wrong with the values of a query, in a sentence. */
interface Wrong {
  readonly wrong: string;
}

/** The question that a named query of a pack asks with the values given; its exact query is what the question holds. */
export function namedQuestion(
  pack: string,
  query: NamedQuery,
  given: ReadonlyMap<string, string>,
  window: Window,
  now: Date,
): Exclude<Question, { type: "free" }> | Wrong {
  const { parameters = {}, language, text, group = "" } = query;
  const unknown = [...given.keys()].find((name) => !Object.hasOwn(parameters, name));
  if (unknown !== undefined) return { wrong: `${query.id} has no ${unknown.slice(0, 60)}.` };
  const values = new Map<string, string>();
  for (const [name, { type, means, example, default: usual }] of Object.entries(parameters)) {
    const value = given.get(name) ?? usual;
    if (value === undefined) return { wrong: `Which ${name}, ${means}? For example ${name}=${example}.` };
    if (!PARAMETERS[type].test(value)) {
      return { wrong: `${name} is ${means}, such as ${example}, not ${JSON.stringify(value.slice(0, 60))}.` };
    }
    values.set(name, value);
  }
  const all = Object.fromEntries([...values, ...Object.entries(partsOf(window))]);
  switch (language) {
    case "metrics":
      return { type: "expression", expression: filled(text, all), period: periodOf(window, now), window };
    case "logs":
      return { type: "logs", groups: [filled(group, all)], text: filled(text, all), window };
    case "sql": {
      const checked = readOnlySql(filled(text, all));
      if (!checked.ok) return { wrong: `Not run: ${checked.reason}.` };
      return { type: "athena", request: { type: "sql", sql: checked.sql } };
    }
    case "promql": {
      const expression = filled(text, all);
      const mistake = promqlMistake(expression);
      return mistake === undefined ? { type: "promql", expression, window } : { wrong: `Not asked: ${mistake}` };
    }
    case "ppl": {
      const checked = readOnlyPpl(filled(text, all));
      return checked.ok ? { type: "ppl", language, text: checked.query } : { wrong: `Not asked: ${checked.reason}.` };
    }
    case "redshift":
    case "listing": {
      const listing = listingOf(query);
      if (listing === undefined) return { wrong: `${query.id} names no listing.` };
      return { type: "listing", pack, query: query.id, listing, values: Object.fromEntries(values), window };
    }
    default:
      return language satisfies never;
  }
}

/** "function=checkout [limit=20]": the values that a query takes, as they are typed. */
export function valueForms({ parameters = {} }: NamedQuery): string {
  return Object.entries(parameters)
    .map(([name, { example, default: usual }]) => (usual === undefined ? `${name}=${example}` : `[${name}=${usual}]`))
    .join(" ");
}

/** The SQL of a query of Redshift, with its values and the window filled in. */
export function redshiftSql({ text }: NamedQuery, values: Readonly<Record<string, string>>, window: Window): string {
  return filled(text, { ...values, ...partsOf(window) });
}

/** The window as SQL compares it, days as partitions are named, "2026/11/23", and milliseconds; and as PPL does, "2026-11-23 12:05:00". */
function partsOf({ start, end }: Window): Readonly<Record<string, string>> {
  const day = (at: number): string => new Date(at * 1000).toISOString().slice(0, 10).replaceAll("-", "/");
  const time = (at: number): string => new Date(at * 1000).toISOString().slice(0, 19).replace("T", " ");
  return {
    startDay: day(start),
    endDay: day(end),
    startMs: String(start * 1000),
    endMs: String(end * 1000),
    startTime: time(start),
    endTime: time(end),
  };
}

/** The finest that CloudWatch keeps of the window, as `metrics` has it. */
function periodOf({ start }: Window, now: Date): number {
  return Math.max(60, finestPeriod(now.getTime() / 1000 - start));
}
