import type { Verb } from "../verb.ts";
import { verbs } from "../verbs.ts";
import { distance } from "./distance.ts";

/** The verb of a text's first word, if there is one. */
export type FoundVerb =
  | { readonly type: "verb"; readonly name: string; readonly verb: Verb }
  /** A read-only verb with a typing error. */
  | { readonly type: "misspelt"; readonly name: string; readonly verb: Verb }
  | { readonly type: "none" };

/** Verbs of up to this length are offered and never guessed, because too many words are similar ("who", "why"). */
const SHORT = 3;

/** Finds a verb: exact, then an unambiguous beginning that is long enough, then, for read-only verbs, one typing error (two from seven letters). */
export function findVerb(typed: string, known: Readonly<Record<string, Verb>> = verbs): FoundVerb {
  const word = typed.toLowerCase();
  const exact = Object.entries(known).find(([name, verb]) => name === word || verb.aliases?.includes(word));
  if (exact) return { type: "verb", name: exact[0], verb: exact[1] };
  const [begun, another] = Object.entries(known).filter(([name, verb]) => isBeginning(word, name, verb));
  if (begun && !another) return { type: "verb", name: begun[0], verb: begun[1] };
  const [near, alsoNear] = Object.entries(known).filter(([name, verb]) => verb.shortest && isSlip(word, name));
  if (near && near[0].length > SHORT && !alsoNear && near[1].readOnly)
    return { type: "misspelt", name: near[0], verb: near[1] };
  return { type: "none" };
}

/** The most similar verb, for a button; undefined if none is similar. */
export function closestVerb(typed: string): string | undefined {
  const word = typed.toLowerCase();
  const begun = word.length < 3 ? [] : names().filter(([name]) => name.startsWith(word));
  const near = begun.length > 0 ? begun : names().filter(([name]) => isSlip(word, name));
  const [meant, another] = [...new Set(near.map(([, verb]) => verb))];
  return another === undefined ? meant : undefined;
}

function isBeginning(word: string, name: string, { shortest }: Verb): boolean {
  return shortest !== false && name.startsWith(word) && word.startsWith(shortest);
}

/** Every spelling with its verb. */
function names(): readonly (readonly [string, string])[] {
  return Object.entries(verbs).flatMap(([verb, { aliases = [] }]) =>
    [verb, ...aliases].map((name) => [name, verb] as const),
  );
}

/** Whether two words differ by one typing error, or by two from seven letters on. */
function isSlip(word: string, name: string): boolean {
  const allowed = word.length >= 7 ? 2 : 1;
  if (word.length < 3 || name.length < 3 || Math.abs(word.length - name.length) > allowed) return false;
  return distance(word, name) <= allowed;
}
