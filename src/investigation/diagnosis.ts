import type { Cause, Evidence, Gap, Standing, Verdict } from "../events/events.ts";

/** A piece of evidence before it has a number; `key` is unique within a diagnosis. */
export interface EvidenceDraft extends Evidence {
  readonly key: string;
}

/** A hypothesis before it has a number. `supports` and `contradicts` contain evidence keys. */
export interface HypothesisDraft {
  readonly cause: Cause;
  readonly standing: Standing;
  /** Its standing if no other hypothesis were ranked above it. */
  readonly alone?: Standing;
  /** The accepted cause whose own cause it may be. */
  readonly explains?: Cause;
  readonly statement: string;
  readonly supports: readonly string[];
  readonly contradicts: readonly string[];
  readonly unchecked: readonly Gap[];
  readonly settles?: { readonly text: string; readonly command?: string };
  readonly relief?: {
    readonly text: string;
    readonly command: string;
    readonly undo?: string;
    /** Why no command takes it back, where it changes something. */
    readonly noUndo?: string;
  };
  readonly refutedBy: string;
  readonly score: number;
}

/** The engine's result for some findings. Hypotheses best first. */
export interface Diagnosis {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly evidence: readonly EvidenceDraft[];
  readonly hypotheses: readonly HypothesisDraft[];
  readonly gaps: readonly Gap[];
  readonly checked: number;
  readonly normal: number;
  /** Names of the components that were not normal, the first few. */
  readonly unusual?: readonly string[];
  readonly horizons: Readonly<Record<string, number>>;
  readonly now?: {
    readonly value: number;
    readonly at: number;
    readonly failing: boolean;
    /** The value with its unit. */
    readonly text: string;
    /** Who is hurt and how much, while it fails and where it can be told. */
    readonly impact?: string;
  };
}
