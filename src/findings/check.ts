import type { Cause, Evidence } from "../events/events.ts";

/** How the answer to "To be sure" bears on the hypothesis that it was asked about. */
export type Bearing = "supports" | "weakens" | "open";

/** What an answer says about a hypothesis: a clause without its full stop, and how it bears on it. */
export interface Meaning {
  readonly bearing: Bearing;
  readonly sentence: string;
}

/** A check that somebody made of a cause, as evidence for or against it. */
export interface Check {
  readonly cause: Cause;
  readonly bearing: Exclude<Bearing, "open">;
  readonly evidence: Evidence;
}
