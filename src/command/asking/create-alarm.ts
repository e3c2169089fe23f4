import { withoutMiddle } from "../../card/number.ts";
import type { Question } from "../../events/events.ts";
import { questionCommand } from "../../investigation/asking.ts";
import { refusal, usage } from "../grammar/offer.ts";
import { commandOf } from "../grammar/targeted.ts";
import type { Understood } from "../grammar/understood.ts";
import { type Word, wordsOf } from "../grammar/words.ts";
import type { Said } from "../verb.ts";
import { tooLong } from "./alarm-name.ts";
import { judgedBy } from "./alarm-words.ts";
import { readMetricWords, tooManyDimensions, wrongNames } from "./metric-words.ts";
import { signalOf } from "./signal.ts";

/** The usage of creating or changing an alarm. */
export const createForm = {
  usage:
    "alarms create <name> when <namespace> <metric> [Dim=value…] [stat] <comparison> <limit> [for 3 of 5] [every 1m] [notify <topic arn>]",
  example: "alarms create checkout-errors when AWS/Lambda Errors FunctionName=checkout Sum > 5 for 3 of 5 every 1m",
};

type Wanted = Extract<Question, { type: "alarm" }>;

const DAY = 86_400;
/** The longest command. It must fit into a button's 2,000 characters, with its number and its token. */
const LONGEST = 1_900;

/** Parses the alarm after `create`. A preview is shown first; nothing is written without the preview's token. */
export function createAlarm(said: Said, text: string): Understood {
  const words = wordsOf(text.replace(/[\s,;!?]+$/, ""));
  const [name, when, ...rest] = words;
  if (!name) return usage("Which name?", createForm);
  const long = tooLong(name.text);
  if (long !== undefined) return refusal(long);
  if (/\p{Cc}/u.test(name.text)) return refusal("An alarm's name is one line of plain characters.");
  if (!when || when.quoted || !/^(?:when|if)$/i.test(when.text)) {
    return usage(`When does ${withoutMiddle(name.text, 60)} fire?`, createForm, { ...said, rest: text });
  }
  return watching({ ...said, rest: text }, name.text, rest);
}

function watching(said: Said, name: string, words: readonly Word[]): Understood {
  if (words[0] && !words[0].quoted && signalOf(words[0].text) !== undefined) {
    return refusal(`Name the metric in full: what ${words[0].text} is measured by stands in its chart.`);
  }
  const judged = judgedBy(words);
  if ("wrong" in judged) return judged.form ? usage(judged.wrong, createForm, said) : refusal(judged.wrong);
  const [namespace, metric, ...options] = judged.metric;
  if (!namespace || !metric) return usage("Which metric?", createForm, said);
  const wrong = wrongNames(namespace.text, metric.text);
  if (wrong) return wrong;
  const read = readMetricWords([...options, ...judged.behind], said);
  if ("text" in read) return usage(`Not understood: ${read.text.slice(0, 60)}.`, createForm, said);
  const { dimensions, statistic, period = 60, band } = read;
  const crowded = tooManyDimensions(read);
  if (crowded) return crowded;
  if (band) return refusal("An alarm on a band is not made here. Compare with a limit: > 5");
  if ([metric.text, ...Object.values(dimensions)].some((each) => each.includes(","))) {
    return refusal("An alarm watches one metric: name one, and one value of each dimension.");
  }
  const line = { namespace: namespace.text, metric: metric.text, dimensions, statistic, period };
  return ask(said, { type: "alarm", name, metric: line, ...judged.limit });
}

function ask(said: Said, question: Wanted): Understood {
  const { name, metric, operator, threshold, periods } = question;
  const wrong = wrongPeriod(metric.period, periods);
  if (wrong !== undefined) return refusal(wrong);
  if (questionCommand(question).length > LONGEST) {
    return refusal("This is too long for the button that confirms it. Create the alarm in the console.");
  }
  const understood = `alarm ${withoutMiddle(name, 60)}: ${metric.metric} ${metric.statistic} ${operator} ${threshold}`;
  return commandOf(said, { type: "ask", question, understood }, understood);
}

/** The error about a period, or a number of periods, that CloudWatch refuses. */
function wrongPeriod(period: number, periods: number): string | undefined {
  if (![10, 20, 30].includes(period) && period % 60 !== 0) {
    return `An alarm's period is 10, 20, 30 or a multiple of 60 s, not ${period} s. Type: every 1m`;
  }
  const most = period < 3600 ? DAY : 7 * DAY;
  if (period * periods <= most) return undefined;
  const limit = most === DAY ? "a day where a period is under an hour" : "7 days";
  return `${periods} periods of ${period} s are too long: at most ${limit}.`;
}
