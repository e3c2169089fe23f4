import { LIMIT } from "./limits.ts";

/** The bytes of a part of a message, with the comma behind it. */
export function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value)) + 1;
}

/** The bytes that a card has for its content, beside its frame and the activity around it. */
export function roomIn(frame: unknown): number {
  return LIMIT.message - LIMIT.envelope - sizeOf(frame);
}

/** The first items of a list that fit into so many bytes. */
export function fitting<Item>(items: readonly Item[], bytes: number): readonly Item[] {
  let room = bytes;
  const end = items.findIndex((item) => {
    room -= sizeOf(item);
    return room < 0;
  });
  return end === -1 ? items : items.slice(0, end);
}
