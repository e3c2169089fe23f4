import type { Text } from "../../card/card.ts";
import type { Event } from "../../events/events.ts";

/** Events to append (none: nothing changes), or the reason of a refusal, in a sentence for the person who asked. */
export type Decision =
  | { readonly ok: true; readonly events: readonly Event[] }
  | { readonly ok: false; readonly reason: Text };

/** An accepted command without events. */
export const unchanged: Decision = { ok: true, events: [] };

/** The events of a command that is allowed. */
export function accept(...events: readonly Event[]): Decision {
  return { ok: true, events };
}

/** A refusal, with what to do instead. */
export function refuse(reason: Text): Decision {
  return { ok: false, reason };
}
