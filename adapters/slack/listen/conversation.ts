import type { ThreadKey } from "../../../src/chat/chat.ts";
import type { Inbound, QuotedMessage, Received } from "../../../src/conversation/inbound.ts";
import { actorOf, type People } from "../people/people.ts";
import { isDirect, toKey } from "../place.ts";
import type { SlackHost } from "../port.ts";
import { mentionsIn } from "./mentions.ts";

/** A message or a button press in Slack. */
export interface Spoken {
  /** Slack's id of the delivery; a repeat has the same. */
  readonly id: string;
  /** Undefined outside of every channel: on the home tab, and in dialogs opened from it. */
  readonly channel: string | undefined;
  /** The root of its thread. */
  readonly thread?: string | undefined;
  readonly user: string;
  /** The author's name, if the request contains it. */
  readonly name?: string | undefined;
  readonly text: string;
  readonly manner: Inbound["manner"];
  /** ISO time. */
  readonly at: string;
  readonly about?: QuotedMessage;
}

/** Passes a message on; nothing is acknowledged before it resolves. */
export type Converse = (spoken: Spoken) => Promise<Received>;

/** How long a request waits for the name and zone of an unknown author: times of day need the zone. */
const WAIT_MS = { named: 300, unnamed: 1_000 } as const;
const CLOCK = /\b(?:since|between|from|at|until|till|to|yesterday|today|tonight|noon|midnight|morning)\b|\d:\d\d/i;

/** Converts a message into an `Inbound`, with the author's name and zone. */
export function createConverse(deps: {
  readonly host: SlackHost;
  readonly people: People;
  /** Reads links to messages in a text. */
  readonly linked: (text: string) => Promise<string>;
  /** The workspace that the bot is installed in: in a shared channel a request may name the other side's. */
  readonly team: string;
  /** Where begins what is said outside of every channel: the key of the alarms' channel. */
  readonly home: ThreadKey;
}): Converse {
  const { host, people, linked, team, home } = deps;
  return async ({ id, channel, thread, user, name, text, manner, at, about }) => {
    const wait = name === undefined || CLOCK.test(text) ? WAIT_MS.unnamed : WAIT_MS.named;
    const person = await people.find(user, wait);
    if (person?.speaks === false) return { type: "ignored" };
    return host.receive({
      id: `slack:${id}`,
      place: channel === undefined ? undefined : toKey({ team, channel, ...(thread !== undefined && { thread }) }),
      channel: channel === undefined ? home : toKey({ team, channel }),
      // People write there one below the other, as if it had no threads.
      flat: channel !== undefined && isDirect(channel),
      actor: actorOf(user, person?.name ?? name ?? user),
      belonging: person?.belonging ?? "unknown",
      text: manner === "addressed" ? await linked(text) : text,
      manner,
      zone: person?.zone ?? "UTC",
      at,
      mentions: () => mentionsIn(text, people),
      ...(about !== undefined && { about }),
    });
  };
}
