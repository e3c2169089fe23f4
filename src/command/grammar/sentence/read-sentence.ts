import { withAlarmTime } from "../../time/alarm-time.ts";
import { findTime } from "../../time/time.ts";
import { verbs } from "../../verbs.ts";
import { folded } from "../match.ts";
import type { Surroundings } from "../understood.ts";
import { type Elsewhere, elsewhereNear, elsewhereOf } from "./elsewhere.ts";
import { isForeign } from "./foreign.ts";
import { LONGEST_QUESTION } from "./politeness.ts";
import { type RecordNames, recordNames } from "./record-names.ts";
import { writtenOut } from "./shorthand.ts";
import { type Thing, thingIn } from "./things.ts";
import { LONGEST_PHRASE, meaningNear, meaningOf, type Topic, type WordMeaning } from "./vocabulary.ts";

/** What a sentence is made of. */
export interface Sentence {
  readonly topics: ReadonlySet<Topic>;
  /** Short metrics, in the order of the text. */
  readonly signals: readonly string[];
  /** The metric that would show the complaint. */
  readonly symptom?: string;
  /** Something that other tools do. */
  readonly elsewhere?: Elsewhere;
  /** A known component. */
  readonly component?: string;
  /** All known components, those whose names are no plain words. */
  readonly components: readonly string[];
  /** The open investigations that bear a name in the text. */
  readonly titled: readonly { readonly number: number; readonly title: string }[];
  readonly thing?: Thing;
  /** A verb that is mentioned. */
  readonly verb?: string;
  readonly quoted?: string;
  /** The phrase of time as it can be typed; empty if there is none. */
  readonly time: string;
  readonly wrongTime?: string;
  /** "compare yesterday"; empty if nothing is compared. */
  readonly compare: string;
  /** Whether it is put as a question. */
  readonly asks: boolean;
  /** The name of something that is not known, as it was typed: it stands behind "of" or is written as names are. */
  readonly named?: string;
  /** Words that mean nothing here. */
  readonly unknown: readonly string[];
  /** What it names of an investigation's record. */
  readonly record: RecordNames;
  /** An unknown word where a person stands: "what did carl rule out". */
  readonly actor?: string;
}

/** More words are prose; the limit also bounds the search for typing errors. */
const MOST_WORDS = 40;
const LONGEST_NAME = 4;

const COMPARED =
  /\b(?:compared?(?: (?:it|this|that|them))? (?:with|to|against) |vs\.? |versus |than |like |same (?:time|hour) )?(?:the same (?:time|hour|day) )?\b(yesterday|last week)\b/i;
const COMPARES = /\b(?:compared?|vs\.?|versus|than|same (?:time|hour|day))\b/i;
const ASKS =
  /\?\s*$|^(?:is|are|was|were|what|what's|whats|why|how|how's|hows|who|who's|whos|which|when|where|any|anything|anyone|did|does|do|has|have|can|should|check|chk)\b/i;
/** Asks whether something was done, or who did it. */
const ASKS_IF_DONE =
  /^(?:so )?(?:did|didn'?t|has|have|hasn'?t|was|were|who|when)\b|\bwho (?:changed|touched|edited)\b|\b(?:already|yet|done|finished|completed?)\s*\?*$/i;
/** Words in front of whoever did something. */
const ACTS = new Set(["did", "has", "by"]);
const BEFORE_NAME = new Set([
  "of",
  "for",
  "on",
  "in",
  "to",
  "from",
  "by",
  "at",
  "service",
  "component",
  "alarm",
  "function",
  "lambda",
  "table",
  "queue",
  "db",
  "database",
]);

/** Reads a text word by word; undefined if it is too long for a question. */
export function readSentence(said: string, zone: string, surroundings: Surroundings): Sentence | undefined {
  if (said.length > LONGEST_QUESTION) return undefined;
  const text = withAlarmTime(writtenOut(said), surroundings.thread?.firedAt);
  const compared = COMPARES.test(text) ? COMPARED.exec(text)?.[1]?.toLowerCase() : undefined;
  const timed = findTime(compared === undefined ? text : text.replace(COMPARED, " "), zone, surroundings.now);
  const [, quoted] = /"([^"]+)"/.exec(timed.rest) ?? [];
  const typed = withoutOptions(wordsIn(timed.rest.replace(/"[^"]*"/g, " ")));
  const asWhole = quoted === undefined ? [] : [quoted];
  if (typed.length > MOST_WORDS) return undefined;
  const parts = [...partsOf(typed, surroundings), ...asWhole.flatMap((name) => nameAt([name], surroundings) ?? [])];
  const meanings = parts.flatMap((part) => (part.type === "meaning" ? part.meaning : []));
  const components = parts.flatMap((part) => (part.type === "component" ? part : []));
  const component = components.toSorted((one, other) => other.sureness - one.sureness)[0]?.name;
  const record = recordNames(typed, surroundings);
  const unknown = parts.flatMap((part) =>
    part.type === "unknown" && !record.taken.has(part.word.toLowerCase()) ? part : [],
  );
  // Beside a known component, a second name would be left out without a word.
  const named = component === undefined ? unknown.find(({ isName }) => isName) : undefined;
  const symptom = meanings.find((each) => each.type === "symptom");
  const asks = ASKS.test(text);
  const other = parts.find((part) => part.type === "elsewhere")?.elsewhere;
  const done = asks && ASKS_IF_DONE.test(text) ? other?.done : undefined;
  const elsewhere = done === undefined ? other : undefined;
  const thing = parts.find((part) => part.type === "thing")?.thing;
  const actor = unknown.find(({ word }) => ACTS.has(typed[typed.indexOf(word) - 1]?.toLowerCase() ?? ""))?.word;
  const verb = typed.map((word) => word.toLowerCase()).find((word) => Object.hasOwn(verbs, word));
  return {
    topics: new Set([
      ...meanings.flatMap((each) => (each.type === "topic" ? each.topic : [])),
      ...(compared === undefined ? [] : (["compare"] as const)),
      ...(done === undefined ? [] : [done]),
    ]),
    signals: [...new Set(meanings.flatMap((each) => (each.type === "signal" ? each.signal : [])))],
    components: [...new Set(components.flatMap(({ name, sureness }) => (sureness > 0 ? name : [])))],
    titled: parts.flatMap((part) => (part.type === "titled" ? part.open : [])),
    time: timed.time?.typed ?? "",
    compare: compared === undefined ? "" : `compare ${compared}`,
    asks,
    record,
    unknown: unknown.filter((each) => each !== named).map(({ word }) => word),
    ...(symptom && { symptom: symptom.signal }),
    ...(elsewhere && { elsewhere }),
    ...(component !== undefined && { component }),
    ...(thing && { thing }),
    ...(verb !== undefined && { verb }),
    ...(quoted !== undefined && { quoted }),
    ...(timed.wrong !== undefined && { wrongTime: timed.wrong }),
    ...(named && { named: named.word }),
    ...(actor !== undefined && { actor }),
  };
}

/** Words without the punctuation around them; a slash or a dollar in front belongs to a name. */
function wordsIn(text: string): readonly string[] {
  return text
    .split(/[\s,]+/)
    .map((word) =>
      word
        .replace(/^[^\p{L}\p{N}/#-]+|[^\p{L}\p{N}/]+$/gu, "")
        .replace(/'s$/i, (end, at) =>
          at > 0 && /^(?:it|what|who|how|that|there|let|where)$/i.test(word.slice(0, at)) ? end : "",
        ),
    )
    .filter((word) => word !== "");
}

/** "Tail -f orders": options of a tool whose name is a word here, too. */
function withoutOptions(words: readonly string[]): readonly string[] {
  return /^(?:tail|grep)$/i.test(words[0] ?? "") ? words.filter((word) => !/^-{1,2}[a-z]/i.test(word)) : words;
}

type Part =
  | { readonly type: "component"; readonly name: string; readonly sureness: number }
  | { readonly type: "titled"; readonly open: Sentence["titled"] }
  | { readonly type: "thing"; readonly thing: Thing }
  | { readonly type: "elsewhere"; readonly elsewhere: Elsewhere }
  | { readonly type: "meaning"; readonly meaning: WordMeaning }
  | { readonly type: "unknown"; readonly word: string; readonly isName: boolean };

function partsOf(words: readonly string[], surroundings: Surroundings): readonly Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < words.length; ) {
    const { part, length } = partAt(words, at, surroundings);
    parts.push(part);
    at += length;
  }
  return parts;
}

function partAt(words: readonly string[], at: number, surroundings: Surroundings): { part: Part; length: number } {
  const word = words[at] ?? "";
  for (let length = Math.min(LONGEST_NAME, words.length - at); length > 0; length--) {
    const name = nameAt(words.slice(at, at + length), surroundings, words[at - 1]);
    if (name) return { part: name, length };
  }
  const thing = thingIn(word);
  if (thing) return { part: { type: "thing", thing }, length: 1 };
  for (let length = Math.min(LONGEST_PHRASE, words.length - at); length > 0; length--) {
    const phrase = words
      .slice(at, at + length)
      .join(" ")
      .toLowerCase();
    const elsewhere = elsewhereOf(phrase, at === 0);
    if (elsewhere) return { part: { type: "elsewhere", elsewhere }, length };
    const meaning = meaningOf(phrase);
    if (meaning) return { part: { type: "meaning", meaning }, length };
  }
  const before = words[at - 1]?.toLowerCase() ?? "";
  const isName = BEFORE_NAME.has(before) || /[-_./:\d]/.test(word);
  const isExact = isName || isForeign(word);
  const other = isExact ? undefined : elsewhereNear(word.toLowerCase());
  if (other) return { part: { type: "elsewhere", elsewhere: other }, length: 1 };
  const meaning = isExact ? undefined : meaningNear(word.toLowerCase());
  return { part: meaning ? { type: "meaning", meaning } : { type: "unknown", word, isName }, length: 1 };
}

/** A name as other tools write it: "deploy/orders", the pod "orders-7d9f8b6c5-x2x4z", the endpoint "orders-db.abc.eu-west-1.rds.amazonaws.com". */
function withoutPlace(name: string): string {
  return name
    .replace(/^[a-z]+\/(?=[^/]+$)/, "")
    .replace(/^([\w-]+)\.[\w.-]*\bamazonaws\.com(?:\.cn)?$/, "$1")
    .replace(/-[a-z0-9]{8,10}-[a-z0-9]{5}$/, "");
}

/** The component or the open investigation of a name; case and separators do not matter, but a title of several words is written as it is. */
function nameAt(words: readonly string[], surroundings: Surroundings, before = ""): Part | undefined {
  const { components, open, thread } = surroundings;
  const text = withoutPlace(words.join(" ").toLowerCase());
  const titles = thread && !open.some(({ number }) => number === thread.number) ? [thread, ...open] : open;
  const titled = titles.filter(({ title }) => title.toLowerCase() === text);
  if (titled.length > 0) return { type: "titled", open: titled };
  const wanted = folded(text).join(" ");
  if (wanted === "") return undefined;
  const names = [...components, ...(thread?.component === undefined ? [] : [thread.component])];
  const name = names.find(
    (each) => Math.abs(each.length - text.length) <= LONGEST_NAME && folded(each).join(" ") === wanted,
  );
  if (name === undefined) return undefined;
  // "search the logs of orders": a component's name can be a plain word; behind "of" it is a name.
  // "Not checkout, orders": what is named so is not meant.
  const denied = before.toLowerCase() === "not" ? 3 : 0;
  const sureness = (BEFORE_NAME.has(before.toLowerCase()) ? 2 : 0) + (meaningOf(text) === undefined ? 1 : 0) - denied;
  return { type: "component", name, sureness };
}
