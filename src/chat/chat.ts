import type { Card } from "../card/card.ts";

/**
 * `slack:<team>:<channel>[:<ts>]`, `teams:…`, `web:<channel>[:<thread>]`: without the last part a channel, with it a thread.
 * Only its adapter encodes and decodes it.
 */
export type ThreadKey = string;

/** By this a post is recognised again: the stream and the slot it fills. */
export interface PostIdentity {
  readonly stream: string;
  readonly slot: string;
}

/** What a post left behind: the key to edit it by, and the thread that hangs under it. */
export interface Posted {
  readonly message: string;
  readonly thread: ThreadKey;
}

/** A card on its way to a platform. */
export interface Message {
  readonly card: Card;
  /** Its pictures and files that the platform already holds: archive id → the platform's own key. Those missing are left out. */
  readonly held: Readonly<Record<string, string>>;
  /** Shown in the channel too, where the platform can. */
  readonly broadcast?: boolean;
}

/** What matters more is sent first when not everything can be sent at once. */
export const URGENCIES = ["alarm", "decision", "state", "finding", "progress"] as const;
export type Urgency = (typeof URGENCIES)[number];

/** A picture or file of a card. */
export type Attachment =
  | { readonly type: "image"; readonly archive: string; readonly alt: string }
  | { readonly type: "file"; readonly archive: string; readonly name: string; readonly rows: number };

/** What a platform holds of a picture or file: its key, and whether it can be shown yet. */
export interface Held {
  readonly key: string;
  readonly ready: boolean;
}

/**
 * A chat platform as the chat lane sees it. Each call ends within 10 s. Errors: {@link Retryable} (with the time the platform
 * asked for), {@link OutcomeUnknown} (it may have happened), {@link EditForbidden}, {@link Unrecoverable} (a person must act).
 */
export interface Chat {
  /**
   * Waits until one post or edit may go to this place, the most urgent first, and answers whether it had to wait; throws
   * {@link NotYet} when that would take long.
   */
  turn(place: ThreadKey, kind: "post" | "edit", urgency: Urgency): Promise<boolean>;
  /** Posts a card in a channel or thread. What does not fit is counted on the card, never cut in silence. */
  post(place: ThreadKey, message: Message, identity: PostIdentity): Promise<Posted>;
  edit(place: ThreadKey, message: string, shown: Message): Promise<void>;
  /** Looks for a post whose outcome was unknown; undefined also where the platform cannot search. */
  find(place: ThreadKey, identity: PostIdentity, since: Date): Promise<Posted | undefined>;
  /**
   * Brings a picture or file to a thread, or looks whether one brought earlier can be shown now. Undefined: it never will be, and
   * the card says the same without it.
   */
  hold(thread: ThreadKey, attachment: Attachment, known: Held | undefined): Promise<Held | undefined>;
}
