import type { MissingData } from "../../packs/recommended-alarm.ts";
import { type Word, wordsOf } from "../grammar/words.ts";
import { isTopicArn } from "./topic-arn.ts";

/** The comparison of an alarm, its topic, and the token of its preview. */
interface Limit {
  readonly operator: ">" | "≥" | "<" | "≤";
  readonly threshold: number;
  readonly datapoints: number;
  readonly periods: number;
  readonly missing?: MissingData;
  readonly topic?: string;
  readonly token?: string;
}

interface Judged {
  readonly limit: Limit;
  /** The words of the metric, before the comparison. */
  readonly metric: readonly Word[];
  /** The words after it that are not of the limit: the period. */
  readonly behind: readonly Word[];
}

/** An error. `form`: also show how the command is written. */
interface Wrong {
  readonly wrong: string;
  readonly form?: boolean;
}

const SIGNS = new Map([
  [">", ">"],
  ["above", ">"],
  [">=", "≥"],
  ["=>", "≥"],
  ["≥", "≥"],
  ["<", "<"],
  ["below", "<"],
  ["<=", "≤"],
  ["=<", "≤"],
  ["≤", "≤"],
] as const);

const COMPARISON = /^(>=|=>|<=|=<|[><≥≤]|above$|below$)(.*)$/i;
const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d{1,3})?$/i;
/** The largest value that CloudWatch stores. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
const LARGEST = 2 ** 360;

/** Parses the words after `when`: "… > 5 for 3 of 5 every 1m notify arn:…". */
export function judgedBy(words: readonly Word[]): Judged | Wrong {
  const place = words.findIndex(({ text, quoted }) => !quoted && COMPARISON.test(text));
  const [, sign = "", joined = ""] = COMPARISON.exec(words[place]?.text ?? "") ?? [];
  const operator = [...SIGNS].find(([typed]) => typed === sign.toLowerCase())?.[1];
  if (place < 0 || operator === undefined) return { wrong: "Compared with which limit?", form: true };
  const behind = [...wordsOf(joined), ...words.slice(place + 1)];
  const [limit, ...tail] = behind;
  if (!limit) return { wrong: "Compared with which limit?", form: true };
  const number = limit.text.replace(/,$/, "");
  const threshold = NUMBER.test(number) ? Number(number) : Number.NaN;
  if (!(Math.abs(threshold) <= LARGEST)) return { wrong: `Not a number: ${limit.text.slice(0, 60)}. Type: > 5` };
  const read = readTail(tail);
  if ("wrong" in read) return read;
  return { limit: { operator, threshold, ...read.told }, metric: words.slice(0, place), behind: read.rest };
}

interface Tail {
  readonly told: Omit<Limit, "operator" | "threshold">;
  readonly rest: readonly Word[];
}

/** What a period without data means, as it is typed. */
const MISSING = new Map<string, MissingData>([
  ["breaching", "breaching"],
  ["bad", "breaching"],
  ["notbreaching", "notBreaching"],
  ["good", "notBreaching"],
  ["ok", "notBreaching"],
  ["ignore", "ignore"],
  ["missing", "missing"],
]);

/** Parses `for M of N`, `missing breaching`, `notify <topic>` and `confirm <token>` after the limit. */
function readTail(words: readonly Word[]): Tail | Wrong {
  const text = words.map((word) => word.text).join(" ");
  const often = /(?:^| )for (\S+?)(?:(?: out)? of (\S+?))?(?: (?:periods?|datapoints?|times))?,?(?= |$)/i.exec(text);
  const notify = /(?:^| )(?:notify|tell) (\S+)/i.exec(text);
  const confirm = /(?:^| )confirm (\S+)/i.exec(text);
  const absent = /(?:^| )missing(?: data)?(?: is| as)? ([a-z]+),?(?= |$)/i.exec(text);
  const missing = MISSING.get(absent?.[1]?.toLowerCase() ?? "");
  if (absent && missing === undefined) {
    return {
      wrong: `Not understood: ${absent[0].trim().slice(0, 60)}. Type: missing breaching, good, ignore or missing`,
    };
  }
  const datapoints = countOf(often?.[1] ?? "1");
  const periods = countOf(often?.[2] ?? often?.[1] ?? "1");
  if (datapoints === undefined || periods === undefined) {
    return { wrong: `Not understood: ${often?.[0].trim().slice(0, 60)}. Type: for 3 of 5` };
  }
  if (datapoints > periods) {
    return { wrong: `${datapoints} of ${periods} never happens. Type: for ${periods} of ${datapoints}` };
  }
  const topic = notify?.[1]?.replace(/[,.]$/, "");
  if (topic !== undefined && !isTopicArn(topic)) return { wrong: `Not a topic's ARN: ${topic.slice(0, 60)}.` };
  const token = confirm?.[1];
  const rest = [often, notify, confirm, absent].reduce(
    (left, found) => (found ? left.replace(found[0], "") : left),
    text,
  );
  const told = {
    datapoints,
    periods,
    ...(missing !== undefined && { missing }),
    ...(topic !== undefined && { topic }),
    ...(token !== undefined && { token }),
  };
  return { told, rest: wordsOf(rest) };
}

function countOf(text: string): number | undefined {
  const count = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return count > 0 ? count : undefined;
}
