import type { Actor } from "../events/events.ts";

/** The person or program, and the time. */
export interface Authorship {
  readonly by: Actor;
  /** ISO. */
  readonly at: string;
}
