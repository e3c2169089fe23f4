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

/**
 * A chat platform as the chat lane sees it. Each call ends within 10 s. Errors: {@link Retryable} (with the time the platform
 * asked for), {@link OutcomeUnknown} (it may have happened), {@link EditForbidden}, {@link Unrecoverable} (a person must act).
 */
export interface Chat {
  /** The first part of its thread keys: "web". */
  readonly platform: string;
  /** Posts a card in a channel or thread. What does not fit is counted on the card, never cut in silence. */
  post(place: ThreadKey, card: Card, identity: PostIdentity): Promise<Posted>;
  edit(place: ThreadKey, message: string, card: Card): Promise<void>;
  /** Looks for a post whose outcome was unknown; undefined also where the platform cannot search. */
  find(place: ThreadKey, identity: PostIdentity, since: Date): Promise<Posted | undefined>;
}
