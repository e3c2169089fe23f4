import { type Belonging, namedActor, type Reader } from "../access/reader.ts";
import type { Action, Card, Text } from "../card/card.ts";
import { offerCard, replyCard } from "../card/reply.ts";
import type { ThreadKey } from "../chat/chat.ts";
import type { Actor } from "../events/events.ts";
import { bounded, boundedLine } from "../notification/notification.ts";
import { maskSaid } from "../telemetry/masking/mask.ts";

/** A message to the bot, or near it, on any platform. The adapter has verified it and decides nothing. */
export interface Inbound {
  /** The platform's delivery id; a repeated delivery has the same. */
  readonly id: string;
  /** The channel or thread it was said in; undefined outside of every channel, as on a home tab or in a dialog opened from it. */
  readonly place: ThreadKey | undefined;
  /** Where a new thread begins: the channel of `place`, else the one that the platform chooses. */
  readonly channel: ThreadKey;
  /** True where the channel is a chat that people use without threads: an investigation that is open there is meant where none is named. */
  readonly flat?: boolean;
  readonly actor: Actor;
  /** How far the actor belongs to the organisation; a member where the platform knows nobody else. */
  readonly belonging?: Belonging;
  /** True if everybody in the channel reads the answer; else it is for the actor alone. */
  readonly shared?: boolean;
  readonly text: string;
  /** Slash commands, mentions, direct messages, buttons and the page's box are addressed; plain replies in threads are overheard. */
  readonly manner: "addressed" | "overheard";
  /** True where a program says it for the actor. */
  readonly program?: boolean;
  /** The author's zone, an IANA name. */
  readonly zone: string;
  /** ISO time of the message. */
  readonly at: string;
  /** Whom the text mentions. Asked of the platform only where a command names somebody. */
  readonly mentions?: () => Promise<readonly Mention[]>;
  /** Another message that it refers to: "note" records it, "investigate" starts from it. */
  readonly about?: QuotedMessage;
}

/** A person or group of the platform whom a text mentions. `word`: how it stands in the text once it is normalised, "@U0123". */
export type Mention =
  | { readonly type: "person"; readonly word: string; readonly actor: Actor; readonly belonging: Belonging }
  | { readonly type: "group"; readonly word: string; readonly name: string; readonly id: string };

/** A message in the chat: its text, time (ISO), author and permalink. */
export interface QuotedMessage {
  readonly text: string;
  readonly at: string;
  readonly author: string;
  readonly link: string;
}

/** The outcome of `receive`. A reply is for the author alone and not stored: an answer, or a refusal with a remedy. */
export type Received =
  | { readonly type: "reply"; readonly card: Card; readonly refused: boolean }
  | {
      readonly type: "stored";
      readonly investigation: string;
      /** False for a question of its own, whose number nobody needs. */
      readonly numbered: boolean;
      readonly understood: string;
      /** True if its outcome is seen in the channel that it was said in: its messages stand there, and something changed. */
      readonly here: boolean;
      /** What its confirmation offers besides. */
      readonly offers?: readonly Action[];
    }
  | { readonly type: "ignored" };

/** Characters of a message that is pointed at, and of a name; a platform may send far more. */
const LONGEST = { text: 12_000, name: 100 } as const;

/**
 * What a platform sends as it is recorded: bounded, without secrets and marks that turn the direction of text, and with a name that says
 * who is no member.
 */
export function recordable(given: Inbound): Inbound {
  const { actor, belonging = "member", about } = given;
  const inbound = { ...given, text: maskSaid(given.text) };
  const named = namedActor({ ...actor, name: boundedLine(actor.name, LONGEST.name) }, belonging);
  if (!about) return { ...inbound, actor: named };
  const author = boundedLine(about.author, LONGEST.name);
  return { ...inbound, actor: named, about: { ...about, author, text: bounded(maskSaid(about.text), LONGEST.text) } };
}

/** The channel that it was said in; undefined outside of every channel. */
export function channelOf({ place, channel }: Inbound): ThreadKey | undefined {
  return place === undefined ? undefined : channel;
}

/** Who reads what it is answered with, and where. */
export function readerOf(inbound: Inbound): Reader {
  const { actor, belonging = "member", shared = false } = inbound;
  return { actor, belonging, channel: channelOf(inbound), shared };
}

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
      const { investigation, numbered, understood, offers = [] } = received;
      if (!numbered) return offerCard("DONE", understood, offers);
      const text = understood.includes(investigation) ? understood : `${understood} · ${investigation}`;
      return { ...offerCard("DONE", text, offers), investigation };
    }
    case "ignored":
      return undefined;
    default:
      return received satisfies never;
  }
}

/** The reply where the channel itself shows the outcome: none, unless it offers something besides. */
export function answerBeside(received: Received): Card | undefined {
  const shows = received.type === "stored" && received.here && received.offers === undefined;
  return shows ? undefined : answerOf(received);
}
