import type { webApi } from "@slack/bolt";
import { z } from "zod";
import { AUDIENCE_MS } from "../../../src/access/audience.ts";
import type { ThreadKey } from "../../../src/chat/chat.ts";
import type { Complaints } from "../../../src/chat/complaints.ts";
import { memoizeEach } from "../../../src/concurrency/memoize.ts";
import { messageOf, Unrecoverable } from "../../../src/errors.ts";
import { toError } from "../api/errors.ts";
import { fromKey } from "../place.ts";

/** What keeps the bot from posting in channels. */
export interface Barriers {
  /** Why it cannot post in a channel, with the remedy; undefined where it can, or where Slack does not tell. */
  to(place: ThreadKey): Promise<string | undefined>;
  /** Looks at a channel that the settings name, and lists what is wrong with it. Never rejects. */
  check(channel: string): Promise<void>;
}

const info = z.object({
  channel: z.object({
    is_im: z.boolean().optional(),
    is_member: z.boolean().optional(),
    is_archived: z.boolean().optional(),
  }),
});

/** A barrier, as an error that names it: it is not kept, because somebody is about to remove it. */
class Barrier extends Error {
  override readonly name = "Barrier";
}

export function createBarriers(deps: {
  readonly client: webApi.WebClient;
  readonly complaints: Complaints;
  readonly now: () => Date;
}): Barriers {
  const { client, complaints, now } = deps;

  const look = memoizeEach(AUDIENCE_MS, now, async (channel) => {
    const answer = await client.apiCall("conversations.info", { channel });
    const { is_im, is_member, is_archived } = info.parse(answer).channel;
    if (is_archived) throw new Barrier("The channel is archived, so Gumshoe cannot post in it. Use another one.");
    if (!is_im && is_member === false) {
      throw new Barrier("Gumshoe is not in this channel. Invite it: /invite @Gumshoe. Then say it again.");
    }
  });

  return {
    async to(place) {
      const { channel } = fromKey(place);
      try {
        await look(channel);
        return undefined;
      } catch (error) {
        if (error instanceof Barrier) return error.message;
        const meant = toError(error, `channel ${channel}`);
        if (!(meant instanceof Unrecoverable) || !/channel_not_found/.test(meant.message)) return undefined;
        return channel.startsWith("D")
          ? "Gumshoe cannot post in a direct message between others. Write to it directly, or use a channel."
          : "Gumshoe does not see this channel. Invite it: /invite @Gumshoe. Then say it again.";
      }
    },
    async check(channel) {
      const subject = `channel ${channel}`;
      try {
        await look(channel);
        complaints.settle(subject);
      } catch (error) {
        const meant = error instanceof Barrier ? error : toError(error, subject, true);
        if (meant instanceof Barrier) complaints.add(subject, `SLACK_CHANNEL ${channel}: ${messageOf(meant)}`);
        else if (meant instanceof Unrecoverable) complaints.add(subject, meant.message);
      }
    },
  };
}
