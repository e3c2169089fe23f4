import { parser } from "@prometheus-io/lezer-promql";

/** The longest expression that is sent. */
export const LONGEST_PROMQL = 4_000;

/** The first mistake in an expression, in words with its column from 1; undefined for PromQL. What its types forbid only the server tells. */
export function promqlMistake(expression: string): string | undefined {
  if (expression.length > LONGEST_PROMQL) {
    return `${expression.length.toLocaleString("en-US")} characters are too long for an expression; at most 4,000`;
  }
  let first: { readonly from: number; readonly to: number } | undefined;
  parser.parse(expression).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError && (first === undefined || from < first.from)) first = { from, to };
      return first === undefined;
    },
  });
  if (first === undefined) return undefined;
  const { from, to } = first;
  const rest = expression.slice(from, Math.max(to, from + 1)).trim();
  if (rest === "") return `it ends too early, at column ${from + 1}: ${around(expression, from)}`;
  return `not PromQL from column ${from + 1} on: ${expression.slice(from, from + 40)}`;
}

function around(expression: string, at: number): string {
  return `${at > 30 ? "…" : ""}${expression.slice(Math.max(0, at - 30), at)} ▸`;
}

/** A selector of a metric whose labels have exact values, escaped as strings of PromQL. Throws for what is no name. */
export function selectorOf(metric: string, labels: Readonly<Record<string, string>>): string {
  for (const name of [metric, ...Object.keys(labels)]) {
    if (!/^[a-zA-Z_:][\w:]*$/.test(name)) throw new Error(`${name.slice(0, 60)} is no name of PromQL`);
  }
  const matchers = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `${metric}{${matchers.join(",")}}`;
}
