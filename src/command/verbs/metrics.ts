import { withoutMiddle } from "../../card/number.ts";
import type { Question } from "../../investigation/events.ts";
import { askSignal } from "../ask-signal.ts";
import { commandOf } from "../of.ts";
import { refusal, usage } from "../offer.ts";
import { finestPeriod } from "../periods.ts";
import { signalOf, signals } from "../signal.ts";
import { statisticOf } from "../statistic.ts";
import { bareLength } from "../time/moment.ts";
import { lastSeconds } from "../time.ts";
import type { Understood } from "../understood.ts";
import type { Said, Time, Verb } from "../verb.ts";
import { type Word, withoutEnding, wordsOf } from "../words.ts";

const form = {
  usage: "metrics <namespace> <metric> [Dim=value…] [stat] [period] [time]",
  example: "metrics AWS/Lambda Errors FunctionName=checkout Sum last 2h",
};

/** Seconds that `metrics` looks back when no time is said. */
const BACK = 3 * 3600;

/** Shows one CloudWatch metric, or a short one of a component. */
export const metrics: Verb = {
  ...form,
  help: "Chart a metric, last 3 h, Average",
  more: [
    `Of a component: ${signals.join(", ")}, as in: errors of checkout last 30m`,
    'Names with spaces stand in quotes: metrics CWAgent "% Processor Time"',
    "Several in one chart, with commas: metrics AWS/Lambda Errors,Throttles FunctionName=a,b. Beside the time before: compare yesterday, compare last week",
    'Metric math and Metrics Insights: metrics SELECT MAX(Duration) FROM "AWS/Lambda" GROUP BY FunctionName',
    "Periods: 60s, every 5m. Times: last 30m, since 02:40, between 9 and 10, yesterday.",
  ],
  readOnly: true,
  takesTime: true,
  apart: /\bcompared?\s+(?:with\s+|to\s+)?(yesterday|last week)\b/i,
  // Metrics of AWS begin with a capital or a digit: "metrics AWS/Lambda lagging" is talk.
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
    const signal = first.quoted ? undefined : signalOf(first.text);
    if (signal !== undefined) return askSignal(said, signal, said.rest.trim().slice(first.text.length));
    if (first.text.length > NAME || (second?.text.length ?? 0) > NAME) {
      return refusal(`The name of a namespace or a metric has at most ${NAME} characters.`);
    }
    if (!second) return usage(`Which metric of ${first.text.slice(0, 60)}?`, form);
    return ask(said, first.text, second.text, words.slice(2));
  },
};

/** SQL of Metrics Insights, or a function of metric math. */
const EXPRESSION = /^(?:[Ss][Ee][Ll][Ee][Cc][Tt]\s|[A-Z_]{3,40}\()/;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Metric.html */
const NAME = 255;
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

interface Options {
  readonly dimensions: Record<string, string>;
  statistic: string;
  period: number | undefined;
  time: Time | undefined;
}

function ask(said: Said, namespace: string, metric: string, words: readonly Word[]): Understood {
  const options: Options = { dimensions: {}, statistic: "Average", period: undefined, time: said.time };
  for (const word of words) {
    if (!take(word, options, said)) return usage(`Not understood: ${word.text.slice(0, 60)}.`, form);
  }
  const { dimensions, statistic } = options;
  const { window, words: when } = options.time ?? lastSeconds(BACK, said.zone, said.surroundings.now);
  const age = said.surroundings.now.getTime() / 1000 - window.start;
  const period = Math.max(options.period ?? 60, finestPeriod(age));
  if (period > DAY) return refusal(`A period is at most a day, ${DAY} s, not ${period} s. Type: every 1h`);
  if (period % 60 !== 0) return refusal(`A period is a multiple of 60 s, not ${period} s. Type: every 1m`);
  const lines = linesOf({ namespace, metric, dimensions, statistic, period });
  const [first, ...also] = lines;
  if (!first) return usage("Which metric?", form);
  if (Object.keys(first.dimensions).length > DIMENSIONS) {
    return refusal(`A metric has at most ${DIMENSIONS} dimensions, not ${Object.keys(first.dimensions).length}.`);
  }
  if (lines.length > LINES) return refusal(`${lines.length} lines are too many for one chart; at most ${LINES}.`);
  const names = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);
  const what = [namespace, metric, ...names, statistic, `${period}s`].join(" ");
  const compare = said.apart === undefined ? {} : { compare: /week/i.test(said.apart) ? 7 * DAY : DAY };
  const understood = `${what}, ${when}${said.apart === undefined ? "" : `, compared with ${said.apart.toLowerCase()}`}`;
  const question = { type: "metrics", ...first, also, window, ...compare } as const;
  return commandOf(said, { type: "ask", question, understood }, understood);
}

const DAY = 86_400;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Metric.html */
const DIMENSIONS = 30;
/** More lines in one chart tell nothing. */
const LINES = 10;

type Line = Pick<
  Extract<Question, { type: "metrics" }>,
  "namespace" | "metric" | "dimensions" | "statistic" | "period"
>;

/** Commas in the metric and in one dimension's value stand for several lines. */
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

/** Reads one option; false when it is none. */
function take({ text, quoted }: Word, options: Options, said: Said): boolean {
  const word = text.replace(/,$/, "");
  const dimension = /^([^=]{1,255})=(.{1,1024})$/s.exec(word);
  const period = /^(?:period=)?(\d{1,6})s?$/i.exec(word);
  const statistic = statisticOf(word);
  if (quoted) return false;
  if (/^(?:every|period|of|for|by|stat)$/i.test(word)) return true;
  if (period && Number(period[1]) > 0) options.period = Number(period[1]);
  else if (dimension?.[1] && dimension[2]) setOwn(options.dimensions, dimension[1], dimension[2]);
  else if (statistic !== undefined) options.statistic = statistic;
  else return takeLength(word, options, said);
  return true;
}

/** Of two bare lengths the first is the period: `5m 3h`. */
function takeLength(word: string, options: Options, said: Said): boolean {
  const seconds = bareLength(word);
  if (!seconds || options.period !== undefined) return false;
  const typed = said.time && bareLength(said.time.typed);
  if (typed) {
    options.period = typed;
    options.time = lastSeconds(seconds, said.zone, said.surroundings.now);
  } else {
    options.period = seconds;
  }
  return true;
}

/** Somebody will name a dimension `__proto__`. */
function setOwn(record: Record<string, string>, name: string, value: string): void {
  Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true });
}
