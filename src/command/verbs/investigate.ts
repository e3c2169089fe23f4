import { withoutMiddle } from "../../card/number.ts";
import type { About } from "../../conversation/inbound.ts";
import { severalOpen } from "../grammar/investigation-object.ts";
import { match } from "../grammar/match.ts";
import { refusal, usage } from "../grammar/offer.ts";
import { commandOf } from "../grammar/targeted.ts";
import type { Understood } from "../grammar/understood.ts";
import { withoutEnding, wordsOf } from "../grammar/words.ts";
import { sinceWords } from "../time/time.ts";
import { timeBehind } from "../time/time-behind.ts";
import type { Said, Verb } from "../verb.ts";

const form = { usage: "investigate <alarm or text> [since …]", example: "investigate checkout is slow since 02:40" };

/** Investigates the thread's alarm, the alarm of an open investigation, or a problem that a text describes. */
export const investigate: Verb = {
  ...form,
  help: "Look for the cause",
  more: ["In a thread, without more: look again.", "A name in quotes is taken as it is."],
  readOnly: false,
  shortest: "inv",
  takesTime: true,
  overheard: { rest: /^$/, timeless: true },
  parse: (said) => {
    const object = withoutEnding(said.rest);
    if (object === "" && said.about) return lookInto(said, said.about);
    const number = /^G-?(\d{1,9})$/i.exec(object);
    if (number) return again({ ...said, investigation: Number(number[1]) });
    if (object !== "" && said.investigation === undefined) return named(said, object);
    if (said.investigation !== undefined || said.surroundings.thread) return again(said);
    return usage("Investigate what?", form);
  },
};

/** Investigates the problem that a chat message describes, from the time that it ends with, else from the time of the message. */
function lookInto(said: Said, { text, at }: About): Understood {
  const line = text.replaceAll(/\s+/g, " ").trim();
  if (line === "") return refusal("That message has no text to look into.");
  const { zone, surroundings } = said;
  const timed = timeBehind(line, { zone, surroundings: { ...surroundings, now: new Date(at) } });
  const stated = typeof timed === "string" || timed.rest === "" ? undefined : timed;
  const since = stated?.time?.window.start ?? Date.parse(at) / 1000;
  const time = { window: { start: since, end: surroundings.now.getTime() / 1000 }, words: "", typed: "" };
  return named({ ...said, time }, withoutMiddle(stated?.rest ?? line, 200));
}

function again(said: Said): Understood {
  const words = said.time ? "investigate, at the time of its own alarm" : "investigate";
  return commandOf(said, { type: "investigate" }, words);
}

function named(said: Said, object: string): Understood {
  const { open, components, now } = said.surroundings;
  const [first, second] = wordsOf(object);
  const quoted = second === undefined && (first?.quoted ?? false);
  const text = object.replaceAll('"', "").trim();
  if (text === "") return usage("Investigate what?", form);
  const found = match(text, quoted, open, ({ title }) => title);
  if (found.type === "one") return again({ ...said, investigation: found.item.number });
  if (found.type === "several") return severalOpen("investigate", object, found.items);
  const component = match(text, quoted, components, (name) => name);
  const what = component.type === "one" ? component.item : text;
  const since = said.time?.window.start;
  const words = `new investigation: ${withoutMiddle(what, 60)}`;
  if (since === undefined) return { type: "start", what, understood: words };
  return { type: "start", what, since, understood: `${words}, since ${sinceWords(since, said.zone, now)}` };
}
