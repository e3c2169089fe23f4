import type { About, Inbound, Received } from "../../../src/conversation/inbound.ts";
import { toKey, toPlace } from "../place.ts";
import type { TeamsHost } from "../port.ts";
import type { Incoming } from "./activity.ts";

/** A message and how it was sent. */
export interface Utterance {
  readonly text: string;
  readonly manner: Inbound["manner"];
  readonly about?: About;
}

/** Passes a message on, with its author and place; nothing is acknowledged before it resolves. */
export type Converse = (activity: Incoming, said: Utterance) => Promise<Received>;

export function createConverse(host: TeamsHost): Converse {
  return (activity, { text, manner, about }) => {
    const { from, conversation, replyToId, timestamp, localTimezone } = activity;
    const place = toPlace(conversation.id);
    const thread = place.thread ?? (conversation.conversationType === "channel" ? undefined : replyToId);
    const at = timestamp === undefined ? host.now() : new Date(timestamp);
    return host.receive({
      id: `teams:${place.conversation}/${activity.id ?? `${from.id}/${at.toISOString()}`}`,
      place: toKey({ conversation: place.conversation, ...(thread !== undefined && { thread }) }),
      channel: toKey({ conversation: place.conversation }),
      actor: { id: `teams:${from.aadObjectId ?? from.id}`, name: from.name ?? from.id },
      text,
      manner,
      zone: zoneOf(localTimezone),
      at: at.toISOString(),
      ...(about !== undefined && { about }),
    });
  };
}

/** The zone if this process knows it, else UTC. */
function zoneOf(zone: string | undefined): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone ?? "UTC" }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}
