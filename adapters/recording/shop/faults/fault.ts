import type { CallModifier } from "../world/call-levers.ts";
import type { PartKind } from "../world/graph.ts";
import type { Lever, Modifier, StrengthCurve } from "../world/levers.ts";

/** All kinds of faults of the shop, and `none`. */
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

/** A fault as plain data; `{id}`, `{role}`, `{account}` and `{region}` stand for those of the faulty part. */
export interface Fault<Kind extends string = string> {
  readonly kind: Kind;
  /** A short description for benches. */
  readonly mechanism: string;
  readonly sentence: string;
  /** Parts that may have the fault: kinds, or ids if only those make sense. */
  readonly befalls: readonly PartKind[];
  readonly only?: readonly string[];
  readonly pulls: readonly {
    readonly lever: Lever;
    readonly amount: number;
    readonly shape: StrengthCurve;
    readonly on?: "tables";
  }[];
  /** Effects on parts that no call connects with the faulty one. */
  readonly elsewhere?: readonly Modifier[];
  /** Effects on single calls that are not caused by the parts themselves. */
  readonly callPulls?: readonly CallModifier[];
  readonly lastsMinutes: number;
  /** Datapoints of its alarm above the threshold; 3 by default. */
  readonly datapoints?: number;
  /** 30 by default. */
  readonly showsWithinMinutes?: number;
  readonly change?: {
    readonly minutesBefore: number;
    readonly action: string;
    readonly actor: string;
    readonly resources: readonly string[];
    readonly detail: Readonly<Record<string, string>>;
    /** What its rollback needs of CloudTrail's record. */
    readonly parameters?: Readonly<Record<string, string>>;
  };
  readonly log?: FaultLog;
  /** Further log lines. */
  readonly logs?: readonly FaultLog[];
}

/** Log lines that a fault causes at the faulty part or its callers. */
export interface FaultLog {
  readonly by: "itself" | "callers" | { readonly part: string };
  readonly severity: "error" | "warning";
  readonly pattern: string;
  readonly sample: string;
  /** Lines per failed or throttled request, and per minute. */
  readonly each: number;
  readonly flat: number;
  /** Lines per request of the writing part; 0 by default. */
  readonly share?: number;
  /** Minutes after the onset at which they begin; 0 by default. */
  readonly afterMinutes?: number;
}

/** A shape that rises within so many minutes and stays. */
export const step = (riseMinutes: number): StrengthCurve => ({ type: "step", riseMinutes });
