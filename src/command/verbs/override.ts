import { usage } from "../grammar/offer.ts";
import { withoutEnding } from "../grammar/words.ts";
import { comingMoment } from "../time/snooze-time.ts";
import { sinceWords } from "../time/time.ts";
import type { Verb } from "../verb.ts";

const form = {
  usage: "override <person> [for <schedule>] from <time> to <time>",
  example: "override ben from 18:00 to 22:00",
};

/** Puts another person on call for a time. */
export const override: Verb = {
  ...form,
  help: "Put another person on call for a time",
  more: ["override undo takes the newest back, override undo 3 the third. Times may have a day: 2026-05-01 09:00"],
  readOnly: false,
  shortest: false,
  parse: ({ rest, zone, surroundings: { now } }) => {
    const typed = withoutEnding(rest);
    const undo = /^undo(?: #?(\d{1,6}))?$/i.exec(typed);
    if (undo) {
      const number = undo[1] === undefined ? {} : { number: Number(undo[1]) };
      return { type: "override", request: { type: "undo", ...number }, understood: "override undo" };
    }
    const [, person, schedule, from = "", to = ""] =
      /^(\S+)(?: (?:for|on) (\S+))?(?: from (.+?))? (?:to|until|till) (.+)$/i.exec(typed) ?? [];
    if (person === undefined) return usage(typed === "" ? "Who takes over?" : "From when to when?", form);
    const start = from === "" ? Math.floor(now.getTime() / 1000) : startOf(from, to, zone, now);
    const end = start === undefined ? undefined : comingMoment(to, zone, new Date(start * 1000));
    if (start === undefined || end === undefined || end <= start) return usage("Not understood: the times.", form);
    const words = `override ${person} from ${sinceWords(start, zone, now)} to ${sinceWords(end, zone, now)}`;
    const request = { type: "add", person, start, end, ...(schedule !== undefined && { schedule }) } as const;
    return { type: "override", request, understood: words };
  },
};

/** When it begins, epoch seconds: at once if its clock times have begun already, as "from 18:00 to 22:00" typed at 18:05. */
function startOf(from: string, to: string, zone: string, now: Date): number | undefined {
  const coming = comingMoment(from, zone, now);
  const end = comingMoment(to, zone, now);
  if (coming === undefined || end === undefined) return coming;
  const hasDay = comingMoment(from, zone, new Date(now.getTime() + 2 * DAY_MS)) === coming;
  return !hasDay && end < coming ? Math.floor(now.getTime() / 1000) : coming;
}

const DAY_MS = 86_400_000;
