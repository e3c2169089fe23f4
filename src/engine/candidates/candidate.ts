import type { ClusterReason } from "../../findings/cluster-reason.ts";
import type { CeasedCalls } from "../attribution/ceased-calls.ts";
import type { Connection } from "../attribution/connections.ts";
import type { FirstCall } from "../attribution/first-calls.ts";
import type { Loss } from "../attribution/volume.ts";
import type { EarlyEnd } from "../observations/early-ends.ts";
import type { NewPattern } from "../observations/log-patterns.ts";
import type { Scene } from "../scene/scene.ts";
import type { Departure } from "../series/departure.ts";
import type { Reading } from "../series/reading.ts";
import type { HeldRule } from "./held-rule.ts";

/** A component that may be the cause, with its signs. `weight` ranks candidates: about 0 to 1, higher for plainer signs. */
export interface Candidate {
  readonly component: string;
  readonly mechanism: string;
  readonly weight: number;
  /** Its share of the symptom's loss, 0 to 1; undefined if another sign made it a candidate. */
  readonly share: number | undefined;
  /** The kind of loss of the share. */
  readonly loss?: Loss;
  /** The distance from the usual range, in spreads. */
  readonly strength: number;
  /** Epoch seconds at which its own departure began. */
  readonly onset: number;
  /** The departed signals that support it, the most direct first. */
  readonly readings: readonly Reading[];
  /** Calls that it no longer makes. */
  readonly ceased?: readonly CeasedCalls[];
  /** Set if its loss is smaller than the alarm's component loses by chance: the alarm may not show it. */
  readonly faint?: true;
  /** The errors of its own that made it a candidate. */
  readonly log?: NewPattern | undefined;
  /** The line before which its requests end. */
  readonly earlyEnd?: EarlyEnd;
  /** Whether no other nearby component writes errors that are as significant. */
  readonly alone?: boolean;
  /** The connections on which it loses, the largest loss first. */
  readonly between?: readonly { readonly connection: Connection; readonly departure: Departure }[];
  /** Others that explain its loss have trouble of their own: whose answers or messages it needs, or who asks it more often. */
  readonly obscured?: true;
  /** A component at its limit that it asks more often. */
  readonly drives?: string;
  /** Why its cluster says that it does not run. */
  readonly reason?: ClusterReason;
  /** The pack rules that hold for it, by descending weight. */
  readonly rules: readonly HeldRule[];
}

/** Whether a candidate shows nothing itself. */
export function isBare(
  candidate: Pick<Candidate, "readings" | "rules" | "between" | "log" | "ceased" | "earlyEnd" | "reason">,
): boolean {
  const { readings, rules, between, log, ceased, earlyEnd, reason } = candidate;
  return readings.length === 0 && rules.length === 0 && !between && !log && !ceased && !earlyEnd && !reason;
}

/** The new call that causes the candidate's own loss; of several, the one with the largest share. */
export function firstCallOf({ firstCalls }: Scene, { component, share }: Candidate): FirstCall | undefined {
  const own = share === undefined ? [] : firstCalls.filter(({ caller }) => caller === component);
  return own.toSorted((one, other) => other.share - one.share)[0];
}
