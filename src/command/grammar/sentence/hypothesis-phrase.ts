import type { Here } from "./ways.ts";
import { type Offer, offered, prefixed } from "./which-one.ts";

/** Texts that are about one hypothesis, by how they begin; its number is the only group. */
const BEGINNINGS = [
  "(?:yes|yep|no|nope|nah|not|it'?s|it is|i think|i guess|i (?:do not|don'?t|dont) think|probably|maybe|definitely|must be)",
  "(?:is it|isn'?t it|is|why not|who is|what does|what (?:will|would) happen if|\\+1)",
  "(?:dismiss|reject|rule out|ruled out|disregard|drop|exclude|except|ignore|remove|skip|pick|choose|select|approve|confirm|take|go with|i'?d go with)",
].join("|");

/** "Its h1", "not h1", "h1 is wrong", "reject h2", "is it h1?" */
export const HYPOTHESIS = new RegExp(
  `(?=^(?:${BEGINNINGS})\\b|.*\\bh\\d{1,4} (?:is|was|isn'?t|looks|seems|makes)\\b|^(?:what is|what'?s|show(?: me)?|explain|about)\\b(?=[^h]*\\bh\\d{1,4}\\b(?!.*\\bh\\d))|^h\\d{1,4}[\\s,:-]+(?:nope|no|yes|yep|wrong|right|ok|out|nah|correct|agreed)\\b).*?\\bh(\\d{1,4})\\b`,
  "i",
);

/** What can be decided on a hypothesis of this thread; undefined if it has none of that number. */
export function onHypothesis(id: string, here: Here): Offer | undefined {
  const known = here.said.surroundings.thread?.hypotheses.find((each) => each.id === id.toLowerCase());
  if (!known) return undefined;
  const actions = ["accept", "discard", "why"].map((verb) =>
    prefixed(here, `${verb[0]?.toUpperCase()}${verb.slice(1)}`, [verb, known.id]),
  );
  return offered("HYPOTHESIS", `${known.id} is ${known.name}. Accept it, discard it, or see why.`, actions);
}
