import { z } from "zod";
import { createIdempotency } from "../../../src/concurrency/idempotency.ts";
import { answerOf } from "../../../src/conversation/inbound.ts";
import { message, type SlackMessage } from "../post/messages.ts";
import { eventFor } from "./envelope.ts";
import type { Listening } from "./listening.ts";

const reaction = z.object({
  user: z.string(),
  reaction: z.string(),
  item: z.object({ type: z.literal("message"), channel: z.string(), ts: z.string() }),
});
const pin = z.object({
  user: z.string(),
  channel_id: z.string(),
  item: z.object({ type: z.literal("message"), message: message.extend({ text: z.string().optional() }) }),
});

/** Adds a pinned message, or one with the configured emoji, in an investigation's thread to the timeline, at the message's own time. */
export function listenToMarks({ app, identity, converse, answers, messages, host, settings }: Listening): void {
  const once = createIdempotency();

  async function add(event_id: string, user: string, channel: string, marked: SlackMessage): Promise<void> {
    await once(event_id, async () => {
      const thread = marked.thread_ts ?? marked.ts;
      const received = await converse({
        id: event_id,
        channel,
        thread,
        user,
        text: "note",
        manner: "overheard",
        at: host.now().toISOString(),
        about: await messages.about(channel, marked),
      });
      const card = answerOf(received);
      return card && (() => answers.whisper({ user, channel, thread: marked.thread_ts }, card));
    });
  }

  app.event("reaction_added", async ({ event, body }) => {
    const parsed = reaction.safeParse(event);
    const event_id = eventFor(body, identity);
    if (event_id === undefined || !parsed.success || parsed.data.reaction.split("::")[0] !== settings.emoji) return;
    const { user, item } = parsed.data;
    const marked = await messages.read(item.channel, item.ts);
    if (marked) await add(event_id, user, item.channel, marked);
  });

  app.event("pin_added", async ({ event, body }) => {
    const parsed = pin.safeParse(event);
    const event_id = eventFor(body, identity);
    if (event_id === undefined || !parsed.success) return;
    const { user, channel_id: channel, item } = parsed.data;
    const reacted = item.message;
    const marked =
      reacted.text === undefined ? await messages.read(channel, reacted.ts) : { ...reacted, text: reacted.text };
    if (marked) await add(event_id, user, channel, marked);
  });
}
