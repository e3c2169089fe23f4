import type { ThreadKey } from "../chat/chat.ts";
import type { Actor } from "../events/events.ts";

/** How far somebody belongs to the organisation; unknown as long as the platform has not told. */
export type Belonging = "member" | "guest" | "external" | "unknown";

/** Somebody who asks, and where the answer is read. */
export interface Reader {
  readonly actor: Actor;
  readonly belonging: Belonging;
  /** The channel that it is asked in; undefined outside of every channel. */
  readonly channel: ThreadKey | undefined;
  /** True if everybody in the channel reads the answer. */
  readonly shared: boolean;
}

/** The person as the record names them: whoever is no member of the organisation is named so. */
export function namedActor(actor: Actor, belonging: Belonging): Actor {
  return belonging === "guest" || belonging === "external" ? { ...actor, name: `${actor.name} (${belonging})` } : actor;
}
