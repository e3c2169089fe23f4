import { createHash } from "node:crypto";
import { z } from "zod";
import type { Card } from "../card/card.ts";
import type { Shown } from "../investigation/view.ts";
import { attachmentsOf } from "./attachments.ts";

/** What the chat lane remembers of one message: where it stands and what it shows, or since when a post is under way. */
const slotMemory = z.object({
  message: z.string().optional(),
  thread: z.string().optional(),
  /** Hash of the card. */
  card: z.string().optional(),
  /** Archive ids of the pictures it shows. */
  pictures: z.string().optional(),
  /** Hashes of what it says: decision, state, finding. */
  says: z.array(z.string()).optional(),
  /** ISO: a post was begun and its outcome is not known yet. */
  attemptedAt: z.string().optional(),
  /** How often the platform refused an edit, so that a new message took over. */
  edition: z.number().optional(),
});
export type SlotMemory = z.infer<typeof slotMemory>;

/** What a platform holds of a picture or file, and how often it was looked at. */
const heldMemory = z.object({
  key: z.string(),
  ready: z.boolean(),
  looks: z.number(),
  /** It will never be shown. */
  lost: z.boolean().optional(),
});

export type HeldMemory = z.infer<typeof heldMemory>;

/** A picture that is not ready after so many looks is left out. */
export const MOST_LOOKS = 30;

const here = z.object({ slots: z.record(z.string(), slotMemory), held: z.record(z.string(), heldMemory) });
/** One channel: messages by slot, pictures and files by archive id. */
export type Here = z.infer<typeof here>;

/** By place. */
export const chatMemory = z.record(z.string(), here);
export type ChatMemory = z.infer<typeof chatMemory>;

/** What stays true of a slot once its post is known to have happened. */
export function settled({ message, thread, edition }: SlotMemory): SlotMemory {
  return {
    ...(message !== undefined && { message }),
    ...(thread !== undefined && { thread }),
    ...(edition !== undefined && { edition }),
  };
}

/** What a message shows, in as few characters as tell it apart. */
export function remembered(shown: Shown, known: Here): { card: string; pictures: string; says: string[] } {
  const { decision, state, finding } = shown.says;
  return {
    card: hashOf(shown.card),
    pictures: picturesOf(shown, known),
    says: [decision, state, finding].map((text) => hashOf(text)),
  };
}

function picturesOf(shown: Shown, { held }: Here): string {
  const ready = attachmentsOf([shown]).filter(({ archive }) => held[archive]?.ready);
  return hashOf(ready.map(({ archive }) => archive).join());
}

function hashOf(content: Card | string): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("base64url").slice(0, 12);
}
