import type { webApi } from "@slack/bolt";
import { z } from "zod";
import type { Budget } from "../../../src/chat/budget.ts";
import type { Chat, PostIdentity, ThreadKey } from "../../../src/chat/chat.ts";
import type { Complaints } from "../../../src/chat/complaints.ts";
import { EditWindowClosed, Retryable, Unrecoverable } from "../../../src/errors.ts";
import { toError } from "../api/errors.ts";
import { fromKey, toKey } from "../place.ts";
import type { Files } from "./files.ts";
import { messageId } from "./message-id.ts";
import { createSimplerForms } from "./simpler-forms.ts";

/** The event type of the metadata by which posted messages are found. */
const EVENT_TYPE = "gumshoe_message";
/** Messages per page, and pages, of a search for a post. */
const PAGE = 200;
const PAGES = 5;
/** Clocks differ, so a search starts this long before the attempt. */
const EARLIER_MS = 60_000;

/** Prevents links, mentions and previews. */
const AS_IT_IS = { parse: "none", link_names: false } as const;
const NO_PREVIEW = { unfurl_links: false, unfurl_media: false } as const;

const postAnswer = z.object({ ts: z.string() });
const found = z.object({
  ts: z.string(),
  metadata: z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }).optional(),
});
const page = z.object({
  messages: z.array(found.catch({ ts: "0" })).default([]),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** The chat port for Slack. */
export function createSlackChat(deps: {
  readonly client: webApi.WebClient;
  readonly budget: Budget;
  readonly complaints: Complaints;
  readonly files: Files;
  /** The channel that the settings name. */
  readonly home: string;
}): Chat {
  const { client, budget, complaints, files, home } = deps;
  const forms = createSimplerForms(complaints);

  /** Makes one call for a channel; converts its errors and maintains the complaints. */
  async function call<T>(place: ThreadKey, kind: "post" | "edit" | "look", act: () => Promise<T>): Promise<T> {
    const { channel } = fromKey(place);
    const subject = `channel ${channel}`;
    try {
      const result = await act();
      // Whoever may read a channel may not yet write in it.
      if (kind !== "look") complaints.settle(subject);
      if (kind === "edit") complaints.settle(`edits in ${subject}`);
      return result;
    } catch (error) {
      const meant = toError(error, subject, channel === home);
      if (meant instanceof Retryable && meant.afterMs !== undefined && kind !== "look") {
        budget.hold({ place: channel, kind }, meant.afterMs);
      }
      if (meant instanceof Unrecoverable) complaints.add(subject, meant.message);
      if (meant instanceof EditWindowClosed) complaints.add(`edits in ${subject}`, meant.message);
      throw meant;
    }
  }

  return {
    turn: (place, kind, urgency) => budget.turn({ place: fromKey(place).channel, kind, urgency }),

    async post(place, message, identity) {
      const { team, channel, thread } = fromKey(place);
      const { result, refusal } = await forms.send(message, (content) =>
        call(place, "post", async () => {
          const posted = await client.apiCall("chat.postMessage", {
            channel,
            ...content,
            ...AS_IT_IS,
            ...NO_PREVIEW,
            client_msg_id: messageId(identity),
            metadata: { event_type: EVENT_TYPE, event_payload: { ...identity } },
            ...(thread !== undefined && { thread_ts: thread }),
            ...(thread !== undefined && message.broadcast && { reply_broadcast: true }),
          });
          const { ts } = postAnswer.parse(posted);
          return { message: ts, thread: toKey({ team, channel, thread: thread ?? ts }) };
        }),
      );
      forms.compare(channel, result.message, message, refusal);
      return result;
    },

    async edit(place, message, shown) {
      const { channel } = fromKey(place);
      const { refusal } = await forms.send(shown, (content) =>
        call(place, "edit", () => client.apiCall("chat.update", { channel, ts: message, ...content, ...AS_IT_IS })),
      );
      forms.compare(channel, message, shown, refusal);
    },

    async find(place, identity, since) {
      const { team, channel, thread } = fromKey(place);
      const method = thread === undefined ? "conversations.history" : "conversations.replies";
      const earliest = since.getTime() - EARLIER_MS;
      let cursor: string | undefined;
      for (let count = 0; count < PAGES; count++) {
        const answer = await call(place, "look", () =>
          client.apiCall(method, {
            channel,
            limit: PAGE,
            include_all_metadata: true,
            ...(thread !== undefined && { ts: thread }),
            ...(cursor !== undefined && { cursor }),
          }),
        );
        const { messages, response_metadata } = page.parse(answer);
        const post = messages.find((message) => isPost(message, identity));
        if (post) return { message: post.ts, thread: toKey({ team, channel, thread: thread ?? post.ts }) };
        const older = thread === undefined && messages.some(({ ts }) => Number(ts) * 1000 < earliest);
        cursor = response_metadata?.next_cursor || undefined;
        if (cursor === undefined || older) return undefined;
      }
      return undefined;
    },

    hold: (thread, attachment, known) => files.hold(thread, attachment, known),
  };
}

function isPost({ metadata }: z.infer<typeof found>, { stream, slot }: PostIdentity): boolean {
  if (metadata?.event_type !== EVENT_TYPE) return false;
  return metadata.event_payload.stream === stream && metadata.event_payload.slot === slot;
}
