import type { Card } from "./card/card.ts";
import type { Actor } from "./investigation/events.ts";
import type { ThreadKey } from "./lane/chat.ts";

/** Something said to the bot, or near it, on any platform. The adapter has verified it and decides nothing. */
export interface Inbound {
  /** The platform's delivery id: a repeat has the same. */
  readonly id: string;
  /** The channel or thread it was said in. */
  readonly place: ThreadKey;
  /** The channel of `place`: where a new thread begins. */
  readonly channel: ThreadKey;
  readonly actor: Actor;
  readonly text: string;
  /** Slash, mention, direct message, button and the page's box are addressed; a plain reply in a thread is overheard. */
  readonly manner: "addressed" | "overheard";
  /** The reader's zone, IANA name. */
  readonly zone: string;
  /** ISO time at which it was said. */
  readonly at: string;
}

/** How `receive` ends. A reply is for that person alone and not stored. */
export type Received =
  | { readonly type: "reply"; readonly card: Card }
  | { readonly type: "stored"; readonly investigation: string; readonly understood: string }
  | { readonly type: "ignored" };
