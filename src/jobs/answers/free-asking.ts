import type { Model } from "../../agent/model.ts";
import type { Answer, Question } from "../../events/events.ts";
import type { Investigation } from "../../investigation/state.ts";
import type { Log } from "../../log/log.ts";

export type Free = Extract<Question, { type: "free" }>;

/** What an answer in free words needs. */
export interface FreeAsking {
  readonly model: Model;
  readonly state: Investigation;
  readonly signal: AbortSignal;
  readonly now: Date;
  readonly components: readonly string[];
  /** Shows how far it is: what is done, and on further lines what was said so far. */
  readonly onProgress: (words: string) => void;
  readonly log: Log;
  /** Answers a read-only question, if whoever asks may ask it there; else says why not. */
  readonly look: (question: Question) => Promise<Answer | string>;
}
