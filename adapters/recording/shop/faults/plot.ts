import type { Watched } from "../world/alarm.ts";
import { callersOf, parts } from "../world/graph.ts";
import { createDraw, pickFrom } from "../world/noise.ts";
import type { FaultKind } from "./fault.ts";
import { faults } from "./faults.ts";
import { type Plot, toIncident } from "./incidents.ts";
import { attempt } from "./stage.ts";

/** The parameters of a random fault. */
export interface Wish {
  readonly seed: number;
  readonly startedAt: Date;
  readonly fault?: FaultKind;
  readonly component?: string;
  readonly lastsMinutes?: number;
}

/** All kinds of faults, without `none`. */
export const kinds: readonly FaultKind[] = Object.values(faults)
  .map(({ kind }) => kind)
  .filter((kind) => kind !== "none");

/** The parts that may have a fault. */
export function befallen(kind: FaultKind): readonly string[] {
  const { befalls, only } = faults[kind];
  return parts
    .filter((part) => befalls.includes(part.kind) && (!only || only.includes(part.id)))
    .map((part) => part.id);
}

/** Draws a fault, a part and an alarm that detects it; throws if the part cannot have the fault or no alarm detects it. */
export function plotOf({ seed, startedAt, fault, component, lastsMinutes }: Wish): Plot {
  const draw = createDraw(seed, 800);
  const kind = fault ?? pickFrom(draw, kinds);
  for (const where of component === undefined ? shuffled(draw, befallen(kind)) : [component]) {
    if (!befallen(kind).includes(where)) {
      throw new Error(`${kind} does not befall ${where}; it befalls ${befallen(kind).join(", ")}.`);
    }
    const incident = toIncident(
      `${kind}-${where}-${seed}`,
      "Something is wrong",
      "A random fault.",
      faults[kind],
      where,
    );
    for (const alarm of shuffled(draw, candidateAlarms(where))) {
      const plot = {
        incident,
        fault: faults[kind],
        component: where,
        alarm,
        ...(lastsMinutes !== undefined && { lastsMinutes }),
      };
      if (attempt(plot, seed, startedAt)) return plot;
    }
  }
  throw new Error(`No alarm sees ${kind} of ${component ?? "any part"} with seed ${seed}; try another seed.`);
}

const watchable: readonly Watched[] = ["latency", "errors", "throttles", "age"];

/** Alarms that may detect a fault of a part. */
export function candidateAlarms(component: string): Plot["alarm"][] {
  const feeding =
    component === "order-fulfilment" ? ["order-events"] : component === "email-sender" ? ["email-outbox"] : [];
  const places = [component, ...callersOf(component), ...feeding];
  return places.flatMap((each) => watchable.map((watched) => ({ component: each, watched })));
}

/** A shuffled copy of a list. */
export function shuffled<T>(draw: () => number, list: readonly T[]): readonly T[] {
  return list
    .map((item) => ({ item, order: draw() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
