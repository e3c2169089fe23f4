import type { CallModifier } from "../world/call-levers.ts";
import type { PartKind } from "../world/graph.ts";
import type { Lever, Modifier, Shape } from "../world/levers.ts";

/** Everything that can be wrong with the shop, or nothing. */
export type FaultKind =
  | "traffic"
  | "deployment"
  | "hotKey"
  | "provisionedCapacity"
  | "accountLimit"
  | "onDemandMaximum"
  | "memoryLeak"
  | "slowDependency"
  | "permission"
  | "slowConsumer"
  | "slowDatabase"
  | "concurrencyLimit"
  | "none";

/** What a fault is, as plain data; `{id}`, `{role}`, `{account}` and `{region}` stand for the faulty part's. */
export interface Fault<Kind extends string = string> {
  readonly kind: Kind;
  /** In a few words, for benches. */
  readonly mechanism: string;
  readonly sentence: string;
  /** Parts that it may befall: a kind, or ids where only those make sense. */
  readonly befalls: readonly PartKind[];
  readonly only?: readonly string[];
  readonly pulls: readonly {
    readonly lever: Lever;
    readonly amount: number;
    readonly shape: Shape;
    readonly on?: "tables";
  }[];
  /** What becomes of other parts without a call that would carry it there. */
  readonly elsewhere?: readonly Modifier[];
  /** What is wrong with single calls, where that is not the parts' own doing. */
  readonly callPulls?: readonly CallModifier[];
  readonly lastsMinutes: number;
  /** How many datapoints of its alarm lie above the threshold, 3 if left out. */
  readonly datapoints?: number;
  /** 30 if left out. */
  readonly showsWithinMinutes?: number;
  readonly change?: {
    readonly minutesBefore: number;
    readonly action: string;
    readonly actor: string;
    readonly resources: readonly string[];
    readonly detail: Readonly<Record<string, string>>;
  };
  readonly log?: FaultLog;
  /** Further lines. */
  readonly logs?: readonly FaultLog[];
}

/** Lines that a fault makes the faulty part, or those who call it, write. */
export interface FaultLog {
  readonly by: "itself" | "callers" | { readonly part: string };
  readonly severity: "error" | "warning";
  readonly pattern: string;
  readonly sample: string;
  /** Lines a minute per failed or throttled request, and flat while it lasts. */
  readonly each: number;
  readonly flat: number;
  /** Lines per request of the one that writes them, 0 if left out. */
  readonly share?: number;
  /** Minutes after the onset at which they begin, 0 if left out. */
  readonly afterMinutes?: number;
}

/** A shape that rises within so many minutes and stays. */
export const step = (riseMinutes: number): Shape => ({ type: "step", riseMinutes });
