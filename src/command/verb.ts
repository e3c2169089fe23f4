import type { QuotedMessage } from "../conversation/inbound.ts";
import type { Surroundings, Understood } from "./grammar/understood.ts";

/** The text after a verb, with its context. */
export interface Said {
  /** The typed text after the verb, without the time. */
  readonly rest: string;
  /** The parsed time phrase, for verbs that accept one. */
  readonly time?: Time;
  /** The number of a leading `G-1042`. */
  readonly investigation?: number;
  readonly addressed: boolean;
  /** The part that the verb's `apart` matched. */
  readonly apart?: string;
  /** The chat message that it refers to. */
  readonly about?: QuotedMessage;
  readonly zone: string;
  readonly surroundings: Surroundings;
}

/** A parsed window of time. */
export interface Time {
  /** Epoch seconds. */
  readonly window: { readonly start: number; readonly end: number };
  /** "02:40 to 03:10 CET" */
  readonly words: string;
  /** The typed text. */
  readonly typed: string;
}

/** A command word. Help, usage errors and completion are generated from it. */
export interface Verb {
  readonly usage: string;
  /** Its effect, in one line. */
  readonly help: string;
  readonly example: string;
  /** More lines for `help <verb>`. */
  readonly more?: readonly string[];
  /** True if it changes nothing. Only read-only verbs are guessed from a misspelling. */
  readonly readOnly: boolean;
  /**
   * The shortest beginning that stands for it: its name where it is not abbreviated. False: no slip of the finger is corrected to it
   * either, so that adding it changes the meaning of no text but those that begin with it.
   */
  readonly shortest: string | false;
  /** Other exact spellings, for people who address the bot. */
  readonly aliases?: readonly string[];
  /** What must follow it to be meant, for a verb that is also an everyday word: "top sql" is one, "top errors" is a sentence. */
  readonly followedBy?: RegExp;
  /** True if its text may contain a time phrase. */
  readonly takesTime?: boolean;
  /** A part that contains words of time with another meaning. It is removed before the time is parsed; its first group becomes `apart`. */
  readonly apart?: RegExp;
  /** True if free text follows, so the verb must be written in full. */
  readonly freeText?: boolean;
  /** The text that must follow the verb so that a plain reply in a thread is this command; undefined: never. */
  readonly overheard?: Overheard;
  readonly parse: (said: Said) => Understood;
}

/** The conditions under which a plain reply is a complete command. */
export interface Overheard {
  readonly rest: RegExp;
  /** True if the investigation must be named: `G-1042 close`. */
  readonly numbered?: boolean;
  /** True if there must be no time: "investigate at 9" is not a command. */
  readonly timeless?: boolean;
}
