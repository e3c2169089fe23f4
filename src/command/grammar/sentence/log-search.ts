import { withoutMiddle } from "../../../card/number.ts";
import { quoted } from "../words.ts";
import type { Sentence } from "./read-sentence.ts";
import { run, type SentenceReading } from "./reading.ts";
import { componentHere, type Here } from "./ways.ts";
import { offered, prefixed, whichComponent } from "./which-one.ts";

/** What is asked to be found in logs, more specific forms first. Its words are searched as they were typed, whatever they mean elsewhere. */
const SEARCHES: readonly RegExp[] = [
  /^(?:find|search|grep|look)(?: for)? "([^"]{2,})"/i,
  /^(?:find|search|grep|look|show)(?: me)?(?: for)?(?: the| all| any)* (.{2,80}?) (?:in|from) (?:the )?(?:\S+ )?logs?\b/i,
  /^(?:[Ff]ind|[Ss]earch|[Ll]ook|[Ss]how)(?: me)?(?: for)?(?: the| all| any)* ((?:[A-Z][\w.]*)?(?:Error|Exception))s?$/,
  /^(?:find|search|grep|look)(?: in| through)?(?: the)? logs?(?: for)? (\S.{1,80})$/i,
  /\bgrep (?:-{1,2}[a-z][\w-]* )*["']?([^\s"'|/-][^\s"'|]*)/i,
];
/** Words that ask for what a search without a pattern finds. */
const GENERAL =
  /^(?:what|how|why|who|when|if|errors?|exceptions?|stack ?traces?|messages?|lines?|anything|something|it|that|this)\b/i;

/** A search in logs by its own words: "find connection refused in orders logs". Undefined if nothing is searched for. */
export function logSearch(
  { component, time, thing, elsewhere, unknown }: Sentence,
  here: Here,
): SentenceReading | undefined {
  const wanted = SEARCHES.map((search) => search.exec(here.text)?.[1]).find((words) => words !== undefined);
  if (wanted === undefined || elsewhere || GENERAL.test(wanted) || wanted === component) return undefined;
  // "Search" can be the name of a component, too.
  const isVerb = component === "search" && /^search\b/i.test(here.text);
  const named = isVerb ? here.said.surroundings.thread?.component : (component ?? componentHere(here));
  const target = thing?.kind === "log group" ? thing.text : named;
  const pattern = quoted(wanted);
  if (target === undefined) return whichComponent("Whose logs?", (name) => `logs ${name} ${pattern}`, here);
  if (unknown.length === 0) return run("logs", target, pattern, time);
  const text = `Search the logs of ${withoutMiddle(target, 60)} for ${withoutMiddle(wanted, 40)}, or for errors.`;
  return offered("OFFER", text, [
    prefixed(here, "Search", ["logs", target, pattern, time]),
    prefixed(here, "Errors", ["logs", target, time]),
  ]);
}
