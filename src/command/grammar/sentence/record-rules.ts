import { recordMeant } from "./meant.ts";
import type { Sentence } from "./read-sentence.ts";
import { run, type SentenceReading } from "./reading.ts";
import { recordQuestion } from "./record-question.ts";
import type { Here } from "./ways.ts";
import { whichOne } from "./which-one.ts";

/** What an investigation's record answers; without an investigation, it is asked which one. */
export function record(sentence: Sentence, here: Here): SentenceReading | undefined {
  const question = recordQuestion(sentence, false);
  const { hypothesis } = sentence.record;
  if (!question) return undefined;
  const number = recordMeant(sentence, here);
  if (number === undefined) return sentence.elsewhere ? undefined : whichOne(here.text, here);
  const isOfOne = hypothesis !== undefined && (question.type === "proof" || question.type === "involved");
  if (isOfOne) return run(`G-${number} why ${hypothesis}`);
  return { type: "record", question, investigation: number };
}

/** What can be asked of an investigation, of a component or of all: when it began, whom it hits, whether it is over. */
export function wideRecord(sentence: Sentence, here: Here): SentenceReading | undefined {
  const question = recordQuestion(sentence, true);
  if (!question) return undefined;
  const own = here.said.surroundings.thread?.component;
  const isOther = question.type === "over" && sentence.component !== undefined && sentence.component !== own;
  const number = isOther ? undefined : recordMeant(sentence, here);
  return number === undefined ? undefined : { type: "record", question, investigation: number };
}
