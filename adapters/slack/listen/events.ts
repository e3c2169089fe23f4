import { z } from "zod";
import { replyCard } from "../../../src/card/reply.ts";
import { createIdempotency } from "../../../src/concurrency/idempotency.ts";
import { answerBeside, answerOf } from "../../../src/conversation/inbound.ts";
import { isDirect, timeOf, timestamp } from "../place.ts";
import type { Spoken } from "./conversation.ts";
import { eventFor } from "./envelope.ts";
import type { Listening } from "./listening.ts";

const messageEvent = z.object({
  user: z.string().optional(),
  bot_id: z.string().optional(),
  subtype: z.string().optional(),
  channel: z.string(),
  channel_type: z.string().optional(),
  text: z.string().default(""),
  edited: z.unknown().optional(),
  ts: timestamp,
  thread_ts: timestamp.optional(),
});

const EDITED = "An edit is not read, because what it said may be done already. To have it done, say it anew.";
/** How long an edit waits for whether a person made it. */
const SPEAKS_MS = 1_000;

/** Subtypes of messages that people write; the others are edits, joins and the like. */
const WRITTEN = new Set([undefined, "thread_broadcast", "file_share", "me_message"]);

/** Handles mentions, direct messages, and plain replies in threads. */
export function listenToEvents({ app, identity, converse, answers, loading, people }: Listening): void {
  const once = createIdempotency();
  const mention = new RegExp(`<@${identity.user}(?:\\|[^>]*)?>`, "g");

  async function take(body: unknown, ts: string, said: Omit<Spoken, "id" | "at"> & { channel: string }): Promise<void> {
    const event_id = eventFor(body, identity);
    if (event_id === undefined) return;
    await once(event_id, async () => {
      const { channel, thread, user, manner } = said;
      const outcome = converse({ ...said, id: event_id, at: timeOf(ts) });
      const received = await (manner === "addressed" ? loading({ channel, thread: thread ?? ts }, outcome) : outcome);
      const card = isDirect(channel) ? answerBeside(received) : answerOf(received);
      return card && (() => answers.whisper({ user, channel, thread }, card));
    });
  }

  /** Of an edited mention Slack tells as of a new one, with another id: it would be carried out twice. */
  async function refuseEdit(body: unknown, to: { user: string; channel: string; thread: string | undefined }) {
    const event_id = eventFor(body, identity);
    if (event_id === undefined || (await people.find(to.user, SPEAKS_MS))?.speaks === false) return;
    await once(event_id, async () => () => answers.whisper(to, replyCard("NOT DONE", EDITED)));
  }

  app.event("app_mention", async ({ event, body }) => {
    const parsed = messageEvent.safeParse(event);
    if (!parsed.success) return;
    const { user, channel, thread_ts: thread, ts, text, bot_id, edited } = parsed.data;
    if (user === undefined || bot_id !== undefined) return;
    if (edited !== undefined) return refuseEdit(body, { user, channel, thread });
    const command = text.replace(mention, " ");
    await take(body, ts, { channel, thread, user, text: command, manner: "addressed" });
  });

  app.event("message", async ({ event, body }) => {
    const parsed = messageEvent.safeParse(event);
    if (!parsed.success) return;
    const { user, channel, channel_type, thread_ts: thread, ts, text, bot_id, subtype } = parsed.data;
    if (user === undefined || bot_id !== undefined || !WRITTEN.has(subtype)) return;
    const direct = channel_type === "im";
    const overheard = thread !== undefined && text.search(mention) < 0;
    if (!direct && !overheard) return;
    const command = direct ? text.replace(mention, " ") : text;
    const manner = direct ? "addressed" : "overheard";
    await take(body, ts, { channel, thread, user, text: command, manner });
  });
}
