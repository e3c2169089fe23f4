import type { RecordQuestion } from "../../../investigation/view/record/question.ts";
import type { Sentence } from "./read-sentence.ts";
import type { Here } from "./ways.ts";
import type { Offer } from "./which-one.ts";

/** A command that a sentence asks for, as it can be typed, a question that the record answers, or an offer of several. */
export type Reading =
  | { readonly type: "run"; readonly command: string }
  | { readonly type: "record"; readonly question: RecordQuestion; readonly investigation: number }
  | Offer;

/** What a sentence asks for, by one rule; undefined if it asks for something else. */
export type Rule = (sentence: Sentence, here: Here) => Reading | undefined;

/** The reading that a command asks for, from its words. */
export function run(...words: readonly string[]): Reading {
  return { type: "run", command: words.filter((word) => word !== "").join(" ") };
}
