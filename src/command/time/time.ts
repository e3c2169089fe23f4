import type { Time } from "../verb.ts";
import {
  clockOf,
  DAY_NAME,
  durationSeconds,
  HOUR,
  MOMENT,
  type ReaderClock,
  readMoment,
  type TypedTime,
} from "./moment.ts";
import { readingsOf, TWO_READINGS } from "./numeric-date.ts";
import { withTypedTimes } from "./spoken-time.ts";
import { momentWords, windowWords } from "./words.ts";
import { fromLocal, knownZone, toLocal } from "./zone.ts";

/** A text without its time phrase, and the parsed phrase or an error. */
export interface Timed {
  readonly rest: string;
  readonly time?: Time;
  /** The error about the time, in one sentence. */
  readonly wrong?: string;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Reads the parts of a phrase; returns an error as a string. */
type Resolve = (parts: readonly (string | undefined)[], reader: ReaderClock) => Range | string;

const DAY = 86_400;

/** CloudWatch stores metrics for 455 days. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html */
const KEPT = 455 * DAY;

/** A range of clock times without a day may pass midnight, up to this length in seconds. */
const OVERNIGHT = 12 * 3600;

/** The seconds before and after a single point in time. */
const AROUND = 15 * 60;

/** The seconds that are shown before a time where only the end is said: "until 3". */
const UP_TO = 3 * 3600;

/** A period of a metric can be in seconds, so only "last 90 s" is a time. */
const SECONDS = `seconds?|secs?|s`;
const UNIT = `minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w`;
const DATE = String.raw`\d{4}-\d{2}-\d{2}`;
const SURE = String.raw`(?:\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2}|\d{1,2}(?::\d{2})? ?[ap]m|noon|midnight|${DAY_NAME})`;

/** The phrases, more specific ones first. */
const PHRASES: readonly (readonly [RegExp, Resolve])[] = [
  [phrase(`(?:between|from) (${HOUR}) (?:and|to|until|till|-) (${HOUR}),? (${DAY_NAME})`), dayLast],
  [
    phrase(
      `(?<!(?:between|from|since) )(${DAY_NAME}),? (?:between |from )?(${HOUR}) ?(?:and|to|until|till|-) ?(${HOUR})`,
    ),
    onDay,
  ],
  [phrase(`(?:(?:on|at|since|from|until|till|before|after|to|and) )?(${TWO_READINGS})`), ambiguous],
  [phrase(`(?:between|from|since|after) (${MOMENT}) (?:and|to|until|till|-) (${MOMENT})`), between],
  [phrase(`(${MOMENT}) (?:to|until|till|-) (?=${SURE})(${MOMENT})`), between],
  [phrase(`(?=${SURE})(${MOMENT}) ?(?:to|until|till|-) ?(${MOMENT})`), between],
  [phrase(`(?<!day )(?:until|till|before) (${MOMENT})`), upTo],
  [phrase(`(?:by|up to) (?=${SURE})(${MOMENT})`), upTo],
  [phrase(`since (?:the last )?(\\d{1,6}) ?(${UNIT})(?! ago)`), last],
  [phrase(`(?:since|from|after)(?: about| around| roughly)? (${MOMENT})`), since],
  [
    phrase(`(?:(?:in|for|over|during|within) )?(?:the )?(?:last|past|previous) (?:(\\d{1,6}) ?)?(${UNIT}|${SECONDS})`),
    last,
  ],
  [phrase(`(?<!every |period |last |past )(?:for |over )?-?(\\d{1,6}) ?(${UNIT})(?! ago)`), last],
  [phrase(`(\\d{1,6} ?(?:${UNIT}) ago)`), since],
  [phrase(`((?:${DAY_NAME}|${DATE}) at ${HOUR})`), around],
  [phrase(`(?:at|around|about) (${MOMENT})`), around],
  [phrase(`((?:${DAY_NAME}|${DATE}) (?:at )?(?=${SURE})${HOUR}(?: ?(?:utc|gmt)|z)?)`), around],
  [phrase(`(${DAY_NAME}|(?:on )?${DATE})`), day],
  [phrase(`(\\d{1,2}:\\d{2}(?: ?[ap]m)?|\\d{1,2} ?[ap]m)`), around],
];

function phrase(pattern: string): RegExp {
  return new RegExp(`(?<![^\\s])${pattern}(?=[\\s,.;?!]|$)`, "i");
}

/** Finds the time phrase of a text, outside quotes, and converts it to a window of epoch seconds, in the reader's zone. */
export function findTime(said: string, zone: string, now: Date): Timed {
  const text = withTypedTimes(said, now);
  const reader: ReaderClock = { zone: knownZone(zone), now: Math.floor(now.getTime() / 1000) };
  const unquoted = text.replace(/"[^"]*"/g, (quoted) => "\u0001".repeat(quoted.length));
  for (const [pattern, resolve] of PHRASES) {
    const found = pattern.exec(unquoted);
    if (!found) continue;
    const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
    const parts = found.slice(1).map((part) => part?.toLowerCase().replace(/\s+/g, " "));
    return { rest: rest.replace(/ {2,}/g, " ").trim(), ...settle(resolve(parts, reader), found[0].trim(), reader) };
  }
  return { rest: text };
}

/** The window of the last `seconds`, and its words. */
export function lastSeconds(seconds: number, zone: string, now: Date): Time {
  const end = Math.floor(now.getTime() / 1000);
  const window = { start: end - seconds, end };
  return { window, words: windowWords(window, knownZone(zone), end), typed: "" };
}

/** "02:40 CET", with its date when that is not today. Epoch seconds. */
export function sinceWords(seconds: number, zone: string, now: Date): string {
  return momentWords(seconds, knownZone(zone), Math.floor(now.getTime() / 1000));
}

function settle(range: Range | string, typed: string, { zone, now }: ReaderClock): Omit<Timed, "rest"> {
  if (typeof range === "string") return { wrong: range };
  const { start } = range;
  if (start >= now) return { wrong: `${typed} is in the future; it is ${momentWords(now, zone, now)}.` };
  if (start < now - KEPT) return { wrong: `${typed} is too far back: CloudWatch keeps metrics for 455 days.` };
  if (range.end <= start) return { wrong: `${typed} ends before it begins.` };
  const window = { start, end: Math.min(range.end, now) };
  return { time: { window, words: windowWords(window, zone, now), typed } };
}

function last([count, unit = ""]: readonly (string | undefined)[], { now }: ReaderClock): Range | string {
  const seconds = durationSeconds(count, unit);
  return seconds ? { start: now - Math.max(60, seconds), end: now } : "A time of 0 shows nothing.";
}

function since([text = ""]: readonly (string | undefined)[], reader: ReaderClock): Range | string {
  const moment = readMoment(text, reader);
  return moment ? { start: latest(moment, reader), end: reader.now } : noSuchTime(text);
}

/** A window that ends at a point in time, because nothing says where it begins. */
function upTo([text = ""]: readonly (string | undefined)[], reader: ReaderClock): Range | string {
  const moment = readMoment(text, reader);
  if (!moment) return noSuchTime(text);
  const end = latest(moment, reader);
  return { start: end - UP_TO, end };
}

/** What can be read in two ways is asked: "3/4" is two days, "half 3" two times. */
function ambiguous([text = ""]: readonly (string | undefined)[]): string {
  return `${text} can be read in two ways. Type ${readingsOf(text).join(" or ")}.`;
}

/** A window of a quarter of an hour before and after a point in time. */
function around([text = ""]: readonly (string | undefined)[], reader: ReaderClock): Range | string {
  const moment = readMoment(text.replace(/^on /, ""), reader);
  if (!moment) return noSuchTime(text);
  const at = latest(moment, reader);
  return at >= reader.now ? { start: at, end: at } : { start: at - AROUND, end: at + AROUND };
}

/** A whole day; today, up to now. */
function day([text = ""]: readonly (string | undefined)[], reader: ReaderClock): Range | string {
  const moment = readMoment(text.replace(/^on /, ""), reader);
  if (moment?.type !== "fixed") return noSuchTime(text);
  const { year, month, day: date } = toLocal(moment.at, reader.zone);
  return { start: moment.at, end: fromLocal({ year, month, day: date + 1, hour: 0, minute: 0 }, reader.zone) };
}

function onDay([name = "", from = "", to = ""]: readonly (string | undefined)[], reader: ReaderClock): Range | string {
  const date = name.replace(/^on /, "");
  const half = /^\d{1,2}(?::\d{2})?$/.test(from) ? (/[ap]m$/.exec(to)?.[0] ?? "") : "";
  return between([`${date} ${from}${half}`, `${date} ${to}`], reader);
}

/** "Between 3 and 4 on friday". */
function dayLast([from, to, name]: readonly (string | undefined)[], reader: ReaderClock): Range | string {
  return onDay([name, from, to], reader);
}

function between([from = "", to = ""]: readonly (string | undefined)[], reader: ReaderClock): Range | string {
  const end = readMoment(to, reader);
  const start = readMoment(from, reader);
  if (!start) return noSuchTime(from);
  if (!end) return noSuchTime(to);
  if (end.type === "fixed") return { start: latest(start, reader, end.at), end: end.at };
  const half = start.type === "clock" && start.half === undefined && start.hour <= 12 ? end.half : undefined;
  const begin = start.type === "clock" && half !== undefined ? { ...start, half } : start;
  if (begin.type === "fixed") return { start: begin.at, end: following(end, begin.at, from, reader) };
  const at = latest(begin, reader);
  return { start: at, end: following(end, at, from, reader) };
}

/** The last time before a limit (default: now) at which a clock showed this; a fixed time is returned unchanged. */
function latest(moment: TypedTime, reader: ReaderClock, limit: number = reader.now): number {
  if (moment.type === "fixed") return moment.at;
  const at = onLocalDay(moment, limit, 0, reader.zone);
  return at >= limit ? onLocalDay(moment, limit, -1, reader.zone) : at;
}

/** The first time after the start at which a clock shows this, at most overnight; else the time on the start's own day, before the start. */
function following(
  moment: Extract<TypedTime, { type: "clock" }>,
  start: number,
  from: string,
  reader: ReaderClock,
): number {
  const zone = /(?:z|utc|gmt)$/.test(from) ? "UTC" : reader.zone;
  const same = onLocalDay(moment, start, 0, zone);
  if (same > start) return same;
  const next = onLocalDay(moment, start, 1, zone);
  return next - start <= OVERNIGHT ? next : same;
}

function onLocalDay(moment: Extract<TypedTime, { type: "clock" }>, near: number, days: number, zone: string): number {
  const date = toLocal(near, moment.utc ? "UTC" : zone);
  return fromLocal({ ...date, ...clockOf(moment), day: date.day + days }, moment.utc ? "UTC" : zone);
}

function noSuchTime(text: string): string {
  return `There is no time ${text}.`;
}
