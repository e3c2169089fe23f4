import type { webApi } from "@slack/bolt";
import type { Card } from "../../../src/card/card.ts";
import { messageOf, Retryable, Unrecoverable } from "../../../src/errors.ts";
import { CALL_MS, isSlackUrl } from "../api/client.ts";
import { ContentRefused, toError } from "../api/errors.ts";
import { isDirect } from "../place.ts";
import { hasTable, type MessageContent, toMessageContent } from "../render/message.ts";
import type { ThreadLinks } from "../render/table.ts";
import { toAnswerView } from "../render/view.ts";

/** The recipient of an answer, and the ways to reach them. */
export interface Listener {
  readonly user: string;
  readonly channel?: string | undefined;
  /** The thread to answer in. */
  readonly thread?: string | undefined;
  /** Opens one dialog within 3 s. */
  readonly trigger?: string | undefined;
  /** Good for five answers within 30 minutes. */
  readonly responseUrl?: string | undefined;
  /** The dialog that it was pressed in: the answer takes its place. */
  readonly view?: string | undefined;
  /** True if it was pressed on an answer for that person alone, whose place the next answer takes. */
  readonly replaces?: boolean | undefined;
}

/** A way to reach somebody. False where there is no such way; throws where Slack refused it. */
export type Way = (to: Listener, card: Card) => Promise<boolean>;

/** The ways to one person. */
export interface WaysToAnswer {
  /** As they are tried, the nearest to where the person looks first. */
  readonly inOrder: readonly Way[];
  /** A dialog of its own. */
  readonly byDialog: Way;
}

/** The ways to answer one person alone: where they pressed or typed, by the address that Slack gave for it, in a direct message. */
export function createWaysToAnswer(deps: {
  readonly client: webApi.WebClient;
  readonly apiUrl: string | undefined;
  /** The threads of the investigations that a card's tables name. */
  readonly threadsIn: (card: Card) => Promise<ThreadLinks>;
}): WaysToAnswer {
  const { client, apiUrl, threadsIn } = deps;

  /** Sends a card; a table that is refused in Slack's own form is sent as text. What goes on is a line: nobody edits these answers. */
  async function say(card: Card, send: (content: MessageContent) => Promise<void>): Promise<void> {
    if (hasTable(card)) {
      const threads = await threadsIn(card);
      try {
        return await send(toMessageContent(card, { own: ["table"], threads }));
      } catch (error) {
        if (!(error instanceof ContentRefused)) throw error;
      }
    }
    await send(toMessageContent(card));
  }

  async function inDialog({ view, channel, thread }: Listener, card: Card): Promise<boolean> {
    if (view === undefined) return false;
    await callSlack(client, "views.update", { view_id: view, view: toAnswerView(card, { channel, thread }) });
    return true;
  }

  async function inItsPlace(to: Listener, card: Card): Promise<boolean> {
    return to.replaces === true && respond(to, { replace_original: true }, card);
  }

  /** A direct message needs no ephemeral message. */
  async function inChannel({ channel, user, thread }: Listener, card: Card): Promise<boolean> {
    if (channel === undefined) return false;
    const direct = isDirect(channel);
    const where = { channel, ...(thread !== undefined && { thread_ts: thread }), ...(!direct && { user }) };
    const method = direct ? "chat.postMessage" : "chat.postEphemeral";
    await say(card, (content) => callSlack(client, method, { ...where, ...content }));
    return true;
  }

  async function byResponseUrl(to: Listener, card: Card): Promise<boolean> {
    return respond(to, { response_type: "ephemeral", replace_original: false }, card);
  }

  async function byDialog({ trigger, channel, thread }: Listener, card: Card): Promise<boolean> {
    if (trigger === undefined) return false;
    await callSlack(client, "views.open", { trigger_id: trigger, view: toAnswerView(card, { channel, thread }) });
    return true;
  }

  /** The id of a person stands for the direct message between them and the bot. */
  async function directly({ user }: Listener, card: Card): Promise<boolean> {
    await say(card, (content) => callSlack(client, "chat.postMessage", { channel: user, ...content }));
    return true;
  }

  async function respond({ responseUrl }: Listener, how: Record<string, unknown>, card: Card): Promise<boolean> {
    if (responseUrl === undefined || !isSlackUrl(responseUrl, apiUrl)) return false;
    await say(card, (content) => postTo(responseUrl, { ...how, ...content }));
    return true;
  }

  return {
    inOrder: [inDialog, inItsPlace, inChannel, byResponseUrl, byDialog, directly],
    byDialog,
  };
}

/** Calls a method of Slack's Web API. @throws what {@link toError} makes of its refusal. */
export async function callSlack(
  client: webApi.WebClient,
  method: string,
  args: Record<string, unknown>,
): Promise<void> {
  await client.apiCall(method, args).catch((error: unknown) => {
    throw toError(error, method);
  });
}

/** Posts to the address that Slack gave for answers; it says only by its status what it refuses. */
async function postTo(responseUrl: string, body: Record<string, unknown>): Promise<void> {
  const response = await fetch(responseUrl, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    redirect: "error",
    signal: AbortSignal.timeout(CALL_MS),
  }).catch((error: unknown) => {
    throw new Retryable(`Slack's response address: ${messageOf(error)}`);
  });
  await response.arrayBuffer();
  const words = `Slack's response address: ${response.status}`;
  if (response.status === 429 || response.status >= 500) {
    const seconds = Number(response.headers.get("retry-after"));
    throw new Retryable(words, seconds > 0 ? { afterMs: seconds * 1_000 } : {});
  }
  if (response.status === 400) throw new ContentRefused(words);
  if (!response.ok) throw new Unrecoverable(words);
}
