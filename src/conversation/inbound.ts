import type { Card, Text } from "../card/card.ts";
import { replyCard } from "../card/reply.ts";
import type { ThreadKey } from "../chat/chat.ts";
import type { Actor } from "../events/events.ts";

/** A message to the bot, or near it, on any platform. The adapter has verified it and decides nothing. */
export interface Inbound {
  /** The platform's delivery id; a repeated delivery has the same. */
  readonly id: string;
  /** The channel or thread of the message. */
  readonly place: ThreadKey;
  /** The channel of `place`, where new threads begin. */
  readonly channel: ThreadKey;
  readonly actor: Actor;
  readonly text: string;
  /** Slash commands, mentions, direct messages, buttons and the page's box are addressed; plain replies in threads are overheard. */
  readonly manner: "addressed" | "overheard";
  /** The author's zone, an IANA name. */
  readonly zone: string;
  /** ISO time of the message. */
  readonly at: string;
  /** Another message that it refers to: "note" records it, "investigate" starts from it. */
  readonly about?: About;
}

/** A message in the chat: its text, time (ISO), author and permalink. */
export interface About {
  readonly text: string;
  readonly at: string;
  readonly author: string;
  readonly link: string;
}

/** The outcome of `receive`. A reply is for the author alone and not stored: an answer, or a refusal with a remedy. */
export type Received =
  | { readonly type: "reply"; readonly card: Card; readonly refused: boolean }
  | { readonly type: "stored"; readonly investigation: string; readonly understood: string }
  | { readonly type: "ignored" };

/** Nothing was done, and why. */
export function refusedReply(text: Text): Received {
  return { type: "reply", card: replyCard("NOT DONE", text), refused: true };
}

/** The reply to the author; undefined for talk. */
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
