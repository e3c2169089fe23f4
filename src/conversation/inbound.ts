import type { Card, Text } from "../card/card.ts";
import { replyCard } from "../card/reply.ts";
import type { ThreadKey } from "../chat/chat.ts";
import type { Actor } from "../events/events.ts";

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
  /** Somebody's message that it points at: "note" keeps it, "investigate" looks into it. */
  readonly about?: About;
}

/** A message of the chat: what it says, when (ISO) and by whom it was said, and its permalink. */
export interface About {
  readonly text: string;
  readonly at: string;
  readonly author: string;
  readonly link: string;
}

/** How `receive` ends. A reply is for that person alone and not stored: an answer, or a refusal with what to do instead. */
export type Received =
  | { readonly type: "reply"; readonly card: Card; readonly refused: boolean }
  | { readonly type: "stored"; readonly investigation: string; readonly understood: string }
  | { readonly type: "ignored" };

/** Nothing was done, and why. */
export function refusal(text: Text): Received {
  return { type: "reply", card: replyCard("NOT DONE", text), refused: true };
}

/** What the person who said it is told; undefined for talk. */
export function answerOf(received: Received): Card | undefined {
  switch (received.type) {
    case "reply":
      return received.card;
    case "stored": {
      const { investigation, understood } = received;
      const text = understood.includes(investigation) ? understood : `${understood} · ${investigation}`;
      return { ...replyCard("DONE", text), investigation };
    }
    case "ignored":
      return undefined;
    default:
      return received satisfies never;
  }
}
