import { setTimeout } from "node:timers/promises";
import type { Belonging, Reader } from "../../../src/access/reader.ts";
import { knownZone } from "../../../src/command/time/zone.ts";
import type { About, Inbound, Received } from "../../../src/conversation/inbound.ts";
import type { Actor } from "../../../src/events/events.ts";
import type { Rosters } from "../connector/rosters.ts";
import { isChannelId, toKey, toPlace } from "../place.ts";
import type { TeamsHost } from "../port.ts";
import type { Incoming } from "./activity.ts";

/** A message and how it was sent. */
export interface Utterance {
  readonly text: string;
  readonly manner: Inbound["manner"];
  readonly about?: About;
}

/** Hands over what was said, with who and where; nothing is acknowledged before it resolves. */
export interface Converse {
  (activity: Incoming, said: Utterance): Promise<Received>;
  /** Who reads what the sender of an activity is answered with. */
  readerOf(activity: Incoming): Promise<Reader>;
}

/** How long a request waits for what Teams says about its sender. */
const WAIT_MS = 1_000;

export function createConverse(host: TeamsHost, rosters: Rosters): Converse {
  /** Unknown where Teams does not tell in time who is in the conversation. */
  async function belongingOf({ from, conversation, channelData }: Incoming): Promise<Belonging> {
    const own = conversation.tenantId ?? undefined;
    const isForeign = (tenant: string | null | undefined): boolean =>
      own !== undefined && tenant != null && tenant !== own;
    if (isForeign(channelData?.tenant?.id)) return "external";
    const { conversation: id } = toPlace(conversation.id);
    const late = setTimeout(WAIT_MS, undefined, { ref: false });
    const roster = await Promise.race([rosters.of(id), late]).catch(() => undefined);
    const person = roster?.get(actorOf(from).id);
    if (!person) return "unknown";
    if (isForeign(person.tenant)) return "external";
    return person.guest ? "guest" : "member";
  }

  async function readerOf(activity: Incoming): Promise<Reader> {
    const { type, from, conversation } = activity;
    return {
      actor: actorOf(from),
      belonging: await belongingOf(activity),
      channel: toKey({ conversation: toPlace(conversation.id).conversation }),
      // What a button or a dialog is answered with is shown to the one who pressed.
      shared: type === "message" && conversation.conversationType !== "personal",
    };
  }

  async function converse(activity: Incoming, { text, manner, about }: Utterance): Promise<Received> {
    const { from, conversation, replyToId, timestamp, localTimezone } = activity;
    const place = toPlace(conversation.id);
    const { actor, belonging, shared } = await readerOf(activity);
    const flat = conversation.conversationType !== "channel" && !isChannelId(place.conversation);
    const thread = place.thread ?? (flat ? replyToId : undefined);
    const at = timestamp ?? host.now();
    return host.receive({
      id: `teams:${place.conversation}/${activity.id ?? `${from.id}/${at.toISOString()}`}`,
      place: toKey({ conversation: place.conversation, ...(thread !== undefined && { thread }) }),
      channel: toKey({ conversation: place.conversation }),
      flat,
      actor,
      belonging,
      shared,
      text,
      manner,
      zone: knownZone(localTimezone),
      at: at.toISOString(),
      ...(about !== undefined && { about }),
    });
  }

  return Object.assign(converse, { readerOf });
}

/** How the sender of an activity stands in the record. */
function actorOf({ id, aadObjectId, name }: Incoming["from"]): Actor {
  return { id: `teams:${aadObjectId ?? id}`, name: name ?? id };
}
