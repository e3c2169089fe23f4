import type { RecordQuestion } from "../../../investigation/view/record/question.ts";
import type { Sentence } from "./read-sentence.ts";
import type { Topic } from "./vocabulary.ts";
import type { Here } from "./ways.ts";
import type { Offer } from "./which-one.ts";

/** A command that a sentence asks for, as it can be typed, a question that the record answers, or an offer of several. */
export type SentenceReading =
  | { readonly type: "run"; readonly command: string }
  | { readonly type: "record"; readonly question: RecordQuestion; readonly investigation: number }
  | Offer;

/** Answers a sentence, if it is about what the rule knows. */
export type SentenceRule = (sentence: Sentence, here: Here) => SentenceReading | undefined;

/** A rule for sentences about a topic. */
export function about(
  topic: Topic,
  rule: SentenceRule,
  unless: (sentence: Sentence) => boolean = () => true,
): SentenceRule {
  return (sentence, here) => (sentence.topics.has(topic) && unless(sentence) ? rule(sentence, here) : undefined);
}

/** The reading that a command asks for, from its words. */
export function run(...words: readonly string[]): SentenceReading {
  return { type: "run", command: words.filter((word) => word !== "").join(" ") };
}
