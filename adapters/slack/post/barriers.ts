import { webApi } from "@slack/bolt";
import { z } from "zod";
import { AUDIENCE_MS } from "../../../src/access/audience.ts";
import type { ThreadKey } from "../../../src/chat/chat.ts";
import type { Complaints } from "../../../src/chat/complaints.ts";
import { memoizeEach } from "../../../src/concurrency/memoize.ts";
import { Unrecoverable } from "../../../src/errors.ts";
import { toError } from "../api/errors.ts";
import { fromKey } from "../place.ts";

/** A channel that a setting names. */
export interface NamedChannel {
  readonly setting: string;
  readonly channel: string;
  /** The workspace, or the organisation, if the setting names it. */
  readonly team?: string;
}

/** What keeps the bot from posting in channels. */
export interface Barriers {
  /** Why it cannot post in a channel, with the remedy; undefined where it can, or where Slack does not tell. */
  to(place: ThreadKey): Promise<string | undefined>;
  /** Looks at the channels that settings name, and lists what is wrong with each. True if something is no longer wrong. Never rejects. */
  check(named: readonly NamedChannel[]): Promise<boolean>;
}

const info = z.object({
  channel: z.object({
    is_im: z.boolean().optional(),
    is_member: z.boolean().optional(),
    is_archived: z.boolean().optional(),
    is_read_only: z.boolean().optional(),
    is_thread_only: z.boolean().optional(),
    is_non_threadable: z.boolean().optional(),
  }),
});

/** What may be wrong with a channel, and what whoever typed there is told. */
const BARRIERS = {
  elsewhere: "The channel is named with another workspace than the one that Gumshoe is installed in. Name it anew.",
  unknown: "Gumshoe does not see this channel. Invite it: /invite @Gumshoe.",
  foreign: "Gumshoe cannot post in a direct message between others. Write to it directly, or use a channel.",
  archived: "The channel is archived, so Gumshoe cannot post in it. Use another one.",
  absent: "Gumshoe is not in this channel. Invite it: /invite @Gumshoe.",
  readOnly: "The channel is read-only for Gumshoe. Let it post there, or use another one.",
  threadsOnly: "In this channel Gumshoe may only reply in threads. Let it post there, or use another one.",
  threadless:
    "Threads are switched off in this channel, and Gumshoe answers in threads. Switch them on, or use another one.",
} as const;
type Kind = keyof typeof BARRIERS;

/** What whoever typed may change at once. */
const SAY_IT_AGAIN: ReadonlySet<Kind> = new Set(["unknown", "absent"]);

/** A barrier, as an error that names it: it is not kept, because somebody is about to remove it. */
class Barrier extends Error {
  override readonly name = "Barrier";
  readonly kind: Kind;
  constructor(kind: Kind) {
    super(BARRIERS[kind]);
    this.kind = kind;
  }
}

/** `team`: the workspace that the bot is installed in. */
export function createBarriers(deps: {
  readonly client: webApi.WebClient;
  readonly team: string;
  readonly complaints: Complaints;
  readonly now: () => Date;
}): Barriers {
  const { client, team, complaints, now } = deps;
  const wrong = new Set<string>();

  const look = memoizeEach(AUDIENCE_MS, now, async (channel) => {
    const answer = await client.apiCall("conversations.info", { channel }).catch((error: unknown) => {
      const unseen = error instanceof webApi.WebAPIPlatformError && error.data.error === "channel_not_found";
      throw unseen ? new Barrier(channel.startsWith("D") ? "foreign" : "unknown") : error;
    });
    const kind = barrierIn(info.parse(answer).channel);
    if (kind !== undefined) throw new Barrier(kind);
  });

  async function checkOne({ setting, channel, team: named = team }: NamedChannel): Promise<boolean> {
    const subject = `channel ${channel}`;
    try {
      // On Enterprise Grid a setting may name the organisation.
      if (named !== team && !named.startsWith("E")) throw new Barrier("elsewhere");
      await look(channel);
      // What is listed otherwise came of a message, and a message settles it.
      if (!wrong.delete(channel)) return false;
      complaints.settle(subject);
      return true;
    } catch (error) {
      const meant = error instanceof Barrier ? error : toError(error, subject, true);
      if (!(meant instanceof Barrier || meant instanceof Unrecoverable)) return false;
      complaints.add(subject, meant instanceof Barrier ? `${setting} ${channel}: ${remedyOf(meant)}` : meant.message);
      wrong.add(channel);
      return false;
    }
  }

  return {
    async to(place) {
      try {
        await look(fromKey(place).channel);
        return undefined;
      } catch (error) {
        if (!(error instanceof Barrier)) return undefined;
        return SAY_IT_AGAIN.has(error.kind) ? `${error.message} Then say it again.` : error.message;
      }
    },
    async check(named) {
      const healed = await Promise.all(named.map(checkOne));
      return healed.includes(true);
    },
  };
}

/** A setting may also be wrong. */
function remedyOf({ kind, message }: Barrier): string {
  if (kind !== "unknown") return message;
  return "There is no such channel, or it is private. Check its id, and invite Gumshoe there: /invite @Gumshoe.";
}

function barrierIn(channel: z.infer<typeof info>["channel"]): Kind | undefined {
  if (channel.is_archived) return "archived";
  if (!channel.is_im && channel.is_member === false) return "absent";
  if (channel.is_read_only) return "readOnly";
  if (channel.is_thread_only) return "threadsOnly";
  return channel.is_non_threadable ? "threadless" : undefined;
}
