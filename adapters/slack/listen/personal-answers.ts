import { setTimeout } from "node:timers/promises";
import type { webApi } from "@slack/bolt";
import type { Card } from "../../../src/card/card.ts";
import { replyCard } from "../../../src/card/reply.ts";
import type { Complaints } from "../../../src/chat/complaints.ts";
import { messageOf, Retryable } from "../../../src/errors.ts";
import type { Log } from "../../../src/log/log.ts";
import type { ThreadLinks } from "../render/table.ts";
import { callSlack, createWaysToAnswer, type Listener, type Way } from "./ways-to-answer.ts";

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
  const { client, complaints, log } = deps;
  const { inOrder, byDialog } = createWaysToAnswer(deps);

  async function whisper(to: Listener, card: Card): Promise<void> {
    for (const way of inOrder) {
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
      const late = await callSlack(client, method, { trigger_id: to.trigger, view }).then(
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

/** Slack opens a form only within three seconds of the press. */
function againCard(command: string): Card {
  const card = replyCard("NOT DONE", "The form could not be opened in time. Open it again:");
  return { ...card, blocks: [...card.blocks, { type: "actions", actions: [{ label: "Open", command }] }] };
}
