import type { webApi } from "@slack/bolt";
import { z } from "zod";
import { AUDIENCE_MS, type Audience } from "../../../src/access/audience.ts";
import type { Complaints } from "../../../src/chat/complaints.ts";
import { memoizeEach } from "../../../src/concurrency/memoize.ts";
import { Retryable, Unrecoverable } from "../../../src/errors.ts";
import { toError } from "../api/errors.ts";
import { fromKey } from "../place.ts";
import { actorIdOf } from "./people.ts";

/** Who sees a channel: every member of the workspace, or only the people in it. */
type Kind = "public" | "private" | { readonly directWith: string };

const info = z.object({
  channel: z.object({
    is_im: z.boolean().optional(),
    is_mpim: z.boolean().optional(),
    is_private: z.boolean().optional(),
    is_group: z.boolean().optional(),
    user: z.string().optional(),
  }),
});
const page = z.object({
  members: z.array(z.string()),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** People a page, and pages, that are read of a channel: 10,000 people. */
const PAGE = 1_000;
const PAGES = 10;

/**
 * Asks Slack who sees a channel: a public one every member of the workspace, any other whoever is in it. Guests and people of other
 * workspaces see only what they are in.
 */
export function createSlackAudience(deps: {
  readonly client: webApi.WebClient;
  readonly complaints: Complaints;
  readonly now: () => Date;
}): Audience {
  const { client, complaints, now } = deps;
  const kindOf = memoizeEach(AUDIENCE_MS, now, askKind);
  const peopleOf = memoizeEach(AUDIENCE_MS, now, askPeople);

  async function call(method: string, channel: string, more: Record<string, unknown> = {}): Promise<unknown> {
    const subject = `who sees channel ${channel}`;
    try {
      const answer = await client.apiCall(method, { channel, ...more });
      complaints.settle(subject);
      return answer;
    } catch (error) {
      const meant = toError(error, subject);
      if (meant instanceof Unrecoverable && /missing_scope/.test(meant.message)) complaints.add(subject, meant.message);
      throw meant;
    }
  }

  async function askKind(channel: string): Promise<Kind> {
    const parsed = info.safeParse(await call("conversations.info", channel));
    if (!parsed.success) throw new Retryable(`Slack answered something else for channel ${channel}`);
    const { is_im, is_mpim, is_private, is_group, user = "" } = parsed.data.channel;
    if (is_im) return { directWith: user };
    // What is not said to be public is taken for private.
    return is_private === false && !is_mpim && !is_group ? "public" : "private";
  }

  async function askPeople(channel: string): Promise<ReadonlySet<string>> {
    const people = new Set<string>();
    let cursor: string | undefined;
    for (let count = 0; count < PAGES; count++) {
      const asked = { limit: PAGE, ...(cursor !== undefined && { cursor }) };
      const parsed = page.safeParse(await call("conversations.members", channel, asked));
      if (!parsed.success) throw new Retryable(`Slack answered something else for the people of channel ${channel}`);
      for (const user of parsed.data.members) people.add(actorIdOf(user));
      cursor = parsed.data.response_metadata?.next_cursor || undefined;
      if (cursor === undefined) return people;
    }
    throw new Unrecoverable(`channel ${channel} has more than 10,000 people`);
  }

  return {
    async sees({ actor, belonging, channel: asked, shared }, place) {
      const { channel } = fromKey(place);
      const kind = await kindOf(channel);
      // What is read by a whole channel tells nothing of a private one; in a direct message whoever asks is alone.
      if (
        shared &&
        kind !== "public" &&
        asked !== undefined &&
        typeof (await kindOf(fromKey(asked).channel)) !== "object"
      ) {
        return false;
      }
      if (typeof kind === "object") return actor.id === actorIdOf(kind.directWith);
      if (kind === "public" && belonging === "member") return true;
      return (await peopleOf(channel)).has(actor.id);
    },
  };
}
