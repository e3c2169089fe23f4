import { createHash } from "node:crypto";
import { z } from "zod";
import type { Card } from "../card/card.ts";
import { EditForbidden, OutcomeUnknown, Retryable } from "../errors.ts";
import type { Investigation } from "../investigation/state.ts";
import { type Shown, view } from "../investigation/view.ts";
import type { Lane } from "../store/store.ts";
import type { Chat, ThreadKey } from "./chat.ts";

/** What the chat lane remembers of one message: where it stands and what it shows, or since when a post is under way. */
const slotMemory = z.object({
  message: z.string().optional(),
  thread: z.string().optional(),
  hash: z.string().optional(),
  /** ISO: a post was begun and its outcome is not known yet. */
  attemptedAt: z.string().optional(),
  /** How often the platform refused an edit, so that a new message took over. */
  edition: z.number().optional(),
});
type SlotMemory = z.infer<typeof slotMemory>;
type Slots = Record<string, SlotMemory>;

/** By place, then by slot. */
const chatMemory = z.record(z.string(), z.record(z.string(), slotMemory));
export type ChatMemory = z.infer<typeof chatMemory>;

/** A root was posted: from now on this thread belongs to the investigation. */
export type OnThread = (place: ThreadKey, thread: ThreadKey) => Promise<void>;

/**
 * Makes every linked channel show what the investigation says now: posts what is missing, edits what differs, in order. What was
 * never shown and is no longer true is never sent. A post is remembered before it is tried, so its outcome is looked up and never
 * blindly repeated.
 */
export async function show(deps: {
  readonly lane: Lane;
  readonly chatOf: (place: ThreadKey) => Chat | undefined;
  readonly onThread: OnThread;
  readonly now: () => Date;
  /** Reads the investigation as it stands. */
  readonly load: () => Promise<Investigation>;
}): Promise<void> {
  const { lane, chatOf, onThread, now, load } = deps;
  const state = await load();
  const memory = chatMemory.catch({}).parse(lane.memory ?? {});
  const messages = view(state);
  for (const place of placesOf(state)) {
    const chat = chatOf(place);
    if (!chat) continue;
    const slots = memory[place] ?? {};
    memory[place] = slots;
    for (const message of messages) {
      lane.signal.throwIfAborted();
      await showOne({ chat, place, slots, message });
      const thread = slots.root?.thread;
      const linked = state.links.some((link) => link.place === place);
      if (message.slot === "root" && thread !== undefined && !linked) await onThread(place, thread);
    }
  }

  interface One {
    readonly chat: Chat;
    readonly place: ThreadKey;
    readonly slots: Slots;
    readonly message: Shown;
  }

  async function showOne(one: One): Promise<void> {
    const { place, slots, message } = one;
    const hash = hashOf(message.card);
    const known = slots[message.slot];
    if (known?.hash === hash) return;
    if (known?.message === undefined && message.quiet === true) return;
    const target = message.where === "channel" ? place : slots.root?.thread;
    if (target === undefined) return;
    const { hash: _, ...posted } = await put(one, target, known ?? {});
    slots[message.slot] = { ...posted, hash };
    await lane.remember(memory);
  }

  async function put(one: One, target: ThreadKey, known: SlotMemory): Promise<SlotMemory> {
    if (known.message === undefined) return post(one, target, known);
    try {
      await one.chat.edit(target, known.message, one.message.card);
      return known;
    } catch (error) {
      if (!(error instanceof EditForbidden)) throw error;
    }
    const { thread, edition = 0 } = known;
    return post(one, target, { edition: edition + 1, ...(thread !== undefined && { thread }) });
  }

  async function post(one: One, target: ThreadKey, known: SlotMemory): Promise<SlotMemory> {
    const { chat, slots } = one;
    const { slot, card } = one.message;
    const edition = known.edition === undefined ? "" : `~${known.edition}`;
    const identity = { stream: lane.stream, slot: `${slot}${edition}` };
    const unknown = known.attemptedAt !== undefined;
    const found = unknown ? await chat.find(target, identity, new Date(known.attemptedAt ?? "")) : undefined;
    if (!found && !unknown) {
      slots[slot] = { ...known, attemptedAt: now().toISOString() };
      await lane.remember(memory);
    }
    const posted =
      found ?? (await chat.post(target, card, identity).catch((error) => refused(error, slots, slot, known)));
    const standing = { thread: posted.thread, ...settled(known), message: posted.message };
    if (!unknown) return standing;
    slots[slot] = standing;
    await lane.remember(memory);
    return put(one, target, standing);
  }

  /** A plain refusal means that nothing was posted, so nothing has to be looked for. */
  async function refused(error: unknown, slots: Slots, slot: string, known: SlotMemory): Promise<never> {
    if (error instanceof Retryable && !(error instanceof OutcomeUnknown)) {
      slots[slot] = settled(known);
      await lane.remember(memory);
    }
    throw error;
  }
}

/** What stays true of a slot once its post is known to have happened. */
function settled({ thread, edition }: SlotMemory): SlotMemory {
  return { ...(thread !== undefined && { thread }), ...(edition !== undefined && { edition }) };
}

function placesOf(state: Investigation): readonly ThreadKey[] {
  return [...new Set([state.place, ...state.links.map((link) => link.place)])].filter((place) => place !== "");
}

function hashOf(card: Card): string {
  return createHash("sha256").update(JSON.stringify(card)).digest("base64url").slice(0, 16);
}
