import { refusal } from "../grammar/offer.ts";
import type { Understood } from "../grammar/understood.ts";
import type { Word } from "../grammar/words.ts";
import { bareLength } from "../time/moment.ts";
import { lastSeconds } from "../time/time.ts";
import type { Said, Time } from "../verb.ts";
import { statisticOf } from "./statistic.ts";

/** The options after a metric's name. */
export interface MetricWords {
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: string;
  /** Seconds. */
  readonly period: number | undefined;
  readonly time: Time | undefined;
  readonly band: boolean;
}

interface Options extends MetricWords {
  readonly dimensions: Record<string, string>;
  statistic: string;
  period: number | undefined;
  time: Time | undefined;
  band: boolean;
}

/** The limits of a name and of dimensions. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Metric.html */
const NAME = 255;
const DIMENSIONS = 30;

/** The error about a metric's names; undefined if they are fine. */
export function wrongNames(namespace: string, metric: string): Understood | undefined {
  if (namespace.length > NAME || metric.length > NAME) {
    return refusal(`The name of a namespace or a metric has at most ${NAME} characters.`);
  }
  const [odd] = /\P{ASCII}/u.exec(namespace) ?? [];
  return odd === undefined ? undefined : refusal(`A namespace has only plain letters, not "${odd}".`);
}

/** Reads dimensions, statistic, period and `band`; returns the first unknown word instead, if there is one. */
export function readMetricWords(words: readonly Word[], said: Said): MetricWords | Word {
  const options: Options = { dimensions: {}, statistic: "Average", period: undefined, time: said.time, band: false };
  return words.find((word) => !take(word, options, said)) ?? options;
}

/** The error about too many dimensions; undefined if there are few enough. */
export function tooManyDimensions({ dimensions }: MetricWords): Understood | undefined {
  const count = Object.keys(dimensions).length;
  return count > DIMENSIONS ? refusal(`A metric has at most ${DIMENSIONS} dimensions, not ${count}.`) : undefined;
}

/** Reads one option; false if the word is not an option. */
function take({ text, quoted }: Word, options: Options, said: Said): boolean {
  const word = text.replace(/,$/, "");
  const dimension = /^([^=]{1,255})=(.{1,1024})$/s.exec(word);
  const period = /^(?:period=)?(\d{1,6})s?$/i.exec(word);
  const statistic = statisticOf(word);
  if (quoted) return false;
  if (/^(?:every|period|of|for|by|stat|with)$/i.test(word)) return true;
  if (/^band$/i.test(word)) options.band = true;
  else if (period && Number(period[1]) > 0) options.period = Number(period[1]);
  else if (dimension?.[1] && dimension[2]) setOwn(options.dimensions, dimension[1], dimension[2]);
  else if (statistic !== undefined) options.statistic = statistic;
  else return takeLength(word, options, said);
  return true;
}

/** Reads a length of time: the first of two is the period, `5m 3h`. */
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

/** Sets an own property, also for a dimension that is named `__proto__`. */
function setOwn(record: Record<string, string>, name: string, value: string): void {
  Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true });
}
