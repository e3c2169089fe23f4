import { distance } from "./distance.ts";
import type { Verb } from "./verb.ts";
import { verbs } from "./verbs.ts";

/** What the first word of a text is. */
export type FoundVerb =
  | { readonly type: "verb"; readonly name: string; readonly verb: Verb }
  /** A read-only verb with a slip of the finger. */
  | { readonly type: "misspelt"; readonly name: string; readonly verb: Verb }
  | { readonly type: "none" };

/** Exact, then a unique beginning of three letters or more, then one slip (two from seven letters) for verbs that only read. */
export function findVerb(typed: string): FoundVerb {
  const word = typed.toLowerCase();
  const exact = Object.entries(verbs).find(([name, verb]) => name === word || verb.aliases?.includes(word));
  if (exact) return { type: "verb", name: exact[0], verb: exact[1] };
  const [begun, another] = word.length < 3 ? [] : Object.entries(verbs).filter(([name]) => name.startsWith(word));
  if (begun && !another && !begun[1].freeText) return { type: "verb", name: begun[0], verb: begun[1] };
  const [near, alsoNear] = Object.entries(verbs).filter(([name]) => isSlip(word, name));
  if (near && !alsoNear && near[1].readOnly) return { type: "misspelt", name: near[0], verb: near[1] };
  return { type: "none" };
}

/** The verb that was most likely meant, for a button; undefined when none is near. */
export function closestVerb(typed: string): string | undefined {
  const word = typed.toLowerCase();
  if (word.length < 2) return undefined;
  const begun = Object.keys(verbs).find((name) => word.length >= 3 && name.startsWith(word));
  if (begun) return begun;
  const ranked = Object.keys(verbs)
    .map((name) => ({ name, far: distance(word, name) }))
    .sort((left, right) => left.far - right.far);
  const [best] = ranked;
  return best && best.far <= (word.length >= 5 ? 2 : 1) ? best.name : undefined;
}

function isSlip(word: string, name: string): boolean {
  const allowed = word.length >= 7 ? 2 : 1;
  return word.length >= 3 && distance(word, name) <= allowed;
}
