import type { CeasedCalls } from "../attribution/ceased-calls.ts";
import type { Connection } from "../attribution/connections.ts";
import type { FirstCall } from "../attribution/first-calls.ts";
import type { Loss } from "../attribution/volume.ts";
import type { NewPattern } from "../observations/log-patterns.ts";
import type { Scene } from "../scene/scene.ts";
import type { Departure } from "../series/departure.ts";
import type { Reading } from "../series/reading.ts";
import type { HeldRule } from "./held-rule.ts";

/** A component that may be the cause, with what it shows. `weight` ranks: about 0 to 1, more where a sign is plain. */
export interface Candidate {
  readonly component: string;
  readonly mechanism: string;
  readonly weight: number;
  /** Of the symptom's loss, 0 to 1; undefined where another sign led here. */
  readonly share: number | undefined;
  /** What the share is of. */
  readonly loss?: Loss;
  /** How far out of the usual, in spreads. */
  readonly strength: number;
  /** Epoch seconds at which its own trouble began. */
  readonly onset: number;
  /** The signals that speak for it, the plainest first. */
  readonly readings: readonly Reading[];
  /** Calls that it makes no more. */
  readonly ceased?: readonly CeasedCalls[];
  /** What it loses is less than what the alarm's component loses by chance: it may not be what the alarm shows. */
  readonly faint?: true;
  /** The errors of its own that led here. */
  readonly log?: NewPattern | undefined;
  /** Nobody else near writes errors that are as telling. */
  readonly alone?: boolean;
  /** The calls between whose two sides it lies, the largest first. */
  readonly between?: readonly { readonly connection: Connection; readonly departure: Departure }[];
  /** The limits that it reached, the weightiest first. */
  readonly rules: readonly HeldRule[];
}

/** Whether nothing of a candidate itself was seen. */
export function isBare(candidate: Pick<Candidate, "readings" | "rules" | "between" | "log" | "ceased">): boolean {
  const { readings, rules, between, log, ceased } = candidate;
  return readings.length === 0 && rules.length === 0 && !between && !log && !ceased;
}

/** The new call in which what a candidate makes itself lies, of several the one that makes most of it. */
export function firstCallOf({ firstCalls }: Scene, { component, share }: Candidate): FirstCall | undefined {
  const own = share === undefined ? [] : firstCalls.filter(({ caller }) => caller === component);
  return own.toSorted((one, other) => other.share - one.share)[0];
}
