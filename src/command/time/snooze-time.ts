import { bareLength, clockOf, readMoment } from "./moment.ts";
import { fromLocal, knownZone, toLocal } from "./zone.ts";

/** The minutes from now to the end of "1h", "2 hours", "until 09:00" or "until 2026-05-01 09:00"; undefined if the text is none of them. */
export function minutesUntil(text: string, zone: string, now: Date): number | undefined {
  const length = bareLength(text);
  if (length !== undefined) return Math.round(length / 60);
  const [, typed] = /^(?:until|till) (.+)$/i.exec(text) ?? [];
  const at = typed === undefined ? undefined : comingMoment(typed, zone, now);
  return at === undefined ? undefined : Math.ceil((at - now.getTime() / 1000) / 60);
}

/** The epoch second of a point in time; a clock time without a day is the next one that comes. Undefined if there is no such time. */
export function comingMoment(text: string, zone: string, now: Date): number | undefined {
  const seconds = Math.floor(now.getTime() / 1000);
  const reader = { zone: knownZone(zone), now: seconds };
  const moment = readMoment(text.trim().toLowerCase(), reader);
  if (!moment || moment.type === "fixed") return moment?.at;
  const place = moment.utc ? "UTC" : reader.zone;
  const { year, month, day } = toLocal(seconds, place);
  const at = (days: number): number => fromLocal({ year, month, day: day + days, ...clockOf(moment) }, place);
  return at(0) > seconds ? at(0) : at(1);
}

/** "for 30 min", "for 4 h", "for 2 days". */
export function snoozeWords(minutes: number): string {
  if (minutes % 1_440 === 0 && minutes > 1_440) return `for ${minutes / 1_440} days`;
  return minutes % 60 === 0 ? `for ${minutes / 60} h` : `for ${minutes} min`;
}
