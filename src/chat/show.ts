import { LeaseLost, NotYet, Retryable, Unrecoverable } from "../errors.ts";
import type { Investigation } from "../investigation/state.ts";
import { type Shown, view } from "../investigation/view.ts";
import type { Lane } from "../store/store.ts";
import { attachmentsOf } from "./attachments.ts";
import type { Attachment, Chat, ThreadKey } from "./chat.ts";
import {
  type ChannelMemory,
  type ChatMemory,
  chatMemory,
  type HeldMemory,
  MOST_LOOKS,
  remembered,
  settled,
} from "./chat-memory.ts";
import { type Difference, mostUrgent } from "./difference.ts";
import { paused, pauseMs, unpaused } from "./pause.ts";
import { upsertMessage } from "./upsert-message.ts";

/** Called when a root was posted, also anew: from now on its thread belongs to the investigation. */
export type OnThread = (place: ThreadKey, thread: ThreadKey) => Promise<void>;

/** Pause before a picture that is not ready is checked again. */
const LOOK_AGAIN_MS = 1_500;

/**
 * Brings every channel of an investigation up to date: posts missing messages in order and edits outdated ones, the most urgent first.
 * Intermediate states that were never shown are skipped. A channel that cannot be written does not delay the others.
 */
export async function show(deps: {
  readonly lane: Lane;
  readonly chatOf: (place: ThreadKey) => Chat | undefined;
  readonly onThread: OnThread;
  readonly now: () => Date;
  /** Reads the current investigation. */
  readonly load: () => Promise<Investigation>;
}): Promise<void> {
  const { lane, chatOf, onThread, now, load } = deps;
  const memory: ChatMemory = chatMemory.catch({}).parse(lane.memory ?? {});
  let saving: Promise<void> = Promise.resolve();
  /** Saves the memory, one write at a time, each with the latest state. */
  const remember = (when: "now" | "later" = "now"): Promise<void> => {
    saving = saving.catch(() => undefined).then(() => lane.remember(memory, when));
    return saving;
  };

  let sent = 0;
  const places = placesOf(await load());
  const results = await Promise.allSettled(places.map((place) => showPlace(place)));
  lane.signal.throwIfAborted();
  const errors = results.flatMap((result) => (result.status === "rejected" ? [result.reason as unknown] : []));
  if (errors.length > 0) throw errors.find((error) => error instanceof LeaseLost) ?? onwards(soonest(errors), sent > 0);

  async function showPlace(place: ThreadKey): Promise<void> {
    const chat = chatOf(place);
    if (!chat) return;
    const here = memory[place] ?? { slots: {}, held: {} };
    memory[place] = here;
    do {
      await showDifferences(chat, place, here);
    } while (await bringAttachments(chat, here));
  }

  async function showDifferences(chat: Chat, place: ThreadKey, here: ChannelMemory): Promise<void> {
    for (;;) {
      lane.signal.throwIfAborted();
      const state = await load();
      const next = (messages: readonly Shown[]): Difference | undefined =>
        mostUrgent(unpaused(messages, here, now()), here);
      let difference = next(view(state));
      const target = targetOf(difference, place, here);
      if (!difference || target === undefined) return waitFor(view(state), here);
      const waited = await chat.turn(target, difference.kind, difference.urgency);
      if (waited) difference = next(view(await load()));
      if (!difference) return;
      const { shown } = difference;
      const before = here.slots[shown.slot]?.message;
      const slot = await upsertMessage({
        chat,
        target: targetOf(difference, place, here) ?? target,
        stream: lane.stream,
        shown,
        here,
        remember,
        now,
      }).catch(async (error: unknown) => {
        const waits = !(error instanceof Unrecoverable) || chat.tellsOfBeingAdded === true;
        if (waits) here.slots[shown.slot] = paused(here.slots[shown.slot] ?? {}, error, now());
        await remember();
        throw error;
      });
      here.slots[shown.slot] = { ...settled(slot), ...remembered(shown, here), shownAt: now().toISOString() };
      // An edit may be repeated, so its memory can wait; a post may not.
      await remember(slot.message === before ? "later" : "now");
      sent += 1;
      const linked = state.links.some((link) => link.place === place && link.thread === slot.thread);
      if (shown.slot === "root" && slot.thread !== undefined && !linked) await onThread(place, slot.thread);
    }
  }

  /** Something that is out of date waits for the end of its pause. */
  function waitFor(messages: readonly Shown[], here: ChannelMemory): void {
    const afterMs = mostUrgent(messages, here) && pauseMs(messages, here, now());
    if (afterMs !== undefined) throw new NotYet("a message waits after a failure", { afterMs });
  }

  /** Uploads pictures and files after the cards are posted; true if one became ready, so that a card can show it. */
  async function bringAttachments(chat: Chat, here: ChannelMemory): Promise<boolean> {
    const thread = here.slots.root?.thread;
    if (thread === undefined) return false;
    let ready = false;
    let waiting = false;
    const shown = view(await load()).filter(({ slot }) => here.slots[slot]?.message !== undefined);
    for (const attachment of attachmentsOf(shown)) {
      const known = here.held[attachment.archive];
      if (known?.ready || known?.lost) continue;
      const held = await bring(chat, thread, attachment, here);
      ready ||= held.ready;
      waiting ||= !held.ready && !held.lost;
    }
    if (!ready && waiting) throw new NotYet("a picture is not ready yet", { afterMs: LOOK_AGAIN_MS });
    return ready;
  }

  /** Handles one picture as far as possible without waiting. Each step is saved before the next. */
  async function bring(
    chat: Chat,
    thread: ThreadKey,
    attachment: Attachment,
    here: ChannelMemory,
  ): Promise<HeldMemory> {
    for (;;) {
      lane.signal.throwIfAborted();
      const known = here.held[attachment.archive];
      const held = await chat.hold(thread, attachment, known);
      const looks = (known?.looks ?? 0) + 1;
      const lost = held === undefined || (!held.ready && looks >= MOST_LOOKS);
      const next = { key: held?.key ?? "", ready: held?.ready ?? false, looks, ...(lost && { lost }) };
      here.held[attachment.archive] = next;
      await remember();
      if (lost || next.ready || next.key === known?.key) return next;
    }
  }
}

function targetOf(difference: Difference | undefined, place: ThreadKey, here: ChannelMemory): ThreadKey | undefined {
  if (!difference) return undefined;
  return difference.shown.where === "channel" ? place : here.slots.root?.thread;
}

function placesOf(state: Investigation): readonly ThreadKey[] {
  const all = [state.place, ...state.also, ...state.links.map((link) => link.place)];
  return [...new Set(all)].filter((place) => place !== "");
}

/** The failure that may be tried again first. */
function soonest(errors: readonly unknown[]): unknown {
  const wait = (error: unknown): number =>
    error instanceof Retryable ? (error.afterMs ?? 1_000) : Number.POSITIVE_INFINITY;
  return [...errors].sort((a, b) => wait(a) - wait(b))[0];
}

/** If something was sent, the rest is tried again soon: the platform fails now and then, but it is not down. */
function onwards(error: unknown, progressed: boolean): unknown {
  if (!progressed || !(error instanceof Retryable) || error.afterMs !== undefined) return error;
  return new Retryable(error.message, { afterMs: 1_000, cause: error });
}
