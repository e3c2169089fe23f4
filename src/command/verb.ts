import type { About } from "../conversation/inbound.ts";
import type { Surroundings, Understood } from "./grammar/understood.ts";

/** What follows the verb, and what it was said among. */
export interface Said {
  /** Text after the verb, as typed, without the time. */
  readonly rest: string;
  /** The time phrase that was found and understood, for verbs that take one. */
  readonly time?: Time;
  /** From a leading `G-1042`. */
  readonly investigation?: number;
  readonly addressed: boolean;
  /** What the verb's `apart` found. */
  readonly apart?: string;
  /** Somebody's message that it points at. */
  readonly about?: About;
  readonly zone: string;
  readonly surroundings: Surroundings;
}

/** A window of time as understood. */
export interface Time {
  /** Epoch seconds. */
  readonly window: { readonly start: number; readonly end: number };
  /** "02:40 to 03:10 CET" */
  readonly words: string;
  /** As it was typed. */
  readonly typed: string;
}

/** A word that people can type. Help, usage errors and completion are made from it. */
export interface Verb {
  readonly usage: string;
  /** What it does, in one line. */
  readonly help: string;
  readonly example: string;
  /** More lines for `help <verb>`. */
  readonly more?: readonly string[];
  /** A read-only verb may be guessed from a misspelling; one that changes something never. */
  readonly readOnly: boolean;
  /**
   * The shortest beginning that stands for it: its name where it is not abbreviated. False: no slip of the finger is corrected to it
   * either, so that adding it changes the meaning of no text but those that begin with it.
   */
  readonly shortest: string | false;
  /** Other exact spellings, for people who address the bot. */
  readonly aliases?: readonly string[];
  /** A time phrase may stand anywhere in the text. */
  readonly takesTime?: boolean;
  /** A part with words of time in it that mean something else: taken out before the time is looked for. Its first group is kept. */
  readonly apart?: RegExp;
  /** Everything after it is free text, so it must be written out. */
  readonly freeText?: boolean;
  /** What has to follow the verb for a plain reply in a thread to be this command; undefined: never. */
  readonly overheard?: Overheard;
  readonly parse: (said: Said) => Understood;
}

/** The whole rest of a plain reply that is nothing but a complete command. */
export interface Overheard {
  readonly rest: RegExp;
  /** Only when the investigation is named: `G-1042 close`. */
  readonly numbered?: boolean;
  /** Only without a time: "investigate at 9" is a plan among people. */
  readonly timeless?: boolean;
}
