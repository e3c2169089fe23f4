import type { Action } from "../../card/card.ts";
import type { Inbound } from "../../conversation/inbound.ts";
import { askSignal } from "../asking/ask-signal.ts";
import { signalOf, signalSlip } from "../asking/signal.ts";
import { helpCard, noSuchVerb } from "../cards.ts";
import { findTime } from "../time/time.ts";
import type { Said, Verb } from "../verb.ts";
import { closestVerb, findVerb } from "./find-verb.ts";
import { match } from "./match.ts";
import { refusal } from "./offer.ts";
import { pasted } from "./pasted.ts";
import type { Surroundings, Understood } from "./understood.ts";
import { withoutEnding } from "./words.ts";

/** Parses a text that is addressed to the bot; the result is a command, or a reply with what to type instead. */
export function addressed(
  text: string,
  { zone, about }: Pick<Inbound, "zone" | "about">,
  surroundings: Surroundings,
): Understood {
  const body = text
    .replace(/^(?:@\S+[:,]?\s*)+/, "")
    .replace(/^gumshoe\b[\s:,]*/i, "")
    .trim();
  if (withoutEnding(body) === "") return reply(helpCard());
  const recognised = pasted(body, surroundings);
  if (recognised) return recognised;
  const [, number, rest = ""] = /^(?:G-?(\d{1,9})[\s:,]+)?(.*)$/is.exec(body) ?? [];
  const investigation = number === undefined ? {} : { investigation: Number(number) };
  const around = { ...investigation, addressed: true, zone, surroundings, ...(about !== undefined && { about }) };
  return command(rest.trim(), around);
}

/** The first word without its punctuation, and the rest. */
const VERB = /^(\S+?)(?=[\s:,]|[.!?]*$)[.!?]*(.*)$/s;

type Around = Omit<Said, "rest" | "time">;

function command(text: string, around: Around): Understood {
  const [, typed = "", after = ""] = VERB.exec(text) ?? [];
  const found = findVerb(typed);
  if (found.type === "verb") return run(found.verb, after, around);
  const short = signal(text, around, signalOf);
  if (short) return short;
  const slip = signal(text, around, signalSlip);
  if (slip) return slip;
  if (found.type === "misspelt") return run(found.verb, after, around);
  const turned = timeLast(text, around) ?? withoutFiller(text);
  if (turned !== undefined) return command(turned, around);
  return reply(noSuchVerb(typed === "" ? text : typed, offers(text, typed, after, around)));
}

/** Moves the time behind the verb: "last 30m changes" → "changes last 30m". Undefined if no verb with a time follows. */
function timeLast(text: string, { zone, surroundings }: Around): string | undefined {
  const { rest, time } = findTime(text, zone, surroundings.now);
  const found = findVerb(VERB.exec(rest)?.[1] ?? "");
  return time && found.type !== "none" && found.verb.takesTime ? `${rest} ${time.typed}` : undefined;
}

const FILLER = /^(?:(?:please|pls|show|give|tell|get|me|us|the|can you|could you|what's|what is|what are)\s+)+/i;

/** Removes filler words: "show me the errors of checkout". Undefined if the rest is not a read-only command. */
function withoutFiller(text: string): string | undefined {
  const rest = text.replace(FILLER, "");
  if (rest === text) return undefined;
  const word = VERB.exec(rest)?.[1] ?? "";
  const found = findVerb(word);
  return signalOf(word) !== undefined || (found.type === "verb" && found.verb.readOnly) ? rest : undefined;
}

function run(verb: Verb, after: string, around: Around): Understood {
  const rest = verb.freeText ? after : after.replace(/^[:,]/, "").trim();
  if (!verb.takesTime) return verb.parse({ ...around, rest });
  const apart = verb.apart?.exec(rest);
  const left = apart ? rest.replace(apart[0], " ").trim() : rest;
  const timed = findTime(left, around.zone, around.surroundings.now);
  if (timed.wrong !== undefined) return refusal(timed.wrong);
  const kept = apart?.[1] === undefined ? {} : { apart: apart[1] };
  return verb.parse({ ...around, ...kept, rest: timed.rest, ...(timed.time && { time: timed.time }) });
}

/** Parses a text with a short metric at its start or end: "errors of checkout last 30m", "checkout errors". */
function signal(text: string, around: Around, read: (word: string) => string | undefined): Understood | undefined {
  const timed = findTime(text, around.zone, around.surroundings.now);
  const rest = withoutEnding(timed.rest);
  const [, first = "", after = ""] = /^(\S+)(.*)$/s.exec(rest) ?? [];
  const [, before = "", last = ""] = /^(.+?)\s+(\S+)$/s.exec(rest) ?? [];
  const leading = read(first);
  const word = leading ?? (names(before, around) ? read(last) : undefined);
  if (word === undefined) return undefined;
  if (timed.wrong !== undefined) return refusal(timed.wrong);
  return askSignal({ ...around, rest, ...(timed.time && { time: timed.time }) }, word, leading ? after : before);
}

function names(text: string, { surroundings }: Around): boolean {
  const name = text.replace(/^the /i, "").replaceAll('"', "");
  return match(name, false, surroundings.components, (component) => component).type !== "none";
}

/** Buttons for the verb that was probably meant, or, for a whole sentence, for the commands that accept any text. */
function offers(text: string, typed: string, after: string, around: Around): readonly Action[] {
  const closest = closestVerb(typed);
  const sentence = text.split(/\s+/).length > 2;
  if (closest !== undefined && !(sentence && typed.length <= 3)) return [button(closest, after, around)];
  if (!sentence) return [];
  const number = around.investigation ?? around.surroundings.thread?.number;
  const keep = number === undefined ? [] : [{ label: "Note", command: `G-${number} note ${text}` }];
  return [{ label: "Investigate", command: `investigate ${text}` }, ...keep];
}

function button(closest: string, after: string, { investigation, surroundings }: Around): Action {
  const number = investigation ?? surroundings.thread?.number;
  const before =
    number === undefined || closest === "help" || (closest === "investigate" && after.trim() !== "")
      ? ""
      : `G-${number} `;
  const command = `${before}${closest}${after.trimEnd()}`;
  return { label: `${closest[0]?.toUpperCase()}${closest.slice(1)}`, command };
}

function reply(card: ReturnType<typeof helpCard>): Understood {
  return { type: "reply", card };
}
