import { setTimeout } from "node:timers/promises";
import { type Surroundings, type Understood, understand } from "../command/grammar/understand.ts";
import { verbOf } from "../command/grammar/verb-of.ts";
import { messageOf, NewerRelease, OutcomeUnknown, StoreUnavailable, Unreadable } from "../errors.ts";
import { isOfThread } from "../investigation/asking.ts";
import { deletedSentence } from "../investigation/decide/decide.ts";
import { rankedHypotheses } from "../investigation/ranking/ranking.ts";
import type { Investigation } from "../investigation/state.ts";
import { readCard } from "../investigation/view/read.ts";
import { asShown } from "../investigation/view/read-only.ts";
import { peopleOf } from "../investigation/view/record/deeds.ts";
import { subjectOf } from "../investigation/view/subject.ts";
import { failureLevel } from "../log/failure-level.ts";
import type { Summary } from "../store/directory.ts";
import { askOutside, beginInvestigation } from "./begin.ts";
import { carry } from "./carry.ts";
import { createChoose } from "./choose.ts";
import { type ConversationContext, hand, target, unknownNumber } from "./context.ts";
import { type Meant, meantInChat, whichOne } from "./flat-chat.ts";
import { askFreely } from "./free.ts";
import { barredFromAsking } from "./guarded.ts";
import { type Inbound, type Received, readerOf, recordable, refusedReply } from "./inbound.ts";
import { answerList } from "./lists.ts";
import { onCallCard, override, whoCard } from "./on-duty.ts";
import { inOrder, type OpenList, withoutMembers } from "./open-list.ts";
import { answerRecord } from "./record.ts";
import { refusedCommand, refusedTo } from "./refused-to.ts";
import { answerRoutes } from "./routes.ts";
import { answerSelfReport } from "./self-report.ts";
import { answerSignIn } from "./sign-in.ts";
import { streamOf } from "./streams.ts";
import { createThreads } from "./threads.ts";

/** Handles a message of any platform: stores a command, answers a question from what is known, or ignores talk. */
export type Receive = (inbound: Inbound) => Promise<Received>;

/** Chats wait 3 s for an answer: until shortly before, a store that failed is asked again, and one that is silent is waited for. */
const TRIED_FOR_MS = 2_500;
const WAITED_FOR_MS = 2_700;
const PAUSE_MS = 100;

/** Decides nothing about an investigation: finds the one that is meant and passes the command on. */
export function createReceive(context: ConversationContext): Receive {
  const { load, directory, listOpen, log } = context;
  const threads = createThreads(directory);
  const choose = createChoose(context);

  return async (given) => {
    const started = performance.now();
    const inbound = recordable(given);
    const received = await withinTime(persist(inbound, started + TRIED_FOR_MS)).catch((error: unknown): Received => {
      const level = error instanceof StoreUnavailable ? "debug" : "error";
      log[level]({ delivery: inbound.id, error: messageOf(error) }, "inbound failed");
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
        if (error instanceof OutcomeUnknown) unknown = error;
        if (!mayPass(error) || performance.now() + PAUSE_MS > until) throw unknown ?? error;
        log[failureLevel(error)]({ delivery: inbound.id, error: messageOf(error) }, "inbound is tried again");
        await setTimeout(PAUSE_MS);
      }
    }
  }

  async function receive(inbound: Inbound): Promise<Received> {
    const [stream, open] = await Promise.all([threads.streamOf(inbound), listOpen(readerOf(inbound))]);
    const here = stream === undefined ? undefined : (await load(stream)).state;
    const meant: Meant = here ? { type: "one", investigation: here } : await meantInChat(context, inbound);
    const around = surroundings(context, inbound, meant, open.listed);
    const understood = understand(inbound, around);
    const verb = verbOf(understood);
    const barred = verb === undefined ? undefined : context.guardrails.refusesVerb(inbound.channel, verb);
    const refused = barred ?? refusedTo(context.roles, readerOf(inbound), understood);
    if (refused !== undefined) return refusedReply(refused);
    switch (understood.type) {
      case "ignore":
        return { type: "ignored" };
      case "reply":
        return (
          (await askFreely(context, inbound, understood, meant)) ?? {
            type: "reply",
            card: understood.card,
            refused: true,
          }
        );
      case "read":
        return read(context, inbound, understood, { here, meant }, open);
      case "set":
        if (inbound.place === undefined) return noChannel();
        return choose.set(inbound, understood.setting, around, async (command, words) =>
          here ? hand(context, streamOf(here.number), command, inbound, words) : undefined,
        );
      case "run": {
        if (inbound.place === undefined) return noChannel();
        const expanded = await choose.expand(inbound, understood, around);
        return "type" in expanded ? expanded : receive(expanded.inbound);
      }
      case "start":
        return beginInvestigation(context, inbound, understood);
      case "override":
        return override(context, inbound, understood.request);
      case "carry":
        if (meant.type === "several" && understood.investigation === undefined) return whichOne(inbound, meant.open);
        return carry(context, inbound, understood, investigationOf(meant), open);
      case "command":
        return command(context, inbound, understood, meant, open);
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

function noChannel(): Received {
  return refusedReply("That is kept for a channel. Type it in one.");
}

/** Whether the next attempt may end otherwise, soon. */
function mayPass(error: unknown): boolean {
  return !(error instanceof NewerRelease || error instanceof Unreadable);
}

function notStored(error: unknown): Received {
  if (error instanceof NewerRelease) {
    return refusedReply(
      "A newer release of Gumshoe has written to this one, so this release only shows it. Nothing was changed; say it again when the newer release runs everywhere.",
    );
  }
  if (error instanceof Unreadable) {
    return refusedReply("Not stored: Gumshoe could not read it again. Nothing was changed; say it in other words.");
  }
  if (error instanceof OutcomeUnknown) {
    return refusedReply(
      "The store did not answer, so it may be stored or not. Look at the thread before you send it again.",
    );
  }
  return refusedReply("Not stored: the store did not answer. Nothing was changed; send it again.");
}

function surroundings(
  { components, now }: ConversationContext,
  { manner }: Inbound,
  meant: Meant,
  open: readonly Summary[],
): Surroundings {
  const here = investigationOf(meant);
  const names = components();
  return {
    open: open.map(({ number, title }) => ({ number, title })),
    components: names,
    now: now(),
    ...(here && {
      thread: {
        number: here.number,
        title: here.title,
        people: peopleOf(here),
        hypotheses: rankedHypotheses(here).map((h) => ({ id: h.id, name: h.cause.component.name })),
        ...(manner === "addressed" && subjectOf(here, names)),
      },
    }),
  };
}

/** Answers from what is known. In a chat without threads, the status that names nothing is the list. */
async function read(
  context: ConversationContext,
  inbound: Inbound,
  { read: what, investigation: number }: Extract<Understood, { type: "read" }>,
  { here, meant }: { readonly here: Investigation | undefined; readonly meant: Meant },
  open: OpenList,
): Promise<Received> {
  if (what.type === "help") return { type: "reply", card: context.help(what.verb), refused: false };
  if (what.type === "routes") return answerRoutes(context, inbound, what.question);
  if (what.type === "list") return answerList(context, inbound, what, open);
  if (what.type === "gumshoe") return answerSelfReport(context, inbound);
  if (what.type === "signIn") return answerSignIn(context, inbound);
  if (what.type === "onCall") return { type: "reply", card: await onCallCard(context, inbound), refused: false };
  const unnamed = what.type === "status" ? here : investigationOf(meant);
  const investigation = await target(context, inbound, number, unnamed);
  if (number !== undefined && !investigation) return unknownNumber(number);
  if (investigation?.status === "deleted") return refusedReply(deletedSentence(investigation));
  if (!investigation && what.type === "status") {
    return answerList(context, inbound, { list: "open", page: 1, word: "status" }, open);
  }
  if (what.type === "who") {
    const card = investigation ? whoCard(context, inbound, investigation) : onCallCard(context, inbound);
    return { type: "reply", card: await card, refused: false };
  }
  if (!investigation && what.type !== "status" && meant.type === "several") return whichOne(inbound, meant.open);
  if (!investigation) return whichOne(inbound, inOrder(withoutMembers(open.listed)));
  if (what.type === "timeline" || what.type === "summary") return answerRecord(context, inbound, what, investigation);
  return { type: "reply", card: asShown(investigation, readCard(what, investigation)), refused: false };
}

async function command(
  context: ConversationContext,
  inbound: Inbound,
  { command: asked, investigation: number, understood }: Extract<Understood, { type: "command" }>,
  unnamed: Meant,
  open: OpenList,
): Promise<Received> {
  const refused = refusedCommand(context.roles, inbound, asked);
  if (refused !== undefined) return refusedReply(refused);
  const meant = await target(context, inbound, number, investigationOf(unnamed));
  if (meant?.status === "deleted") return refusedReply(deletedSentence(meant));
  const barred = meant && barredFromAsking(context, inbound, asked, meant);
  if (barred !== undefined) return refusedReply(barred);
  if (meant) return hand(context, streamOf(meant.number), asked, inbound, understood);
  if (number !== undefined) return unknownNumber(number);
  if (asked.type === "ask" && !isOfThread(asked.question)) return askOutside(context, inbound, asked, understood);
  return whichOne(inbound, unnamed.type === "several" ? unnamed.open : inOrder(withoutMembers(open.listed)));
}

function investigationOf(meant: Meant): Investigation | undefined {
  return meant.type === "one" ? meant.investigation : undefined;
}
