import { setTimeout } from "node:timers/promises";
import { type Surroundings, type Understood, understand } from "../command/grammar/understand.ts";
import { memoizeFor } from "../concurrency/memoize.ts";
import { messageOf, NewerRelease, OutcomeUnknown, Unreadable } from "../errors.ts";
import type { PersonCommand } from "../investigation/command.ts";
import { rankedHypotheses } from "../investigation/ranking/ranking.ts";
import type { Investigation } from "../investigation/state.ts";
import { OPEN_LOOKED_AT, readCard } from "../investigation/view/read.ts";
import type { Summary } from "../store/directory.ts";
import { askOutside, beginInvestigation } from "./begin.ts";
import { createChoose } from "./choose.ts";
import { type ConversationContext, hand, target, unknownNumber } from "./context.ts";
import { type Inbound, type Received, refusal } from "./inbound.ts";
import { streamOf } from "./streams.ts";
import { createThreads } from "./threads.ts";

/** Takes what was said on any platform: stores a command, answers a question about what is known, or ignores talk. */
export type Receive = (inbound: Inbound) => Promise<Received>;

/** Chats wait 3 s for an answer: until shortly before, a store that failed is asked again, and one that is silent is waited for. */
const TRIED_FOR_MS = 2_500;
const WAITED_FOR_MS = 2_700;
const PAUSE_MS = 100;

/** The list lags by seconds anyway. */
const OPEN_KEPT_MS = 1_000;

/** Nothing here decides on an investigation: it finds which one is meant and hands the command over. */
export function createReceive(context: ConversationContext): Receive {
  const { load, directory, now, log } = context;
  const threads = createThreads(directory);
  const choose = createChoose(context);
  const listOpen = memoizeFor(OPEN_KEPT_MS, now, () => directory.list("open", OPEN_LOOKED_AT));

  return async (inbound) => {
    const started = performance.now();
    const received = await withinTime(persist(inbound, started + TRIED_FOR_MS)).catch((error: unknown): Received => {
      log.error({ delivery: inbound.id, error: messageOf(error) }, "inbound failed");
      return notStored(error);
    });
    const ms = Math.round(performance.now() - started);
    log.info({ delivery: inbound.id, actor: inbound.actor.id, result: received.type, ms }, "inbound");
    return received;
  };

  /** Tries again while there is time: a command that was stored is recognised by its delivery id. */
  async function persist(inbound: Inbound, until: number): Promise<Received> {
    let unknown: OutcomeUnknown | undefined;
    for (;;) {
      try {
        return await receive(inbound);
      } catch (error) {
        if (error instanceof NewerRelease || error instanceof Unreadable) throw error;
        if (error instanceof OutcomeUnknown) unknown = error;
        if (performance.now() + PAUSE_MS > until) throw unknown ?? error;
        log.warn({ delivery: inbound.id, error: messageOf(error) }, "inbound is tried again");
        await setTimeout(PAUSE_MS);
      }
    }
  }

  async function receive(inbound: Inbound): Promise<Received> {
    const [stream, open] = await Promise.all([threads.streamOf(inbound), listOpen()]);
    const here = stream === undefined ? undefined : (await load(stream)).state;
    const around = surroundings(context, here, open);
    const understood = understand(inbound, around);
    switch (understood.type) {
      case "ignore":
        return { type: "ignored" };
      case "reply":
        return { type: "reply", card: understood.card, refused: true };
      case "read":
        return read(context, understood, here, open);
      case "set":
        return choose.set(inbound, understood.setting, around, async (command, words) =>
          here ? hand(context, streamOf(here.number), command, inbound, words) : undefined,
        );
      case "run": {
        const meant = await choose.expand(inbound, understood, around);
        return "type" in meant ? meant : receive(meant.inbound);
      }
      case "start":
        return beginInvestigation(context, inbound, understood);
      case "command":
        return command(context, inbound, understood, here);
      default:
        return understood satisfies never;
    }
  }
}

/** An answer in time: what is not known by then is said to be unknown, and goes on. */
function withinTime(answer: Promise<Received>): Promise<Received> {
  const { promise, reject, resolve } = Promise.withResolvers<Received>();
  const late = (): void => reject(new OutcomeUnknown("the store did not answer in time"));
  const timer = globalThis.setTimeout(late, WAITED_FOR_MS);
  answer.then(resolve, reject);
  return promise.finally(() => clearTimeout(timer));
}

function notStored(error: unknown): Received {
  if (error instanceof NewerRelease) {
    return refusal("A newer release of Gumshoe works on this one. Nothing was changed; say it again in a minute.");
  }
  if (error instanceof Unreadable) {
    return refusal("Not stored: Gumshoe could not read it again. Nothing was changed; say it in other words.");
  }
  if (error instanceof OutcomeUnknown) {
    return refusal(
      "The store did not answer, so it may be stored or not. Look at the thread before you send it again.",
    );
  }
  return refusal("Not stored: the store did not answer. Nothing was changed; send it again.");
}

function surroundings(
  { components, now }: ConversationContext,
  here: Investigation | undefined,
  open: readonly Summary[],
): Surroundings {
  return {
    open: open.map(({ number, title }) => ({ number, title })),
    components: components(),
    now: now(),
    ...(here && {
      thread: {
        number: here.number,
        title: here.title,
        hypotheses: rankedHypotheses(here).map((h) => ({ id: h.id, name: h.cause.component.name })),
      },
    }),
  };
}

async function read(
  context: ConversationContext,
  { read: what, investigation: number }: Extract<Understood, { type: "read" }>,
  here: Investigation | undefined,
  open: readonly Summary[],
): Promise<Received> {
  if (what.type === "help") return { type: "reply", card: context.help(what.verb), refused: false };
  const investigation = await target(context, number, here);
  if (number !== undefined && !investigation) return unknownNumber(number);
  return { type: "reply", card: readCard(what, investigation, open), refused: false };
}

async function command(
  context: ConversationContext,
  inbound: Inbound,
  { command: asked, investigation: number, understood }: Extract<Understood, { type: "command" }>,
  here: Investigation | undefined,
): Promise<Received> {
  const refused = asked.type === "ask" ? context.roles.refuses(inbound, asked.question) : undefined;
  if (refused !== undefined) return refusal(refused);
  const meant = await target(context, number, here);
  if (meant) return hand(context, streamOf(meant.number), asked, inbound, understood);
  if (number !== undefined) return unknownNumber(number);
  if (asked.type === "ask") return askOutside(context, inbound, asked, understood);
  return refusal(`Which investigation? Say it in its thread, or name it: G-1042 ${wordOf(asked)}`);
}

function wordOf(command: PersonCommand): string {
  const { type } = command;
  const word = type === "acknowledge" ? "ack" : type === "unacknowledge" ? "unack" : type;
  return "hypothesis" in command ? `${word} ${command.hypothesis}` : word;
}
