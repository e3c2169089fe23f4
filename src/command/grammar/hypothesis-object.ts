import type { Action } from "../../card/card.ts";
import type { Said, Verb } from "../verb.ts";
import { match } from "./match.ts";
import { offer, refusal, usage } from "./offer.ts";
import type { Understood } from "./understood.ts";
import { withoutEnding, wordsOf } from "./words.ts";

type Form = Pick<Verb, "usage" | "example">;

/** A hypothesis and the text after it. */
export interface NamedHypothesis {
  readonly type: "named";
  readonly id: string;
  readonly after: string;
}

const ID =
  /^(?:(?:h|hyp|hypothesis)(?: number| no\.?)?[ -]?#?|(?:number|no\.?|#) ?)?(\d{1,4})(?=$|[\s.,;:!?])|^(?:(?:h|hyp|hypothesis)(?: number)?|number)[ -](one|two|three|four|five)(?=$|[\s.,;:!?])/i;
/** Dictation writes numbers as words. */
const SPOKEN = ["one", "two", "three", "four", "five"];

/** Reads `h2`, `H2`, `hypothesis 2`, `2` or the name of a hypothesis's component at the beginning of a text. */
export function hypothesisIn(said: Said, word: string, form: Form): NamedHypothesis | Understood {
  const rest = said.rest.trim();
  const id = ID.exec(rest);
  if (id) {
    const after = rest.slice(id[0].length).replace(/^[\s.,;:!?-]+/, "");
    const number = id[1] ?? SPOKEN.indexOf(id[2]?.toLowerCase() ?? "") + 1;
    return { type: "named", id: `h${Number(number)}`, after };
  }
  const known = hypothesesHere(said);
  if (withoutEnding(rest) === "") return which(said, word, form);
  const object = wordsOf(withoutEnding(rest));
  const found = match(withoutEnding(rest).replaceAll('"', ""), object[0]?.quoted ?? false, known, ({ name }) => name);
  switch (found.type) {
    case "one":
      if (found.exact || word === "why") return { type: "named", id: found.item.id, after: "" };
      return offer("WHICH ONE", `Only ${found.item.name} begins so.`, buttons(said, word, [found.item]));
    case "several":
      if (found.items.length > 5) return refusal(`More than five hypotheses begin so: say more, or its number.`);
      return offer("WHICH ONE", "More than one hypothesis begins so.", buttons(said, word, found.items));
    case "none":
      return usage(`There is no hypothesis ${withoutEnding(rest).slice(0, 60)}.`, form);
    default:
      return found satisfies never;
  }
}

function which(said: Said, word: string, form: Form): Understood {
  const known = hypothesesHere(said).slice(0, 5);
  if (known.length === 0) return usage("Which hypothesis?", form);
  const list = known.map(({ id, name }) => `${id} ${name}`).join(", ");
  return offer("WHICH ONE", `Which hypothesis? ${list}`, buttons(said, word, known));
}

function hypothesesHere({ investigation, surroundings: { thread } }: Said): readonly { id: string; name: string }[] {
  if (!thread || (investigation !== undefined && investigation !== thread.number)) return [];
  return thread.hypotheses;
}

function buttons(said: Said, word: string, among: readonly { id: string; name: string }[]): readonly Action[] {
  const number = said.investigation ?? said.surroundings.thread?.number;
  const before = number === undefined ? "" : `G-${number} `;
  return among.map(({ id }) => ({ label: id, command: `${before}${word} ${id}` }));
}
