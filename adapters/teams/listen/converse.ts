import { setTimeout } from "node:timers/promises";
import type { Belonging, Reader } from "../../../src/access/reader.ts";
import { normalise } from "../../../src/command/grammar/normalise.ts";
import { knownZone } from "../../../src/command/time/zone.ts";
import type { Inbound, Mention, QuotedMessage, Received } from "../../../src/conversation/inbound.ts";
import type { Actor } from "../../../src/events/events.ts";
import type { Person, Rosters } from "../connector/rosters.ts";
import { isChannelId, toKey, toPlace } from "../place.ts";
import type { TeamsHost } from "../port.ts";
import type { Incoming } from "./activity.ts";
import { quotedBy } from "./quotes.ts";
import { isBot } from "./sender.ts";

/** A message and how it was sent. */
export interface Utterance {
  readonly text: string;
  readonly manner: Inbound["manner"];
  readonly about?: QuotedMessage;
}

/** Hands over what was said, with who and where; nothing is acknowledged before it resolves. */
export interface Converse {
  (activity: Incoming, said: Utterance): Promise<Received>;
  /** Who reads what the sender of an activity is answered with. */
  readerOf(activity: Incoming): Promise<Reader>;
}

/** How long a request waits for what Teams says about its sender. */
const WAIT_MS = 1_000;
/** Mentions of one message that are looked up. */
const MENTIONS = 5;

export function createConverse(host: TeamsHost, rosters: Rosters): Converse {
  /** What the conversation's roster says of somebody; undefined where Teams does not tell in time. */
  async function personIn({ id }: Incoming["conversation"], person: string): Promise<Person | undefined> {
    const late = setTimeout(WAIT_MS, undefined, { ref: false });
    const roster = await Promise.race([rosters.of(toPlace(id).conversation), late]).catch(() => undefined);
    return roster?.get(person);
  }

  /** The people whom a message mentions, as the record names them; bots are nobody. */
  async function mentionsIn({ entities, recipient, conversation }: Incoming): Promise<readonly Mention[]> {
    const people = entities.flatMap(({ type, mentioned, text }) =>
      type === "mention" && mentioned && text !== undefined && mentioned.id !== recipient.id && !isBot(mentioned)
        ? [{ mentioned, word: normalise(text) }]
        : [],
    );
    const mentions = people.slice(0, MENTIONS).map(async ({ mentioned, word }): Promise<Mention> => {
      const { id, name } = actorOf({ ...mentioned, name: mentioned.name ?? mentioned.id });
      const person = await personIn(conversation, id);
      const actor = { id: person?.id ?? id, name };
      return { type: "person", word, actor, belonging: belongingOf(person, conversation.tenantId) };
    });
    return Promise.all(mentions);
  }

  async function readerOf(activity: Incoming): Promise<Reader> {
    const { type, from, conversation, channelData } = activity;
    const actor = actorOf(from);
    const isForeigner = isForeign(conversation.tenantId, channelData?.tenant?.id);
    const person = isForeigner ? undefined : await personIn(conversation, actor.id);
    return {
      actor,
      belonging: isForeigner ? "external" : belongingOf(person, conversation.tenantId),
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
    // In a chat, whoever quotes a card means its investigation.
    const thread = place.thread ?? (flat ? (replyToId ?? quotedBy(activity)) : undefined);
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
      mentions: () => mentionsIn(activity),
      ...(about !== undefined && { about }),
    });
  }

  return Object.assign(converse, { readerOf });
}

function belongingOf(person: Person | undefined, own: string | null | undefined): Belonging {
  if (!person) return "unknown";
  if (isForeign(own, person.tenant)) return "external";
  return person.guest ? "guest" : "member";
}

/** Whether a tenant is another than the conversation's own; false where one of them is not told. */
function isForeign(own: string | null | undefined, tenant: string | null | undefined): boolean {
  return own != null && tenant != null && tenant !== own;
}

/** How the sender of an activity stands in the record. */
function actorOf({
  id,
  aadObjectId,
  name,
}: Pick<Incoming["from"], "id" | "name"> & { readonly aadObjectId?: string | null | undefined }): Actor {
  return { id: `teams:${aadObjectId ?? id}`, name: name ?? id };
}
