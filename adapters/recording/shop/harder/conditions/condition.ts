import type { Change } from "../../../../../src/findings/change.ts";
import type { Telemetry } from "../../../../../src/telemetry/ports/ports.ts";
import type { ShopPlace } from "../../world/names.ts";
import type { Disturbance, World } from "../../world/world.ts";
import type { Draft, Draw } from "../draft.ts";

/** Conditions that any day of the harder world may have, with or without a fault. */
export type ConditionName = "odd all day" | "unmeasured" | "sparse" | "new normal" | "clocks apart" | "calls measured";

/** A simulation with its alarm, for conditions that change only what telemetry shows. */
export interface Known {
  readonly world: World;
  readonly draft: Draft;
  /** The part that the alarm watches, and the namespace of its metric. */
  readonly alarm: { readonly component: string; readonly namespace: string };
  readonly place: ShopPlace;
  readonly now: () => Date;
  /** Seconds of delay of the metrics. */
  readonly lag: number;
}

/** A drawn condition. */
export interface DayCondition {
  readonly name: ConditionName;
  /** Its effects on the shop. */
  readonly others?: readonly Disturbance[];
  readonly sparse?: ReadonlyMap<string, number>;
  readonly changes?: (place: ShopPlace) => readonly Change[];
  /** Its effects on the telemetry of the shop. */
  readonly through?: (telemetry: Telemetry, known: Known) => Telemetry;
}

/** The day for which a condition is drawn. */
export interface Day {
  readonly draft: Draft;
  readonly seed: number;
  /** The minute (since 1970) around which the alarm fires. */
  readonly minute: number;
}

/** Draws a condition for a day. */
export type MakeCondition = (draw: Draw, day: Day) => DayCondition;

/** Parts that a condition must not change, so that the answer stays true. */
export function involved({ component, between: ends, distractor }: Draft): ReadonlySet<string> {
  return new Set([component, ...(ends ?? []), ...(distractor ? [distractor.component] : [])]);
}

/** The duration of what never ends. */
export const FOR_EVER = Number.POSITIVE_INFINITY;
