import { findTime } from "../time/time.ts";
import { verbs } from "../verbs.ts";
import type { Surroundings, Understood } from "./understood.ts";

const IGNORED: Understood = { type: "ignore" };

/** Parses a plain reply: it is a command only if the whole text is a complete command. Other replies are ignored. */
export function overheard(text: string, zone: string, surroundings: Surroundings): Understood {
  const [, number, word = "", after = ""] = /^(?:G-(\d{1,9}) +)?([a-z]+)(.*)$/is.exec(text) ?? [];
  const name = word.toLowerCase();
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!verb?.overheard || (number === undefined && !surroundings.thread)) return IGNORED;
  if (verb.overheard.numbered && number === undefined) return IGNORED;
  const said = after.trim();
  const timed = verb.takesTime ? findTime(said, zone, surroundings.now) : { rest: said };
  if (timed.wrong !== undefined || !verb.overheard.rest.test(timed.rest.replace(/\.$/, ""))) return IGNORED;
  const { rest, time } = timed;
  if (time && verb.overheard.timeless) return IGNORED;
  const investigation = number === undefined ? {} : { investigation: Number(number) };
  const understood = verb.parse({
    rest,
    ...(time && { time }),
    ...investigation,
    addressed: false,
    zone,
    surroundings,
  });
  return understood.type === "reply" ? IGNORED : understood;
}
