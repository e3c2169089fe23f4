import type { Cause, Evidence, Gap, Standing, Verdict } from "../events/events.ts";

/** A piece of evidence before it has a number; `key` is unique within a diagnosis. */
export interface EvidenceDraft extends Evidence {
  readonly key: string;
}

/** A hypothesis before it has a number. `supports` and `contradicts` hold evidence keys. */
export interface HypothesisDraft {
  readonly cause: Cause;
  readonly standing: Standing;
  /** What it would be if nothing stood above it. */
  readonly alone?: Standing;
  /** The accepted cause that it may be the cause of. */
  readonly explains?: Cause;
  readonly statement: string;
  readonly supports: readonly string[];
  readonly contradicts: readonly string[];
  readonly unchecked: readonly Gap[];
  readonly settles?: { readonly text: string; readonly command?: string };
  readonly relief?: { readonly text: string; readonly command: string; readonly undo?: string };
  readonly refutedBy: string;
  readonly score: number;
}

/** What the engine makes of the findings. Hypotheses best first. */
export interface Diagnosis {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly evidence: readonly EvidenceDraft[];
  readonly hypotheses: readonly HypothesisDraft[];
  readonly gaps: readonly Gap[];
  readonly checked: number;
  readonly normal: number;
  readonly horizons: Readonly<Record<string, number>>;
  readonly now?: {
    readonly value: number;
    readonly at: number;
    readonly failing: boolean;
    /** The value with its unit. */
    readonly text: string;
  };
}
