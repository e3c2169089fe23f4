import { EditForbidden, EditWindowClosed, OutcomeUnknown, Retryable } from "../errors.ts";
import type { Shown } from "../investigation/view.ts";
import type { Chat, Message, Posted, PostIdentity, ThreadKey } from "./chat.ts";
import { type ChannelMemory, type SlotMemory, settled } from "./chat-memory.ts";

interface One {
  readonly chat: Chat;
  readonly target: ThreadKey;
  readonly stream: string;
  readonly shown: Shown;
  readonly here: ChannelMemory;
  readonly remember: () => Promise<void>;
  readonly now: () => Date;
}

/**
 * Edits a message, or posts it if it is missing. A post is saved before it is tried; if its outcome is unknown, the message is looked
 * up instead of posted again, and edited if it is found, because it may show an older text.
 */
export async function upsertMessage(one: One): Promise<SlotMemory> {
  const known = one.here.slots[one.shown.slot] ?? {};
  return known.message === undefined ? post(one, known) : edit(one, known, known.message);
}

async function edit(one: One, known: SlotMemory, message: string): Promise<SlotMemory> {
  try {
    await one.chat.edit(one.target, message, messageOf(one));
    return known;
  } catch (error) {
    if (!(error instanceof EditForbidden)) throw error;
    // Where edits are refused for good, each change would be another message.
    if (error instanceof EditWindowClosed && known.edition !== undefined) return known;
  }
  const { thread, edition = 0 } = known;
  return post(one, { edition: edition + 1, ...(thread !== undefined && { thread }) });
}

async function post(one: One, known: SlotMemory): Promise<SlotMemory> {
  const { chat, target, stream, here, now, remember } = one;
  const { slot } = one.shown;
  const edition = known.edition === undefined ? "" : `~${known.edition}`;
  const identity = { stream, slot: `${slot}${edition}` };
  const since = known.attemptedAt ?? now().toISOString();
  const look = (): Promise<Posted | undefined> => chat.find(target, identity, new Date(since));
  const found = known.attemptedAt === undefined ? undefined : await look();
  if (known.attemptedAt === undefined) {
    here.slots[slot] = { ...known, attemptedAt: since };
    await remember();
  }
  const fresh = found ? undefined : await attempt(one, identity, known);
  const posted = found ?? fresh ?? (known.attemptedAt === undefined ? await look() : undefined);
  if (!posted) throw new OutcomeUnknown("a post got no answer, and the message was not found yet");
  const standing = { ...settled(known), thread: posted.thread, message: posted.message };
  if (fresh && known.attemptedAt === undefined) return standing;
  here.slots[slot] = standing;
  await remember();
  return edit(one, standing, standing.message);
}

/** Posts once; undefined if the outcome is unknown. After a plain refusal nothing was posted, so nothing has to be looked up. */
async function attempt(one: One, identity: PostIdentity, known: SlotMemory): Promise<Posted | undefined> {
  const { chat, target, here, shown, remember } = one;
  try {
    return await chat.post(target, messageOf(one), identity);
  } catch (error) {
    if (error instanceof OutcomeUnknown) return undefined;
    if (error instanceof Retryable) {
      here.slots[shown.slot] = known;
      await remember();
    }
    throw error;
  }
}

function messageOf({ shown, here }: One): Message {
  const ready = Object.entries(here.held).filter(([, held]) => held.ready);
  const held = Object.fromEntries(ready.map(([archive, { key }]) => [archive, key]));
  return { card: shown.card, held, ...(shown.broadcast && { broadcast: true }) };
}
