import type { webApi } from "@slack/bolt";
import { z } from "zod";
import type { QuotedMessage } from "../../../src/conversation/inbound.ts";
import { Unrecoverable } from "../../../src/errors.ts";
import { toError } from "../api/errors.ts";
import type { People } from "../people/people.ts";
import { permalink, timeOf, timestamp } from "../place.ts";
import { mentionedIn, messageText, type NameOf, worded } from "./message-text.ts";

/** A message in requests and answers of Slack. */
export const message = worded.extend({
  ts: timestamp,
  thread_ts: timestamp.optional(),
  user: z.string().optional(),
  username: z.string().optional(),
  bot_id: z.string().optional(),
  bot_profile: z.object({ name: z.string().optional() }).optional(),
});
export type SlackMessage = z.infer<typeof message>;

/** Reads single messages of people. */
export interface Messages {
  /** Undefined if there is no such message, or none that the bot may read. Rejects if Slack does not answer. */
  read(channel: string, ts: string): Promise<SlackMessage | undefined>;
  /** A message as the timeline records it. */
  about(channel: string, message: SlackMessage): Promise<QuotedMessage>;
}

/** How long to wait for the name of a message's author. */
const NAME_WAIT_MS = 1_000;

const answer = z.object({ messages: z.array(message) });

/** People whose names are looked up for one message; the others are shown by id. */
const NAMED = 20;

export function createMessages(client: webApi.WebClient, people: People, workspace: string): Messages {
  /** The names of those whom a message mentions. */
  async function namesIn(said: SlackMessage): Promise<NameOf> {
    const ids = mentionedIn(said).slice(0, NAMED);
    const found = await Promise.all(ids.map(async (id) => [id, (await people.find(id, NAME_WAIT_MS))?.name] as const));
    const names = new Map(found);
    return (id) => names.get(id);
  }

  return {
    async read(channel, ts) {
      const args = { channel, ts, latest: ts, inclusive: true, limit: 1 };
      const found = await client.apiCall("conversations.replies", args).catch((error: unknown) => {
        const meant = toError(error, `channel ${channel}`);
        if (meant instanceof Unrecoverable) return undefined;
        throw meant;
      });
      return answer.safeParse(found).data?.messages.find((one) => one.ts === ts);
    },
    async about(channel, said) {
      const thread = said.thread_ts === undefined ? {} : { thread: said.thread_ts };
      return {
        text: messageText(said, await namesIn(said)),
        at: timeOf(said.ts),
        author: await authorOf(said, people),
        link: permalink(workspace, { team: "", channel, ...thread }, said.ts),
      };
    },
  };
}

async function authorOf({ user, username, bot_profile }: SlackMessage, people: People): Promise<string> {
  const bot = username ?? bot_profile?.name;
  if (bot !== undefined) return bot;
  return user === undefined ? "a bot" : ((await people.find(user, NAME_WAIT_MS))?.name ?? user);
}
