import { EditForbidden, OutcomeUnknown, Retryable } from "../errors.ts";
import type { Shown } from "../investigation/view.ts";
import type { Chat, Message, ThreadKey } from "./chat.ts";
import { type Here, type SlotMemory, settled } from "./memory.ts";

interface One {
  readonly chat: Chat;
  readonly target: ThreadKey;
  readonly stream: string;
  readonly shown: Shown;
  readonly here: Here;
  readonly remember: () => Promise<void>;
  readonly now: () => Date;
}

/**
 * Edits a message where it stands, or posts it. A post is remembered before it is tried, so its outcome is looked up and never
 * blindly repeated; what is found after an unknown outcome is edited, because it may show an older text.
 */
export async function putMessage(one: One): Promise<SlotMemory> {
  const known = one.here.slots[one.shown.slot] ?? {};
  return known.message === undefined ? post(one, known) : edit(one, known, known.message);
}

async function edit(one: One, known: SlotMemory, message: string): Promise<SlotMemory> {
  try {
    await one.chat.edit(one.target, message, messageOf(one));
    return known;
  } catch (error) {
    if (!(error instanceof EditForbidden)) throw error;
  }
  const { thread, edition = 0 } = known;
  return post(one, { edition: edition + 1, ...(thread !== undefined && { thread }) });
}

async function post(one: One, known: SlotMemory): Promise<SlotMemory> {
  const { chat, target, stream, here, now, remember } = one;
  const { slot } = one.shown;
  const edition = known.edition === undefined ? "" : `~${known.edition}`;
  const identity = { stream, slot: `${slot}${edition}` };
  const unknown = known.attemptedAt !== undefined;
  const found = unknown ? await chat.find(target, identity, new Date(known.attemptedAt ?? "")) : undefined;
  if (!unknown) {
    here.slots[slot] = { ...known, attemptedAt: now().toISOString() };
    await remember();
  }
  const posted =
    found ?? (await chat.post(target, messageOf(one), identity).catch((error) => refused(error, one, known)));
  const standing = { thread: posted.thread, ...settled(known), message: posted.message };
  if (!unknown) return standing;
  here.slots[slot] = standing;
  await remember();
  return edit(one, standing, standing.message);
}

/** A plain refusal means that nothing was posted, so nothing has to be looked for. */
async function refused(error: unknown, { here, shown, remember }: One, known: SlotMemory): Promise<never> {
  if (error instanceof Retryable && !(error instanceof OutcomeUnknown)) {
    const { attemptedAt: _, ...rest } = known;
    here.slots[shown.slot] = rest;
    await remember();
  }
  throw error;
}

function messageOf({ shown, here }: One): Message {
  const ready = Object.entries(here.held).filter(([, held]) => held.ready);
  const held = Object.fromEntries(ready.map(([archive, { key }]) => [archive, key]));
  return { card: shown.card, held, ...(shown.broadcast && { broadcast: true }) };
}
