import { durationSeconds } from "./moment.ts";

const ALARM = `(?:(?:the|this) (?:alarm|alert|incident)(?: (?:fired|started|began|went off))?|(?:it|this) (?:started|began|fired|went off|broke))`;
const LENGTH = String.raw`(?:the )?(\d{1,3}|an?|one) ?(minutes?|mins?|m|hours?|hrs?|h|days?|d)`;
const NEXT_TO = new RegExp(String.raw`\b${LENGTH} (before|after) ${ALARM}\b`, "i");
const FROM = new RegExp(String.raw`\b(since|after|before|until|till|around|at|from|when) ${ALARM}\b`, "i");

/**
 * "Since the alarm", "an hour before it started": the time of the thread's alarm (epoch seconds) as it can be typed. What stands in quotes
 * stays, and so does everything where no alarm fired.
 */
export function withAlarmTime(text: string, firedAt: number | undefined): string {
  if (firedAt === undefined) return text;
  return text
    .split(/("[^"]*")/)
    .map((part) => (part.startsWith('"') ? part : outsideQuotes(part, firedAt)))
    .join("");
}

function outsideQuotes(text: string, firedAt: number): string {
  return text
    .replace(NEXT_TO, (_, count: string, unit: string, side: string) => {
      const seconds = durationSeconds(/^\d/.test(count) ? count : "1", unit) ?? 0;
      const other = side.toLowerCase() === "before" ? firedAt - seconds : firedAt + seconds;
      return `from ${typed(Math.min(firedAt, other))} to ${typed(Math.max(firedAt, other))}`;
    })
    .replace(FROM, (_, before: string) => `${before.toLowerCase() === "when" ? "at" : before} ${typed(firedAt)}`);
}

function typed(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/:\d{2}\.\d{3}Z$/, "Z");
}
