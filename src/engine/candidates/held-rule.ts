import { type Pack, PLAIN, type Rule } from "../../packs/pack.ts";
import type { KnownMetric } from "./tracks.ts";

/** A rule of a pack that holds of a component around the symptom, with what it rests on. */
export interface HeldRule {
  readonly component: string;
  readonly pack: Pack;
  readonly rule: Rule;
  /** By the pack's names, all that the rule speaks of. */
  readonly metrics: Readonly<Record<string, HeldMetric>>;
  /** Epoch seconds: when it began to hold, and when it last did. */
  readonly onset: number;
  readonly until: number;
  /** How far its metrics are out of the usual, in spreads. */
  readonly strength: number;
}

/** A metric while a rule holds: its mean then, in the units of the grid's step. */
export interface HeldMetric extends Pick<KnownMetric, "query" | "usual" | "highest"> {
  readonly now: number;
}

/** Whether a rule speaks for a cause by itself. */
export function isPlain({ rule }: HeldRule): boolean {
  return rule.weight >= PLAIN;
}
