import type { Card } from "../card/card.ts";

/**
 * `slack:<team>:<channel>[:<ts>]`, `teams:…`, `web:<channel>[:<thread>]`: without the last part a channel, with it a thread.
 * Only its adapter encodes and decodes it.
 */
export type ThreadKey = string;

/** The identity of a post: its stream and its slot. It is used to find a post again. */
export interface PostIdentity {
  readonly stream: string;
  readonly slot: string;
}

/** The result of a post: the key for edits, and the thread under it. */
export interface Posted {
  readonly message: string;
  readonly thread: ThreadKey;
}

/** A card that is sent to a platform. */
export interface Message {
  readonly card: Card;
  /** Its pictures and files that are on the platform already: archive id → the platform's own key. Missing ones are not shown. */
  readonly held: Readonly<Record<string, string>>;
  /** Also shown in the channel, if the platform supports it. */
  readonly broadcast?: boolean;
}

/** The order of sending, if not everything can be sent at once. */
export const URGENCIES = ["alarm", "decision", "state", "finding", "progress"] as const;
export type Urgency = (typeof URGENCIES)[number];

/** A picture or file of a card. */
export type Attachment =
  | { readonly type: "image"; readonly archive: string; readonly alt: string }
  | { readonly type: "file"; readonly archive: string; readonly name: string; readonly rows?: number };

/** A picture or file on the platform: its key, and whether it can be shown yet. */
export interface HeldAttachment {
  readonly key: string;
  readonly ready: boolean;
}

/**
 * A chat platform, for the chat lane. Each call ends within 10 s. Errors: {@link Retryable} (with the time the platform
 * asked for), {@link OutcomeUnknown} (it may have happened), {@link EditForbidden}, {@link Unrecoverable} (a person must act).
 */
export interface Chat {
  /** The platform tells when the bot is added again: until then, or for the whole pause, nothing is sent where a person has to act. */
  readonly tellsOfBeingAdded?: boolean;
  /**
   * Waits until one post or edit may be sent to this place, the most urgent first, and returns whether it had to wait. Throws
   * {@link NotYet} if the wait would be long.
   */
  turn(place: ThreadKey, kind: "post" | "edit", urgency: Urgency): Promise<boolean>;
  /** Posts a card in a channel or thread. If something does not fit, the card states how much. */
  post(place: ThreadKey, message: Message, identity: PostIdentity): Promise<Posted>;
  edit(place: ThreadKey, message: string, shown: Message): Promise<void>;
  /** Looks for a post with an unknown outcome; undefined also if the platform cannot search. */
  find(place: ThreadKey, identity: PostIdentity, since: Date): Promise<Posted | undefined>;
  /**
   * Uploads a picture or file to a thread, or checks whether an earlier upload can be shown now. Undefined: it can never be shown; the
   * card states the same in words.
   */
  hold(
    thread: ThreadKey,
    attachment: Attachment,
    known: HeldAttachment | undefined,
  ): Promise<HeldAttachment | undefined>;
}
