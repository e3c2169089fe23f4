import { nearest } from "../command/grammar/nearest.ts";
import { isLabel, LABELS, type Labels } from "./labels.ts";
import { compilePattern } from "./pattern.ts";

/** A condition on one label. */
export interface Matcher {
  readonly label: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: string;
  matches(value: string): boolean;
}

/** As in Alertmanager: a name, an operator, a value that may stand in double quotes. */
const MATCHER = /^\s*([^\s=!~"]+)\s*(=~|!=|!~|=)\s*(.*?)\s*$/s;
/** Values that Alertmanager reads only in quotes. */
const NEEDS_QUOTES = /[{},"]/;

/** Parses one matcher, `alarm=~"checkout-.*"`; returns what is wrong with it as a sentence with its remedy. */
export function parseMatcher(text: string): Matcher | string {
  const [, label = "", operator = "", written = ""] = MATCHER.exec(text) ?? [];
  const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  if (!isOperator(operator)) return `is not a matcher: ${shown}; write one as label=value, with =, !=, =~ or !~`;
  if (!isLabel(label)) return `there is no label ${label}; ${knownWords(label)}`;
  const value = unquoted(written);
  if (value === undefined) return `the value of ${shown} needs double quotes: ${label}${operator}"…"`;
  const regular = operator === "=~" || operator === "!~";
  const pattern = regular ? compilePattern(value) : (given: string) => given === value;
  if (typeof pattern === "string") return `${shown} is no regular expression of RE2: ${pattern}`;
  const wanted = operator === "=" || operator === "=~";
  return { label, operator, value, matches: (given) => pattern(given) === wanted };
}

function isOperator(text: string): text is Matcher["operator"] {
  return ["=", "!=", "=~", "!~"].includes(text);
}

/** "closest: region", else the labels that exist. */
export function knownWords(label: string): string {
  const known = Object.keys(LABELS);
  const near = nearest(label, known);
  return near.length > 0 ? `closest: ${near.join(", ")}` : `there are ${known.join(", ")} and tag.<name>`;
}

/** The value without its quotes; undefined where quotes are missing. */
function unquoted(written: string): string | undefined {
  const [, inner] = /^"((?:[^"\\]|\\.)*)"$/s.exec(written) ?? [];
  if (inner === undefined) return NEEDS_QUOTES.test(written) ? undefined : written;
  return inner.replaceAll(/\\(n|"|\\)/g, (_, escaped: string) => (escaped === "n" ? "\n" : escaped));
}

/** Whether all matchers fit the labels. */
export function fitsAll(matchers: readonly Matcher[], labels: Labels): boolean {
  return matchers.every((matcher) => matcher.matches(labels.get(matcher.label) ?? ""));
}

/** The matcher as Alertmanager writes it: `alarm=~"checkout-.*"`. */
export function matcherText({ label, operator, value }: Matcher): string {
  return `${label}${operator}${JSON.stringify(value)}`;
}
