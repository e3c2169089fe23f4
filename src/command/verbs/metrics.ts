import { withoutMiddle } from "../../card/number.ts";
import type { Question } from "../../events/events.ts";
import { askSignal } from "../asking/ask-signal.ts";
import { readMetricWords, tooManyDimensions, wrongNames } from "../asking/metric-words.ts";
import { finestPeriod } from "../asking/periods.ts";
import { signalOf, signals } from "../asking/signal.ts";
import { refusal, usage } from "../grammar/offer.ts";
import { commandOf } from "../grammar/targeted.ts";
import type { Understood } from "../grammar/understood.ts";
import { type Word, withoutEnding, wordsOf } from "../grammar/words.ts";
import { lastSeconds } from "../time/time.ts";
import type { Said, Verb } from "../verb.ts";

const form = {
  usage: "metrics <namespace> <metric> [Dim=value…] [stat] [period] [time]",
  example: "metrics AWS/Lambda Errors FunctionName=checkout Sum last 2h",
};

/** The default window of `metrics`, seconds. */
const BACK = 3 * 3600;

/** Shows a CloudWatch metric, or a short metric of a component. */
export const metrics: Verb = {
  ...form,
  help: "Chart a metric, last 3 h, Average",
  more: [
    `Of a component: ${signals.join(", ")}, as in: errors of checkout last 30m`,
    'Names with spaces stand in quotes: metrics CWAgent "% Processor Time"',
    "Several in one chart, with commas: metrics AWS/Lambda Errors,Throttles FunctionName=a,b. Beside the time before: compare yesterday, compare last week",
    'Metric math and Metrics Insights: metrics SELECT MAX(Duration) FROM "AWS/Lambda" GROUP BY FunctionName',
    "With the band of its usual values: metrics AWS/Lambda Duration FunctionName=checkout p99 band",
    "Periods: 60s, every 5m. Times: last 30m, since 02:40, between 9 and 10, yesterday.",
  ],
  readOnly: true,
  // "Metrics of checkout" names no metric.
  followedBy: /^(?!\s+(?:of|for|from|on|in)\s)/i,
  shortest: "met",
  takesTime: true,
  apart: /\bcompared?\s+(?:with\s+|to\s+)?(yesterday|last week)\b/i,
  // In a plain reply a metric must begin with a capital or a digit: "metrics AWS/Lambda lagging" is not a command.
  overheard: {
    rest: new RegExp(
      `^(?:(?:AWS/\\w+|"[^"]+") ["A-Z\\d]|\\S+ \\S+ \\S+=)[^?]*$|^(?:${signals.join("|")}) (?:of )?\\S+$`,
    ),
  },
  parse: (said) => {
    if (EXPRESSION.test(said.rest.trim())) return askExpression(said);
    const words = wordsOf(withoutEnding(said.rest));
    const [first, second] = words;
    if (!first || (first.text === "edit" && !first.quoted)) return usage("Which metric?", form);
    const signal = first.quoted || words.slice(2).some(isDimension) ? undefined : signalOf(first.text);
    if (signal !== undefined) return askSignal(said, signal, said.rest.trim().slice(first.text.length));
    const behind = second && !second.quoted ? signalOf(second.text) : undefined;
    if (behind !== undefined && said.surroundings.components.includes(first.text)) {
      return askSignal(
        said,
        behind,
        words
          .toSpliced(1, 1)
          .map(({ text }) => text)
          .join(" "),
      );
    }
    const wrong = wrongNames(first.text, second?.text ?? "");
    if (wrong) return wrong;
    if (!second) return usage(`Which metric of ${first.text.slice(0, 60)}?`, form, said);
    return ask(said, first.text, second.text, words.slice(2));
  },
};

/** "FunctionName=checkout", which only a plain metric has: its namespace may be called like a short metric, "Ram". */
function isDimension({ text, quoted }: Word): boolean {
  return !quoted && /^[^\s=]+=./.test(text);
}

/** Metrics Insights SQL, or a function of metric math. */
const EXPRESSION = /^(?:[Ss][Ee][Ll][Ee][Cc][Tt]\s|[A-Z_]{3,40}\()/;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html */
const LONGEST = 2_048;

function askExpression(said: Said): Understood {
  const expression = said.rest.trim();
  if (expression.length > LONGEST) return refusal(`${expression.length} characters are too long; at most ${LONGEST}.`);
  if (said.apart !== undefined) return refusal("Only plain metrics are compared with an earlier time.");
  const { window, words } = said.time ?? lastSeconds(BACK, said.zone, said.surroundings.now);
  const period = Math.max(60, finestPeriod(said.surroundings.now.getTime() / 1000 - window.start));
  const understood = `${withoutMiddle(expression, 100)}, ${words}`;
  return commandOf(
    said,
    { type: "ask", question: { type: "expression", expression, period, window }, understood },
    understood,
  );
}

function ask(said: Said, namespace: string, metric: string, words: readonly Word[]): Understood {
  const options = readMetricWords(words, said);
  if ("text" in options) return usage(`Not understood: ${options.text.slice(0, 60)}.`, form, said);
  const { dimensions, statistic, band } = options;
  const { window, words: when } = options.time ?? lastSeconds(BACK, said.zone, said.surroundings.now);
  const age = said.surroundings.now.getTime() / 1000 - window.start;
  const period = Math.max(options.period ?? 60, finestPeriod(age));
  if (period > DAY) return refusal(`A period is at most a day, ${DAY} s, not ${period} s. Type: every 1h`);
  if (period % 60 !== 0) return refusal(`A period is a multiple of 60 s, not ${period} s. Type: every 1m`);
  const lines = linesOf({ namespace, metric, dimensions, statistic, period });
  const [first, ...also] = lines;
  if (!first) return usage("Which metric?", form);
  const wrong = tooManyDimensions(options);
  if (wrong) return wrong;
  if (lines.length > LINES) return refusal(`${lines.length} lines are too many for one chart; at most ${LINES}.`);
  if (band && also.length > 0)
    return refusal("One chart has one band: name one metric, and one value of each dimension.");
  const names = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);
  const what = [namespace, metric, ...names, statistic, `${period}s`, ...(band ? ["band"] : [])].join(" ");
  const compare = said.apart === undefined ? {} : { compare: /week/i.test(said.apart) ? 7 * DAY : DAY };
  const understood = `${what}, ${when}${said.apart === undefined ? "" : `, compared with ${said.apart.toLowerCase()}`}`;
  const question = { type: "metrics", ...first, also, window, ...compare, ...(band && { band }) } as const;
  return commandOf(said, { type: "ask", question, understood }, understood);
}

const DAY = 86_400;
/** The most lines in one chart. */
const LINES = 10;

type Line = Pick<
  Extract<Question, { type: "metrics" }>,
  "namespace" | "metric" | "dimensions" | "statistic" | "period"
>;

/** Splits commas in the metric and in one dimension's value into several lines. */
function linesOf(line: Line): readonly Line[] {
  const metrics = namesIn(line.metric);
  const several = Object.entries(line.dimensions).find(([, value]) => value.includes(","));
  const sets = several
    ? namesIn(several[1]).map((value) => ({ ...line.dimensions, [several[0]]: value }))
    : [line.dimensions];
  return metrics.flatMap((metric) => sets.map((dimensions) => ({ ...line, metric, dimensions })));
}

function namesIn(text: string): readonly string[] {
  return [...new Set(text.split(",").filter((name) => name !== ""))];
}
