import { withoutMiddle } from "../../card/number.ts";
import type { QuotedMessage } from "../../conversation/inbound.ts";
import { severalOpen } from "../grammar/investigation-object.ts";
import { match } from "../grammar/match.ts";
import { refusal, usage } from "../grammar/offer.ts";
import { commandOf } from "../grammar/targeted.ts";
import type { Understood } from "../grammar/understood.ts";
import { withoutEmoji, withoutEnding, wordsOf } from "../grammar/words.ts";
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
    const object = withoutEnding(said.rest).replace(
      /^(?:(?:it|this|that) ?)?(?:again|deeper|further|once more)?$/i,
      "",
    );
    if (object === "" && said.about) return lookInto(said, said.about);
    const number = /^G-?(\d{1,9})$/i.exec(object);
    if (number) return again({ ...said, investigation: Number(number[1]) });
    if (object !== "" && said.investigation === undefined) return named(said, object);
    if (said.investigation !== undefined || said.surroundings.thread) return again(said);
    return usage("Investigate what?", form);
  },
};

/** Investigates the problem that a chat message describes, from the time that it states, else from the time of the message. */
function lookInto(said: Said, about: QuotedMessage): Understood {
  const { words, since } = stated(said, about);
  if (!/[\p{L}\p{N}]/u.test(withoutEmoji(words))) return refusal("That message has no text to look into.");
  const time = { window: { start: since, end: said.surroundings.now.getTime() / 1000 }, words: "", typed: "" };
  return named({ ...said, time }, withoutMiddle(words, 200));
}

/** So many seconds CloudWatch keeps values by the minute. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html */
const LONGEST_AGO = 15 * 86_400;

/** Lines of a message that may state when it began. */
const LINES_READ = 20;

/** What a message says on one line, without the time that is stated at the end of a line: the first such time counts. */
function stated(
  { zone, surroundings }: Said,
  { text, at }: QuotedMessage,
): { readonly words: string; readonly since: number } {
  const lines = text
    .split("\n")
    .map((line) => line.replaceAll(/\s+/g, " ").trim())
    .filter((line) => line !== "");
  for (const [index, line] of lines.slice(0, LINES_READ).entries()) {
    const timed = timeBehind(` ${line}`, { zone, surroundings: { ...surroundings, now: new Date(at) } });
    if (typeof timed === "string" || !timed.time) continue;
    const words = (timed.rest === "" ? lines.toSpliced(index, 1) : lines.with(index, timed.rest)).join(" ");
    if (words !== "") return { words, since: timed.time.window.start };
  }
  return { words: lines.join(" "), since: Date.parse(at) / 1000 };
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
  if (since !== undefined && since < now.getTime() / 1000 - LONGEST_AGO) {
    const when = sinceWords(since, said.zone, now);
    return refusal(
      `${when} is too long ago: values by the minute are kept for 15 days. To look at now: investigate ${withoutMiddle(text, 60)}`,
    );
  }
  const words = `new investigation: ${withoutMiddle(what, 60)}`;
  if (since === undefined) return { type: "start", what, understood: words };
  return { type: "start", what, since, understood: `${words}, since ${sinceWords(since, said.zone, now)}` };
}
