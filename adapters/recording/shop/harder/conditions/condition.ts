import type { Change } from "../../../../../src/findings/change.ts";
import type { Telemetry } from "../../../../../src/telemetry/ports/ports.ts";
import type { Place } from "../../world/names.ts";
import type { Disturbance, World } from "../../world/world.ts";
import type { Draft, Draw } from "../draft.ts";

/** What may be so on any day of the harder world, with a fault or without. */
export type ConditionName = "odd all day" | "unmeasured" | "sparse" | "new normal" | "clocks apart" | "calls measured";

/** A simulation whose alarm is known, for conditions that are only a matter of what telemetry shows. */
export interface Known {
  readonly world: World;
  readonly draft: Draft;
  /** The part that the alarm watches, and the namespace of its metric. */
  readonly alarm: { readonly component: string; readonly namespace: string };
  readonly place: Place;
  readonly now: () => Date;
  /** Seconds that metrics lie behind. */
  readonly lag: number;
}

/** One condition as it was drawn. */
export interface Condition {
  readonly name: ConditionName;
  /** What it does to the shop. */
  readonly others?: readonly Disturbance[];
  readonly sparse?: ReadonlyMap<string, number>;
  readonly changes?: (place: Place) => readonly Change[];
  /** What it does to what is seen of the shop. */
  readonly through?: (telemetry: Telemetry, known: Known) => Telemetry;
}

/** What a condition is drawn for. */
export interface Day {
  readonly draft: Draft;
  readonly seed: number;
  /** The minute (since 1970) about which the alarm fires. */
  readonly minute: number;
}

/** Draws how a condition is on a day. */
export type MakeCondition = (draw: Draw, day: Day) => Condition;

/** Parts that a condition must leave alone for the truth to stay the truth. */
export function involved({ component, between: ends, distractor }: Draft): ReadonlySet<string> {
  return new Set([component, ...(ends ?? []), ...(distractor ? [distractor.component] : [])]);
}

/** For good. */
export const FOR_EVER = Number.POSITIVE_INFINITY;
