import type { Store } from "../store/store.ts";
import type { ThreadKey } from "./chat.ts";
import { chatMemory } from "./chat-memory.ts";

/** Later than every pause. */
const EVER_MS = 366 * 86_400_000;

/**
 * Ends the pauses of a stream's messages in the channels that `isThere` selects, because what kept them back is solved: its waiting chat
 * steps become due.
 */
export async function resumeChat(
  store: Pick<Store, "take">,
  stream: string,
  isThere: (place: ThreadKey) => boolean,
  now: Date,
): Promise<void> {
  const lane = await store.take(stream, "chat");
  if (!lane) return;
  try {
    const memory = chatMemory.catch({}).parse(lane.memory ?? {});
    const slots = Object.entries(memory).flatMap(([place, here]) => (isThere(place) ? Object.values(here.slots) : []));
    for (const slot of slots) delete slot.pause;
    await lane.remember(memory);
    const steps = await lane.due(new Date(now.getTime() + EVER_MS));
    await Promise.all(steps.map((step) => lane.postpone(step, now)));
  } finally {
    await lane.release();
  }
}
