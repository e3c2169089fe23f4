import type { Shown } from "../investigation/view.ts";
import { URGENCIES, type Urgency } from "./chat.ts";
import { type ChannelMemory, remembered, type SlotMemory } from "./chat-memory.ts";

/** A message that is missing or out of date. */
export interface Difference {
  readonly kind: "post" | "edit";
  readonly urgency: Urgency;
  readonly shown: Shown;
}

/**
 * What to send next: the most urgent of all edits and the first missing message; undefined if everything is up to date. Of equally urgent
 * edits that of the message that was written longest ago, so that one that changes all the time leaves the others their turn.
 */
export function mostUrgent(messages: readonly Shown[], here: ChannelMemory): Difference | undefined {
  const missing = messages.filter(({ slot }) => here.slots[slot]?.message === undefined);
  const [first] = missing;
  const edits = messages.flatMap((shown): readonly Difference[] => {
    const known = here.slots[shown.slot];
    if (known?.message === undefined) return [];
    const urgency = changed(shown, known, here);
    return urgency === undefined ? [] : [{ kind: "edit", urgency, shown }];
  });
  const inTurn = edits.toSorted((one, other) => writtenAt(one, here).localeCompare(writtenAt(other, here)));
  const posts: readonly Difference[] = first
    ? [{ kind: "post", urgency: highest(missing.map(urgencyOfPost)), shown: first }]
    : [];
  const all = [...posts, ...inTurn];
  const best = highest(all.map(({ urgency }) => urgency));
  return all.find(({ urgency }) => urgency === best);
}

/** ISO time of the last write of a message; "" where it is not known, which is the longest ago. */
function writtenAt({ shown }: Difference, here: ChannelMemory): string {
  return here.slots[shown.slot]?.shownAt ?? "";
}

/** The urgency of an edit; undefined if the message is up to date. */
function changed(shown: Shown, known: SlotMemory, here: ChannelMemory): Urgency | undefined {
  const { card, pictures, says } = remembered(shown, here);
  if (known.card === card) return known.pictures === pictures ? undefined : "finding";
  const [decision, state, finding] = says.map((text, index) => text !== known.says?.[index]);
  return decision ? "decision" : state ? "state" : finding ? "finding" : "progress";
}

/** New alarms come first, answers to people come before findings. */
function urgencyOfPost({ slot, broadcast }: Shown): Urgency {
  if (slot === "root" || broadcast === true) return "alarm";
  return slot === "summary" ? "finding" : "decision";
}

function highest(urgencies: readonly Urgency[]): Urgency {
  return URGENCIES.find((urgency) => urgencies.includes(urgency)) ?? "progress";
}
