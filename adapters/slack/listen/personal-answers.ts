import { setTimeout } from "node:timers/promises";
import type { webApi } from "@slack/bolt";
import type { Card } from "../../../src/card/card.ts";
import { replyCard } from "../../../src/card/reply.ts";
import type { Complaints } from "../../../src/chat/complaints.ts";
import { messageOf, Retryable, Unrecoverable } from "../../../src/errors.ts";
import type { Log } from "../../../src/log/log.ts";
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

export interface PersonalAnswers {
  /** To that person alone, where they are. Resolves when it has been shown, or when no way is left. */
  whisper(to: Listener, card: Card): Promise<void>;
  /** Opens a dialog if there is a trigger; else sends an ephemeral message. */
  dialog(to: Listener, card: Card): Promise<void>;
  /** Opens a view. Where it is too late for that, a button offers `command` again. */
  open(to: Listener, view: webApi.ViewsOpenArguments["view"], command: string): Promise<void>;
}

/** Pauses before a way is tried again that Slack refused for the moment and named none for. */
const PAUSES_MS = [1_000, 5_000, 20_000] as const;
/** A way that asks for more patience is left for the next one. */
const LONGEST_PAUSE_MS = 60_000;
const SUBJECT = "answers";

/** A way to reach somebody. False where there is no such way. */
type Way = (to: Listener, card: Card) => Promise<boolean>;

/**
 * Answers to one person, by the first way that works: each is tried again while Slack asks for patience. What reaches nobody is listed for
 * the operators; it disturbs nothing, because what was said is stored already.
 */
export function createPersonalAnswers(deps: {
  readonly client: webApi.WebClient;
  readonly apiUrl: string | undefined;
  /** The threads of the investigations that a card's tables name. */
  readonly threadsIn: (card: Card) => Promise<ThreadLinks>;
  readonly complaints: Complaints;
  readonly log: Log;
}): PersonalAnswers {
  const { client, apiUrl, threadsIn, complaints, log } = deps;

  async function whisper(to: Listener, card: Card): Promise<void> {
    for (const way of [inDialog, inItsPlace, inChannel, byResponseUrl, byDialog, directly]) {
      if (await persist(way, to, card)) return complaints.settle(SUBJECT);
    }
    complaints.add(SUBJECT, `An answer to ${to.user} reached nobody: ${card.title}. The log has the reasons.`);
  }

  async function persist(way: Way, to: Listener, card: Card): Promise<boolean> {
    for (let count = 0; ; count++) {
      try {
        return await way(to, card);
      } catch (error) {
        log.info({ channel: to.channel, way: way.name, error: messageOf(error) }, "a way to answer failed");
        const pause = error instanceof Retryable ? (error.afterMs ?? PAUSES_MS[count]) : undefined;
        if (pause === undefined || pause > LONGEST_PAUSE_MS || count >= PAUSES_MS.length) return false;
        await setTimeout(pause);
      }
    }
  }

  async function call(method: string, args: Record<string, unknown>): Promise<void> {
    await client.apiCall(method, args).catch((error: unknown) => {
      throw toError(error, method);
    });
  }

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
    await call("views.update", { view_id: view, view: toAnswerView(card, { channel, thread }) });
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
    await say(card, (content) => call(method, { ...where, ...content }));
    return true;
  }

  async function byResponseUrl(to: Listener, card: Card): Promise<boolean> {
    return respond(to, { response_type: "ephemeral", replace_original: false }, card);
  }

  async function byDialog({ trigger, channel, thread }: Listener, card: Card): Promise<boolean> {
    if (trigger === undefined) return false;
    await call("views.open", { trigger_id: trigger, view: toAnswerView(card, { channel, thread }) });
    return true;
  }

  /** The id of a person stands for the direct message between them and the bot. */
  async function directly({ user }: Listener, card: Card): Promise<boolean> {
    await say(card, (content) => call("chat.postMessage", { channel: user, ...content }));
    return true;
  }

  async function respond({ responseUrl }: Listener, how: Record<string, unknown>, card: Card): Promise<boolean> {
    if (responseUrl === undefined || !isSlackUrl(responseUrl, apiUrl)) return false;
    await say(card, (content) => postTo(responseUrl, { ...how, ...content }));
    return true;
  }

  return {
    whisper,
    async dialog(to, card) {
      if (to.view !== undefined) return whisper(to, card);
      const opened = await byDialog(to, card).catch((error: unknown) => {
        log.info({ error: messageOf(error) }, "a dialog could not be opened");
        return false;
      });
      if (!opened) await whisper({ ...to, trigger: undefined }, card);
    },
    async open(to, view, command) {
      const method = to.view === undefined ? "views.open" : "views.push";
      const late = await call(method, { trigger_id: to.trigger, view }).then(
        () => false,
        (error: unknown) => {
          log.info({ error: messageOf(error) }, "a form could not be opened");
          return true;
        },
      );
      if (late) await whisper({ ...to, trigger: undefined }, againCard(command));
    },
  };
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

/** Slack opens a form only within three seconds of the press. */
function againCard(command: string): Card {
  const card = replyCard("NOT DONE", "The form could not be opened in time. Open it again:");
  return { ...card, blocks: [...card.blocks, { type: "actions", actions: [{ label: "Open", command }] }] };
}
