import { askSignal } from "../asking/ask-signal.ts";
import { signalOf, signalSlip } from "../asking/signal.ts";
import { withAlarmTime } from "../time/alarm-time.ts";
import { findTime } from "../time/time.ts";
import type { Said, Verb } from "../verb.ts";
import { findVerb } from "./find-verb.ts";
import { match } from "./match.ts";
import { refusal } from "./offer.ts";
import type { Understood } from "./understood.ts";
import { withoutEnding } from "./words.ts";

/** The context of a text, without what its words say. */
export type TextContext = Omit<Said, "rest" | "time">;

/** The first word without its punctuation, and the rest. */
const VERB = /^(\S+?)(?=[\s:,]|[.!?]*$)[.!?]*(.*)$/s;

/** The button Edit, where nothing opens its form: the command stands behind it. */
const EDIT = /^edit\s+(\S.*)$/is;

/** A text as the grammar of commands parses it; undefined if it begins with no verb and with no short metric. */
export function typed(text: string, around: TextContext): Understood | undefined {
  const [, edited] = EDIT.exec(text) ?? [];
  if (edited !== undefined) return typed(edited, around);
  const [, word = "", after = ""] = VERB.exec(text) ?? [];
  const found = findVerb(word);
  if (found.type === "verb" && (found.verb.followedBy?.test(after) ?? true)) return run(found.verb, after, around);
  const short = signal(text, around, signalOf) ?? signal(text, around, signalSlip);
  if (short) return short;
  if (found.type === "misspelt") return run(found.verb, after, around);
  const turned = timeLast(text, around);
  return turned === undefined ? undefined : typed(turned, around);
}

/** The verb that a text begins with, written in full or abbreviated. */
export function verbIn(text: string): { readonly name: string; readonly verb: Verb } | undefined {
  const found = findVerb(VERB.exec(text)?.[1] ?? "");
  return found.type === "verb" ? found : undefined;
}

/** The first word of a text and the rest. */
export function firstWord(text: string): { readonly word: string; readonly after: string } {
  const [, word = text, after = ""] = VERB.exec(text) ?? [];
  return { word, after };
}

/** Moves the time behind the verb: "last 30m changes" → "changes last 30m". Undefined if no verb with a time follows, or it stands there already. */
function timeLast(text: string, { zone, surroundings }: TextContext): string | undefined {
  const { rest, time } = findTime(text, zone, surroundings.now);
  const found = findVerb(VERB.exec(rest)?.[1] ?? "");
  if (!time || found.type === "none" || !found.verb.takesTime) return undefined;
  const moved = `${rest} ${time.typed}`;
  return moved === text ? undefined : moved;
}

function run(verb: Verb, after: string, around: TextContext): Understood {
  const rest = verb.freeText ? after : after.replace(/^[:,]/, "").trim();
  if (!verb.takesTime) return verb.parse({ ...around, rest });
  const apart = verb.apart?.exec(rest);
  const left = withAlarmTime(apart ? rest.replace(apart[0], " ").trim() : rest, around.surroundings.thread?.firedAt);
  const timed = findTime(left, around.zone, around.surroundings.now);
  if (timed.wrong !== undefined) return refusal(timed.wrong);
  const kept = apart?.[1] === undefined ? {} : { apart: apart[1] };
  return verb.parse({ ...around, ...kept, rest: timed.rest, ...(timed.time && { time: timed.time }) });
}

/** Parses a text with a short metric at its start or end: "errors of checkout last 30m", "checkout errors". */
function signal(text: string, around: TextContext, read: (word: string) => string | undefined): Understood | undefined {
  const { thread, now } = around.surroundings;
  const timed = findTime(withAlarmTime(text, thread?.firedAt), around.zone, now);
  const rest = withoutEnding(timed.rest);
  const [, first = "", after = ""] = /^(\S+)(.*)$/s.exec(rest) ?? [];
  const [, before = "", last = ""] = /^(.+?)\s+(\S+)$/s.exec(rest) ?? [];
  const leading = read(first);
  const word = leading ?? (names(before, around) ? read(last) : undefined);
  if (word === undefined) return undefined;
  if (timed.wrong !== undefined) return refusal(timed.wrong);
  return askSignal({ ...around, rest, ...(timed.time && { time: timed.time }) }, word, leading ? after : before);
}

function names(text: string, { surroundings }: TextContext): boolean {
  const name = text.replace(/^the /i, "").replaceAll('"', "");
  return match(name, false, surroundings.components, (component) => component).type !== "none";
}
