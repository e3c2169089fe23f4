import { fromLocal, type Local, toLocal } from "./zone.ts";

/** The time zone of the reader, and the present time in epoch seconds. */
export interface ReaderClock {
  readonly zone: string;
  readonly now: number;
}

/** A typed point in time: a fixed one, or a clock time without a day. */
export type TypedTime =
  | { readonly type: "fixed"; readonly at: number }
  | {
      readonly type: "clock";
      readonly hour: number;
      readonly minute: number;
      readonly half?: "am" | "pm";
      readonly utc?: true;
    };

const CLOCK = String.raw`\d{1,2}(?::\d{2}(?::\d{2})?)?(?: ?[ap]m)?|noon|midnight`;
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
/** The pattern of a clock time without a day, without groups. */
export const HOUR = `(?:${CLOCK})`;
const DAY = String.raw`today|yesterday|(?:the )?day before yesterday|(?:last )?(?:${WEEKDAYS.join("|")})|\d{4}-\d{2}-\d{2}`;
const ISO = String.raw`\d{4}-\d{2}-\d{2}t\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?`;
const UTC = " ?(?:utc|gmt)|z";
const AGO = String.raw`\d{1,5} ?(?:minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w) ago`;

/** The pattern of a day by its name, without groups. */
export const DAY_NAME = `(?:today|yesterday|(?:the )?day before yesterday|(?:on )?(?:last )?(?:${WEEKDAYS.join("|")}))`;

/** The pattern of a point in time, without groups, for use in a larger pattern. */
export const MOMENT = `(?:${ISO}|${AGO}|(?:${DAY}) (?:at )?(?:${CLOCK})(?:${UTC})?|${DAY}|now|(?:${CLOCK})(?:${UTC})?)`;

const UNIT: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** The seconds of "30m", "2 hours", "day"; undefined if the text is not a length of time. */
export function durationSeconds(count: string | undefined, unit: string): number | undefined {
  const seconds = UNIT[unit.slice(0, 1).toLowerCase()];
  return seconds === undefined ? undefined : Number(count ?? 1) * seconds;
}

/** Reads one point in time, in lower case; undefined if there is no such date or clock time. */
export function readMoment(text: string, reader: ReaderClock): TypedTime | undefined {
  if (text === "now") return { type: "fixed", at: reader.now };
  const ago = /^(\d+) ?([a-z]+) ago$/.exec(text);
  if (ago) return fixed(reader.now - (durationSeconds(ago[1], ago[2] ?? "") ?? 0));
  if (/^\d{4}-\d{2}-\d{2}t/.test(text)) return readIso(text, reader);
  const day = new RegExp(`^(${DAY})(?: (?:at )?(.+))?$`).exec(text);
  if (!day) return readClock(text);
  const name = day[1] ?? "";
  const date = dateOf(name, reader);
  const time = day[2] === undefined ? ({ type: "clock", hour: 0, minute: 0 } as const) : readClock(day[2]);
  if (!date || time?.type !== "clock") return undefined;
  const zone = time.utc ? "UTC" : reader.zone;
  const at = fromLocal({ ...date, ...clockOf(time) }, zone);
  const isAhead = at > reader.now && isWeekday(name);
  return fixed(isAhead ? fromLocal({ ...date, ...clockOf(time), day: date.day - 7 }, zone) : at);
}

/** The hour and minute of a clock time; without am or pm it is the morning. */
export function clockOf({ hour, minute, half }: Extract<TypedTime, { type: "clock" }>): Pick<Local, "hour" | "minute"> {
  if (half === undefined) return { hour, minute };
  return { hour: (hour % 12) + (half === "pm" ? 12 : 0), minute };
}

function readClock(text: string): TypedTime | undefined {
  if (text === "noon") return { type: "clock", hour: 12, minute: 0 };
  if (text === "midnight") return { type: "clock", hour: 0, minute: 0 };
  const found = /^(\d{1,2})(?::(\d{2})(?::\d{2})?)?(?: ?([ap]m))?( ?(?:utc|gmt)|z)?$/.exec(text);
  if (!found) return undefined;
  const [, hours, minutes = "0", half, utc] = found;
  const [hour, minute] = [Number(hours), Number(minutes)];
  if (minute > 59 || hour > (half ? 12 : 23) || (half && hour === 0)) return undefined;
  const named = half === undefined ? {} : ({ half: half === "pm" ? "pm" : "am" } as const);
  return { type: "clock", hour, minute, ...named, ...(utc !== undefined && ({ utc: true } as const)) };
}

function readIso(text: string, reader: ReaderClock): TypedTime | undefined {
  const [, date = "", clock = "", mark] =
    /^(.{10})t(\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(z|[+-]\d{2}:?\d{2})?$/.exec(text) ?? [];
  const seconds = Number(clock.slice(6));
  const day = dateOf(date, reader);
  const time = readClock(clock);
  if (!day || time?.type !== "clock" || seconds > 59) return undefined;
  const local = { ...day, ...clockOf(time) };
  if (mark === undefined) return fixed(fromLocal(local, reader.zone) + seconds);
  const [, sign, hours = "0", minutes = "0"] = /^([+-])(\d{2}):?(\d{2})$/.exec(mark) ?? [];
  const ahead = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -60 : 60);
  return fixed(fromLocal(local, "UTC") + seconds - ahead);
}

function dateOf(text: string, { zone, now }: ReaderClock): Omit<Local, "hour" | "minute"> | undefined {
  const { year, month, day } = toLocal(now, zone);
  if (text === "today") return { year, month, day };
  if (text === "yesterday") return { year, month, day: day - 1 };
  if (text.endsWith("day before yesterday")) return { year, month, day: day - 2 };
  if (isWeekday(text)) return { year, month, day: day - daysSince(text, { year, month, day }) };
  const [years, months, days] = text.split("-").map(Number);
  const real = new Date(`${text}T00:00:00Z`);
  if (!years || !months || !days || Number.isNaN(real.getTime()) || real.getUTCDate() !== days) return undefined;
  return { year: years, month: months, day: days };
}

function isWeekday(name: string): boolean {
  return WEEKDAYS.includes(name.replace("last ", ""));
}

/** The days since the latest such weekday, today being one; "last monday" is before today. */
function daysSince(name: string, { year, month, day }: Omit<Local, "hour" | "minute">): number {
  const weekday = WEEKDAYS.indexOf(name.replace("last ", ""));
  const days = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() - weekday + 7) % 7;
  return days === 0 && name.startsWith("last ") ? 7 : days;
}

function fixed(at: number): TypedTime {
  return { type: "fixed", at };
}

/** The seconds of a text that is only a length of time: "30m", "2 hours"; else undefined. */
export function bareLength(text: string): number | undefined {
  const found = /^(\d{1,6}) ?(minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w)$/i.exec(text);
  return found ? durationSeconds(found[1], found[2] ?? "") : undefined;
}
