import type { Actor, Cause, Gap, Standing } from "../events/events.ts";

/** The person or program, and the time. */
export interface Authorship {
  readonly by: Actor;
  /** ISO. */
  readonly at: string;
}

/** The standing and evidence of a hypothesis. */
export interface Weight {
  readonly standing: Standing;
  readonly alone?: Standing | undefined;
  readonly explains?: string | undefined;
  readonly statement: string;
  readonly supports: readonly string[];
  readonly contradicts: readonly string[];
  readonly unchecked: readonly Gap[];
  readonly settles?: { readonly text: string; readonly command?: string | undefined } | undefined;
  readonly relief?: { readonly text: string; readonly command: string; readonly undo?: string | undefined } | undefined;
  readonly refutedBy: string;
  readonly score: number;
}

/** People's decision on a hypothesis. */
export type Decided =
  | { readonly type: "proposed" }
  | ({ readonly type: "accepted" } & Authorship)
  | ({ readonly type: "discarded"; readonly reason?: string | undefined } & Authorship);

export interface Hypothesis {
  readonly id: string;
  readonly episode: number;
  readonly cause: Cause;
  readonly weight: Weight;
  readonly decided: Decided;
}
