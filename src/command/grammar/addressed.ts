import type { Inbound } from "../../conversation/inbound.ts";
import { recordWords } from "../../investigation/view/record/question.ts";
import { helpCard } from "../cards.ts";
import { verbs } from "../verbs.ts";
import { closestVerb } from "./find-verb.ts";
import { offer } from "./offer.ts";
import { pasted } from "./pasted.ts";
import { notUnderstood, withWays } from "./refused.ts";
import { answerSentence } from "./sentence/answer-sentence.ts";
import { bareThing } from "./sentence/bare-thing.ts";
import { elsewhereNear, elsewhereOf } from "./sentence/elsewhere.ts";
import { belowQuote, withoutClosing, withoutOpening } from "./sentence/politeness.ts";
import { readSentence, type Sentence } from "./sentence/read-sentence.ts";
import { isShorthand } from "./sentence/shorthand.ts";
import { smallTalk } from "./sentence/small-talk.ts";
import { meaningOf } from "./sentence/vocabulary.ts";
import { hereOf, usefulHere } from "./sentence/ways.ts";
import { several } from "./several.ts";
import { readOf } from "./targeted.ts";
import { firstWord, type TextContext, typed, verbIn } from "./typed.ts";
import type { Surroundings, Understood } from "./understood.ts";
import { withoutEnding } from "./words.ts";

/** Parses a text that is addressed to the bot; the result is a command, or a reply with what to type instead. */
export function addressed(
  text: string,
  { zone, about }: Pick<Inbound, "zone" | "about">,
  surroundings: Surroundings,
): Understood {
  const body = belowQuote(text)
    .replace(/^(?:@\S+[:,]?\s*)+/, "")
    .replace(/^gumshoe\b[\s:,]*/i, "")
    .trim();
  if (withoutEnding(body) === "") return { type: "reply", card: helpCard() };
  const recognised = pasted(body, surroundings);
  if (recognised) return recognised;
  return meant(body, { addressed: true, zone, surroundings, ...(about !== undefined && { about }) });
}

/** "G-1042", "G 1042" or "#1042" in front of a text. */
const NUMBER = /^(?:G ?-? ?|#)(\d{1,9})(?=[\s:,])[\s:,]+(.*)$/is;

function meant(body: string, around: TextContext): Understood {
  const each = several(plainly(body), around);
  if (each) return each;
  const [, number, rest = body] = NUMBER.exec(body) ?? [];
  const named = number === undefined ? around : { ...around, investigation: Number(number) };
  const text = rest.trim();
  return (
    button(text, named) ??
    twoAtOnce(text, named) ??
    command(text, named) ??
    whether(text, named) ??
    talk(text, named) ??
    inOtherWords(text, named) ??
    free(notUnderstood(plainly(text), named), text, named)
  );
}

/** A text that nothing here understands, which a model may answer. */
function free(refused: Understood, text: string, { investigation }: TextContext): Understood {
  if (refused.type !== "reply" || text.split(/\s+/).length < 3) return refused;
  return { ...refused, free: text, ...(investigation !== undefined && { investigation }) };
}

/**
 * A complete command, as it was typed. What is complete is read in no other way; what a verb refuses may still be a sentence that begins
 * with the verb's word, such as "why is checkout slow?".
 */
function command(text: string, around: TextContext): Understood | undefined {
  if (asksWhether(text) || isShorthand(firstWord(text).word)) return undefined;
  const understood = typed(bare(text), around);
  if (understood && understood.type !== "reply") return understood;
  const shorter = plainly(text);
  const polite = shorter === text ? undefined : typed(shorter, around);
  if (polite && polite.type !== "reply") return polite;
  return numberLast(shorter, around);
}

/** "Can we close it?" and "accept h1?" ask whether to do it: that is never taken for the command. */
function asksWhether(text: string): boolean {
  const found = verbIn(plainly(text));
  if (found?.verb.readOnly !== false) return false;
  if (/^(?:so )?(?:can|could|would|will) (?:we|i)\b/i.test(text)) return true;
  // "Can you accept h1?" asks to do it.
  return /\?\s*$/.test(text) && verbIn(text) !== undefined && !ENDS_WITH_TEXT.has(found.name);
}

/** A question mark belongs to what is noted or looked into. */
const ENDS_WITH_TEXT: ReadonlySet<string> = new Set(["note", "investigate", "snooze", "sev", "assign"]);

/** What a question whether to do something would do, as a button. */
function whether(text: string, around: TextContext): Understood | undefined {
  if (!asksWhether(text)) return undefined;
  const found = verbIn(plainly(text));
  const number = around.investigation ?? around.surroundings.thread?.number;
  if (!found || number === undefined) return undefined;
  const asked = plainly(text).replace(/[\s?!.]+$/, "");
  const action = { label: found.name, command: /\bG ?-?\d/i.test(asked) ? asked : `G-${number} ${asked}` };
  return offer("OFFER", `People decide that. To do it: ${found.verb.usage}`, [
    action,
    ...usefulHere(hereOf(around, "", undefined)),
  ]);
}

/** Politeness behind a verb that has no free text: "status please". Elsewhere it can belong to the text. */
function bare(text: string): string {
  const found = verbIn(text);
  const closed = withoutClosing(text);
  return (found?.verb.readOnly && !found.verb.freeText) || !/\s/.test(closed) ? closed : text;
}

function plainly(text: string): string {
  const opened = withoutOpening(text);
  return verbIn(opened)?.verb.freeText ? bare(opened) : withoutClosing(opened);
}

/** The investigation behind the command: "accept h2 in G-1042". */
function numberLast(text: string, around: TextContext): Understood | undefined {
  const named = numberBehind(text, around);
  const understood = named && typed(named.before, { ...around, investigation: named.number });
  return understood && understood.type !== "reply" ? understood : undefined;
}

/** The investigation that a text names last, and the text before it. */
function numberBehind(text: string, { investigation }: TextContext): { before: string; number: number } | undefined {
  const [, before = "", number] = /^(\S[^\n]{0,300}?)\s+(?:(?:of|for|in|on)\s+)?G-?(\d{1,9})[.!?]*$/i.exec(text) ?? [];
  if (number === undefined || investigation !== undefined || verbIn(before)?.verb.freeText) return undefined;
  return { before, number: Number(number) };
}

/** "ack and snooze 1h", "ack it and show me the errors": a button for each. Behind a verb with free text everything is its text. */
function twoAtOnce(text: string, around: TextContext): Understood | undefined {
  const parts = plainly(text).split(/\s*(?:,|\+|&)\s*(?:and |then )?|\s+(?:and then|and|then)\s+/i);
  const found = parts.map((part) => verbIn(part));
  if (parts.length < 2 || parts.length > 4 || found[0]?.verb.freeText) return undefined;
  const decides = found.map((each) => each?.verb.readOnly === false);
  // What follows "discard h1" is its reason: "discard h1, traffic is flat".
  const canAsk = decides.some((each) => each) && found[0]?.name !== "discard";
  const isApart = (part: string, at: number): boolean => decides[at] === true || (canAsk && isComplete(part, around));
  if (!parts.every(isApart)) return undefined;
  const number = around.investigation ?? around.surroundings.thread?.number;
  const before = number === undefined ? "" : `G-${number} `;
  const actions = parts.map((part) => ({ label: part, command: `${before}${part}` }));
  return offer("ONE AT A TIME", "Each is a command of its own.", actions);
}

/** Whether a part of a text, alone, is something that is answered. */
function isComplete(part: string, around: TextContext): boolean {
  const understood = command(part, around) ?? inOtherWords(part, around);
  return understood !== undefined && understood.type !== "reply";
}

/** What a button of the thread says, in words that are no verb: "look again". */
function button(text: string, around: TextContext): Understood | undefined {
  const label = withoutEnding(plainly(text)).toLowerCase();
  if (!/\s/.test(label) && verbIn(label)) return undefined;
  const pressed = around.surroundings.thread?.buttons?.findLast(
    (each) => withoutEnding(each.label).toLowerCase() === label,
  );
  if (!pressed) return undefined;
  const [, number, rest = pressed.command] = NUMBER.exec(pressed.command) ?? [];
  const understood = typed(rest, number === undefined ? around : { ...around, investigation: Number(number) });
  return understood ?? offer("OFFER", `${pressed.label} opens a form.`, [pressed]);
}

/** "ok", "hi", "1": nothing is asked, so what is most useful here is offered. */
function talk(text: string, around: TextContext): Understood | undefined {
  if (verbIn(text)) return undefined;
  const here = hereOf(around, text, undefined);
  const words = smallTalk(here);
  return words === undefined ? undefined : offer("HERE", words, usefulHere(here));
}

/** A typing error in a verb that changes something is only offered, whatever else the text says: "noet rolled back". */
function isSlipOfDecision(text: string): boolean {
  const { word } = firstWord(text);
  const lower = word.toLowerCase();
  const known = verbIn(text) ?? meaningOf(lower) ?? elsewhereOf(lower, true) ?? elsewhereNear(lower);
  const closest = known === undefined ? closestVerb(word) : undefined;
  return closest !== undefined && verbs[closest]?.readOnly === false;
}

/** Whether what a sentence offers says more than the refusal of its first word, which may be a verb by chance: "why", "trace". */
function isBetter(
  { asks, thing, elsewhere, unknown }: Sentence,
  words: string,
  refused: Understood | undefined,
): boolean {
  if (!verbIn(words)) return unknown.length === 0;
  if (elsewhere && OF_NOTHING.has(verbIn(words)?.name ?? "")) return true;
  const isOneThing = thing !== undefined && words.split(/\s+/).length <= 3;
  return !hasButtons(refused) && (asks || isOneThing);
}

/** Verbs that are said of nothing that other tools have: "open grafana", "status page". */
const OF_NOTHING: ReadonlySet<string> = new Set(["open", "status", "who", "changes"]);

function hasButtons(understood: Understood | undefined): boolean {
  return understood?.type === "reply" && understood.card.blocks.some(({ type }) => type === "actions");
}

/** A verb that changes something, or that free text follows: what it refuses is wrong, and never a sentence. */
function isExact(text: string): boolean {
  const found = verbIn(text);
  return found !== undefined && (!found.verb.readOnly || found.verb.freeText === true);
}

/** A sentence, read word by word. Only what changes nothing is run for it; the verb's own refusal stands where the sentence says no more. */
function inOtherWords(text: string, around: TextContext): Understood | undefined {
  const words = plainly(text);
  const named = numberBehind(words, around);
  const ofNamed = named && inOtherWords(named.before, { ...around, investigation: named.number });
  if (ofNamed && ofNamed.type !== "reply") return ofNamed;
  if (isSlipOfDecision(words)) return undefined;
  const refused = typed(words, around);
  const asked = /\?\s*$/.test(text) ? `${words}?` : words;
  const sentence = readSentence(asked, around.zone, around.surroundings);
  const here = hereOf(around, words, sentence);
  const reading = sentence && (answerSentence(sentence, here) ?? bareThing(sentence, here));
  const known = refused && withWays(refused, text, around);
  if (!sentence || !reading || (known && isExact(words))) return known;
  if (sentence.wrongTime !== undefined) return known ?? offer("NOT DONE", sentence.wrongTime, usefulHere(here));
  if (reading.type === "offer") {
    return known && !isBetter(sentence, words, refused) ? known : offer(reading.title, reading.text, reading.actions);
  }
  if (reading.type === "record") {
    const { question, investigation } = reading;
    return readOf({ ...around, rest: "", investigation }, { type: "record", question }, recordWords(question));
  }
  const [, number, rest = reading.command] = NUMBER.exec(reading.command) ?? [];
  const answer = typed(rest, number === undefined ? around : { ...around, investigation: Number(number) });
  if (answer === undefined) return known;
  if (sentence.unknown.length > 0) return known ?? free(notUnderstood(words, around, reading.command), text, around);
  return answer.type === "reply" ? (known ?? withWays(answer, rest, around)) : answer;
}
