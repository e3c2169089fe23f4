import type { webApi } from "@slack/bolt";
import { z } from "zod";
import type { Card } from "../../../src/card/card.ts";
import { replyCard } from "../../../src/card/reply.ts";
import { messageOf } from "../../../src/errors.ts";
import { messageId } from "../post/message-id.ts";
import { toMessageContent } from "../render/message.ts";
import { eventFor } from "./envelope.ts";
import type { Listening } from "./listening.ts";

const opened = z.object({ user: z.string(), channel: z.string(), tab: z.literal("messages") });
const history = z.object({ messages: z.array(z.unknown()) });

/** Slack grants it to apps with an agent's view, which needs a paid plan. */
const PROMPTING = "assistant:write";
/** Texts that a person sends by pressing them; Slack shows at most four. */
const PROMPTS = [
  { title: "What is open?", message: "status" },
  { title: "What changed?", message: "changes last 2h" },
  { title: "Which alarms are there?", message: "alarms" },
  { title: "What can be typed?", message: "help" },
] as const;

/** People whose opened messages are remembered. */
const KEPT = 5_000;

/**
 * Whoever opens the app's messages for the first time is greeted there, with what can be pressed; where the workspace has agents, Slack
 * also shows prompts each time.
 */
export function listenToGreeting({ app, identity, people, log }: Listening): void {
  const greeted = new Set<string>();

  app.event("app_home_opened", async ({ event, client, body }) => {
    const { data } = opened.safeParse(event);
    if (!data || eventFor(body, identity) === undefined) return;
    const { user, channel } = data;
    const prompted = identity.scopes.has(PROMPTING) ? prompt(client, channel) : undefined;
    void Promise.all([greet(client, user, channel), prompted]).catch((error: unknown) => {
      log.info({ error: messageOf(error) }, "nobody was greeted");
    });
  });

  /** A message there means that they know each other. Replicas that greet at once post the same message, which Slack shows once. */
  async function greet(client: webApi.WebClient, user: string, channel: string): Promise<void> {
    if (greeted.has(user) || (await people.find(user, 1_000))?.speaks === false) return;
    const { messages } = history.parse(await client.apiCall("conversations.history", { channel, limit: 1 }));
    if (messages.length === 0) {
      const client_msg_id = messageId({ stream: `greeting/${user}`, slot: "greeting" });
      await client.apiCall("chat.postMessage", { channel, ...toMessageContent(greetingCard()), client_msg_id });
    }
    if (greeted.size >= KEPT) greeted.clear();
    greeted.add(user);
  }

  /** To an agent's view no thread may be named. */
  async function prompt(client: webApi.WebClient, channel: string): Promise<void> {
    await client.apiCall("assistant.threads.setSuggestedPrompts", { channel_id: channel, prompts: PROMPTS });
  }
}

function greetingCard(): Card {
  const card = replyCard(
    "HELLO",
    "Ask here in private; in a channel mention @Gumshoe, and everybody in it sees the answer.",
  );
  const actions = [
    { label: "Investigate", command: "investigate" },
    { label: "What is open", command: "status" },
    { label: "Metrics", command: "metrics" },
    { label: "Help", command: "help" },
  ] as const;
  return { ...card, blocks: [...card.blocks, { type: "actions", actions }] };
}
