import type { webApi } from "@slack/bolt";
import type { Card } from "../../../src/card/card.ts";
import { messageOf } from "../../../src/errors.ts";
import type { Log } from "../../../src/log/log.ts";
import { CALL_MS, isSlackUrl } from "../api/client.ts";
import { toMessageContent } from "../render/message.ts";
import { toAnswerView } from "../render/view.ts";

/** The recipient of an answer, and the ways to reach them. */
export interface Listener {
  readonly user: string;
  readonly channel?: string | undefined;
  /** The thread to answer in. */
  readonly thread?: string | undefined;
  /** Opens one dialog within 3 s. */
  readonly trigger?: string | undefined;
  readonly responseUrl?: string | undefined;
}

export interface PersonalAnswers {
  /** Sends an ephemeral message to that person, in the channel. */
  whisper(to: Listener, card: Card): Promise<void>;
  /** Opens a dialog if there is a trigger; else sends an ephemeral message. */
  dialog(to: Listener, card: Card): Promise<void>;
  /** Opens a view. */
  open(to: Listener, view: webApi.ViewsOpenArguments["view"]): Promise<void>;
}

/** Answers to one person. Failures are only logged, because the message has been stored already. */
export function createPersonalAnswers(deps: {
  readonly client: webApi.WebClient;
  readonly apiUrl: string | undefined;
  readonly log: Log;
}): PersonalAnswers {
  const { client, apiUrl, log } = deps;

  async function whisper(to: Listener, card: Card): Promise<void> {
    const ways = [inChannel, byResponseUrl, byDialog];
    for (const way of ways) {
      try {
        if (await way(to, card)) return;
      } catch (error) {
        log.info({ channel: to.channel, error: messageOf(error) }, "an answer could not be sent this way");
      }
    }
    log.warn({ channel: to.channel, user: to.user, card: card.title }, "an answer reached nobody");
  }

  /** A direct message needs no ephemeral message. */
  async function inChannel({ channel, user, thread }: Listener, card: Card): Promise<boolean> {
    if (channel === undefined) return false;
    const direct = channel.startsWith("D");
    const where = { channel, ...(thread !== undefined && { thread_ts: thread }), ...(!direct && { user }) };
    await client.apiCall(direct ? "chat.postMessage" : "chat.postEphemeral", { ...where, ...toMessageContent(card) });
    return true;
  }

  async function byResponseUrl({ responseUrl }: Listener, card: Card): Promise<boolean> {
    if (responseUrl === undefined || !isSlackUrl(responseUrl, apiUrl)) return false;
    const response = await fetch(responseUrl, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ response_type: "ephemeral", replace_original: false, ...toMessageContent(card) }),
      redirect: "error",
      signal: AbortSignal.timeout(CALL_MS),
    });
    await response.arrayBuffer();
    return response.ok;
  }

  async function byDialog({ trigger }: Listener, card: Card): Promise<boolean> {
    if (trigger === undefined) return false;
    await client.views.open({ trigger_id: trigger, view: toAnswerView(card) });
    return true;
  }

  return {
    whisper,
    async dialog(to, card) {
      const opened = await byDialog(to, card).catch((error: unknown) => {
        log.info({ error: messageOf(error) }, "a dialog could not be opened");
        return false;
      });
      if (!opened) await whisper({ ...to, trigger: undefined }, card);
    },
    async open(to, view) {
      if (to.trigger === undefined) return;
      await client.views
        .open({ trigger_id: to.trigger, view })
        .catch((error: unknown) => log.warn({ error: messageOf(error) }, "a form could not be opened"));
    },
  };
}
