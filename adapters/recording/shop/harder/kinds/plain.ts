import type { FaultKind } from "../../faults/fault.ts";
import { faults } from "../../faults/faults.ts";
import { befallen, candidateAlarms, kinds, shuffled } from "../../faults/plot.ts";
import { pickFrom } from "../../world/noise.ts";
import type { Draft, Draw } from "../draft.ts";

/** A fault of the plain shop. */
export function plainFault(draw: Draw, among: readonly FaultKind[] = kinds): Draft {
  const fault = faults[pickFrom(draw, among)];
  const component = pickFrom(draw, befallen(fault.kind));
  return { kind: "plain", fault, component, alarms: shuffled(draw, candidateAlarms(component)) };
}

/** A day without a fault: a few slow requests trigger the alarm. */
export function normalDay(draw: Draw): Draft {
  const component = pickFrom(draw, befallen("none"));
  const alarms = [{ component, watched: "latency" } as const];
  return { kind: "normal", fault: faults.none, component, alarms };
}
