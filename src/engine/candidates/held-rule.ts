import { type Pack, PLAIN, type Rule } from "../../packs/pack.ts";
import type { KnownMetric } from "./tracks.ts";

/** A pack rule that holds for a component around the symptom, with its metrics. */
export interface HeldRule {
  readonly component: string;
  readonly pack: Pack;
  readonly rule: Rule;
  /** All metrics of the rule, by their names in the pack. */
  readonly metrics: Readonly<Record<string, HeldMetric>>;
  /** Epoch seconds: when it began to hold, and when it last held. */
  readonly onset: number;
  readonly until: number;
  /** The distance of its metrics from their usual range, in spreads. */
  readonly strength: number;
}

/** A metric while a rule holds: its mean in that time, per grid step. */
export interface HeldMetric extends Pick<KnownMetric, "query" | "usual" | "highest"> {
  readonly now: number;
}

/** Whether a rule is evidence of a cause by itself. */
export function isPlain({ rule }: HeldRule): boolean {
  return rule.weight >= PLAIN;
}
