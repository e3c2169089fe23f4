import { createHash } from "node:crypto";
import { z } from "zod";
import type { Card } from "../card/card.ts";
import type { Shown } from "../investigation/view.ts";
import { attachmentsOf } from "./attachments.ts";

/** The chat lane's memory of one message: its place and content, or the time at which a post began. */
const slotMemory = z.object({
  message: z.string().optional(),
  thread: z.string().optional(),
  /** ISO time of its last write. */
  shownAt: z.string().optional(),
  /** Hash of the card. */
  card: z.string().optional(),
  /** Archive ids of the pictures it shows. */
  pictures: z.string().optional(),
  /** Hashes of its parts: decision, state, finding. */
  says: z.array(z.string()).optional(),
  /** ISO time of a post whose outcome is not known yet. */
  attemptedAt: z.string().optional(),
  /** How often the platform refused an edit, so that a new message replaced this one. */
  edition: z.number().optional(),
  /** Until when nothing is sent (ISO), and after how many failures in a row. */
  pause: z.object({ until: z.string(), failures: z.number() }).optional(),
});
export type SlotMemory = z.infer<typeof slotMemory>;

/** A picture or file on the platform, and how often its state was checked. */
const heldMemory = z.object({
  key: z.string(),
  ready: z.boolean(),
  looks: z.number(),
  /** The platform will never show it. */
  lost: z.boolean().optional(),
});

export type HeldMemory = z.infer<typeof heldMemory>;

/** A picture that is not ready after so many checks is left out. */
export const MOST_LOOKS = 30;

const here = z.object({ slots: z.record(z.string(), slotMemory), held: z.record(z.string(), heldMemory) });
/** One channel: messages by slot, pictures and files by archive id. */
export type ChannelMemory = z.infer<typeof here>;

/** By place. */
export const chatMemory = z.record(z.string(), here);
export type ChatMemory = z.infer<typeof chatMemory>;

/** The memory of a slot after its post succeeded. */
export function settled({ message, thread, edition }: SlotMemory): SlotMemory {
  return {
    ...(message !== undefined && { message }),
    ...(thread !== undefined && { thread }),
    ...(edition !== undefined && { edition }),
  };
}

/** Short hashes of a message's content, to detect changes. */
export function remembered(shown: Shown, known: ChannelMemory): { card: string; pictures: string; says: string[] } {
  const { decision, state, finding } = shown.says;
  return {
    card: hashOf(shown.card),
    pictures: picturesOf(shown, known),
    says: [decision, state, finding].map((text) => hashOf(text)),
  };
}

function picturesOf(shown: Shown, { held }: ChannelMemory): string {
  const ready = attachmentsOf([shown]).filter(({ archive }) => held[archive]?.ready);
  return hashOf(ready.map(({ archive }) => archive).join());
}

function hashOf(content: Card | string): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("base64url").slice(0, 12);
}
