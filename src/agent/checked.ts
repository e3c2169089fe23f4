import { amountsStand, isUnit, turnsDirection } from "./amounts.ts";
import type { CitableSource } from "./sources.ts";

/** A sentence of a model, with the ids that it cites, or why it is not shown. */
export type CheckedSentence =
  | { readonly shown: true; readonly text: string; readonly cites: readonly string[] }
  | { readonly shown: false; readonly because: string };

const CITED = /\(([^()]*)\)/g;
const ID = /^(?:[ehngqa]\d{1,5}|alarm|verdict)$/;
const TIME = /\b\d{1,2}:\d{2}(?::\d{2})?\b/g;
/** Names as code and AWS write them: `orders-db`, `UpdateService`, `shop/orders:143`. */
const NAME = /(?<![\p{L}\d])\p{L}[\p{L}\d]*(?:[-_/:.][\p{L}\d]+)+|\b[A-Z]\w*[a-z][A-Z]\w*|\b[A-Z]{2,}[A-Z_]*\b/gu;
const QUOTED = /["“`]([^"”`]{2,})["”`]/g;
const AMOUNT =
  /\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|doubled?|tripled?|twice|half|halved|quarter|third|all|entire(?:ly)?|complete(?:ly)?|total(?:ly)?|every(?:body|one|thing)?|always|none|most|majority|no one|nobody)\b/gi;
/** What turns a sentence into its opposite. */
const DENIED = /\b(?:no|not|never|nothing|neither|nor|without|\w+n['’]t)\b/gi;
/** What only evidence may say. */
const STRONG =
  /\b(?:caus(?:e|es|ed|ing)|because|due to|root cause|confirmed|proven|proves?|certain(?:ly)?|definitely|fixed|resolved|recovered|healthy|normal|safe|over|ruled out|innocent|lost|loss|losing|down|outage|breach(?:ed)?|compromised|corrupt(?:ed)?|leak(?:ed|s)?|customers?|users?|revenue|money)\b/gi;
const ADDRESS = /https?:|www\.|\b(?:aws|kubectl|curl|ssh|sudo|rm|psql)\s+[\w-]/i;
/** Longer ones say more than can be checked. */
const LONGEST = 400;

/** The lines of an answer that say something, without list marks. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .split("\n")
    .flatMap((line) => line.replace(/^\s*(?:[-*•]|\d+[.)])\s+/, "").split(/(?<=\([^()]{1,80}\)[.!?]?)\s+(?=\p{Lu})/u))
    .map((line) => line.replaceAll(/[*#]+/g, "").trim())
    .filter((line) => /\p{L}/u.test(line));
}

/**
 * Whether a sentence may be shown: it cites sources that exist, and its figures, times, names and strong words stand in what it cites. A
 * number may be rounded to the digits that the sentence gives, in another unit of its kind. What the words mean besides is not checked.
 */
export function checkSentence(sentence: string, sources: ReadonlyMap<string, CitableSource>): CheckedSentence {
  const refuse = (because: string): CheckedSentence => ({ shown: false, because });
  if (sentence.length > LONGEST) return refuse("too long to be checked");
  if (ADDRESS.test(sentence)) return refuse("it has an address or a shell command");
  const cites = citesOf(sentence);
  if (cites.length === 0) return refuse("it cites nothing");
  const unknown = cites.find((id) => !sources.has(id));
  if (unknown !== undefined) return refuse("it cites what does not exist");
  const cited = cites.map((id) => sources.get(id)?.text ?? "").join(" ");
  const said = sentence.replaceAll(CITED, (whole, inner: string) => (idsIn(inner).length > 0 ? " " : whole));
  if (!timesStand(said, cited)) return refuse("its times are not in what it cites");
  const named = (said.match(NAME) ?? []).filter((name) => !isUnit(name));
  const quoted = [...said.matchAll(QUOTED)].map(([, text = ""]) => text);
  if (![...named, ...quoted].every((name) => stands(name, cited))) return refuse("its names are not in what it cites");
  const bare = said.replaceAll(TIME, " ").replaceAll(NAME, (name) => (isUnit(name) ? name : " "));
  if (!amountsStand(bare, cited)) return refuse("its figures are not in what it cites");
  if (turnsDirection(said, cited)) return refuse("it says the opposite of what it cites");
  const strong = [AMOUNT, DENIED, STRONG].flatMap((words) => said.match(words) ?? []);
  if (!strong.every((word) => stands(word, cited))) return refuse("it says more than what it cites");
  return { shown: true, text: sentence, cites };
}

/** The ids in the parentheses of a sentence. */
export function citesOf(sentence: string): readonly string[] {
  return [...new Set([...sentence.matchAll(CITED)].flatMap(([, inner = ""]) => idsIn(inner)))];
}

function idsIn(inner: string): readonly string[] {
  const parts = inner.split(/[,;\s]+/).filter((part) => part !== "" && part !== "and");
  return parts.length > 0 && parts.every((part) => ID.test(part)) ? parts : [];
}

function timesStand(said: string, cited: string): boolean {
  return (said.match(TIME) ?? []).every((time) => stands(time, cited));
}

/** Whether words stand in a text as they are, and not as a part of longer ones: "all" does not stand in "usually". */
function stands(words: string, text: string): boolean {
  const escaped = words.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped}(?![\p{L}\p{N}])`, "iu").test(text);
}
