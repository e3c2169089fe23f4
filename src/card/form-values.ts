import { EDITED, formOf } from "./form.ts";

const PERIODS: Readonly<Record<string, string>> = { "60s": "1m", "300s": "5m", "900s": "15m", "3600s": "1h" };

/** The initial values of a form's fields, from the command. */
export function initialOf(command: string): Readonly<Record<string, string>> {
  const typed = EDITED.exec(command)?.[0].slice(" edit ".length) ?? "";
  const form = typed === "" ? undefined : formOf(command);
  if (form === "metrics") return metricFields(typed);
  if (form === "logs") return logFields(typed);
  if (form === "command") return { command: typed };
  if (form === "ppl") return { query: typed };
  if (form === "promql") return promqlFields(typed);
  return form === "alarm" ? alarmFields(typed) : {};
}

function metricFields(typed: string): Readonly<Record<string, string>> {
  const [namespace = "", metric = "", ...rest] = typed.match(/(?:[^\s"]*"[^"]*"|[^\s"]+)+/g) ?? [];
  const named = rest.filter((word) => word.includes("="));
  const [statistic = "", period = "", ...time] = rest.filter((word) => !word.includes("="));
  // Quotes around a word without spaces stay, because "errors" in quotes is not a short metric.
  const unquoted = (word: string): string => (/\s/.test(word) ? word.replaceAll('"', "") : word);
  return {
    namespace: unquoted(namespace),
    metric: unquoted(metric),
    dimensions: named.join(" "),
    statistic,
    period: Object.hasOwn(PERIODS, period) ? (PERIODS[period] ?? period) : period,
    time: time.join(" "),
  };
}

/** The log groups, separated by commas, and what is looked for in them. */
function logFields(typed: string): Readonly<Record<string, string>> {
  const { text, time } = timedOf(typed);
  const [, groups = "", query = ""] = /^((?:[^\s,]+\s*,\s*)*\S+)(.*)$/s.exec(text) ?? [];
  return { groups, query: query.trim(), time };
}

function promqlFields(typed: string): Readonly<Record<string, string>> {
  const { text, time } = timedOf(typed);
  return { expression: text, time };
}

/** A text, and the exact time behind it that a button brings. */
function timedOf(typed: string): { readonly text: string; readonly time: string } {
  const [, text = typed, time = ""] = /^(.+?)\s+(from \S+Z to \S+Z)$/s.exec(typed) ?? [];
  return { text, time };
}

/** The parts of "checkout-errors when AWS/Lambda Errors Sum > 5 for 3 of 5 every 1m missing breaching notify arn:…". */
function alarmFields(typed: string): Readonly<Record<string, string>> {
  const [, name = "", after = ""] = /^("[^"]*"|\S+)(.*)$/s.exec(typed) ?? [];
  const [, metric = after, sign = "", rest = ""] = /^(.*?)\s([<>]=?|[≤≥])(.*)$/s.exec(after) ?? [];
  const [threshold = ""] = rest.split(/\s(?=(?:for|every|missing|notify)\s)/);
  const behind = (word: string): string =>
    new RegExp(`\\s${word}\\s+(.*?)(?=\\s(?:for|every|missing|notify)\\s|$)`, "s").exec(rest)?.[1]?.trim() ?? "";
  return {
    name: name.replaceAll('"', ""),
    metric: metric.trim().replace(/^when\s*/, ""),
    operator: sign.replace(">=", "≥").replace("<=", "≤"),
    threshold: threshold.trim(),
    periods: behind("for"),
    period: behind("every"),
    missing: behind("missing"),
    topic: behind("notify"),
  };
}
