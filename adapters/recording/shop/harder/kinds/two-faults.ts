import type { FaultKind } from "../../faults/fault.ts";
import { type Draft, type Draw, uniformBetween } from "../draft.ts";
import { plainFault } from "./plain.ts";

/** Faults of a single part, without effects elsewhere. */
const local: readonly FaultKind[] = [
  "deployment",
  "hotKey",
  "provisionedCapacity",
  "onDemandMaximum",
  "slowDependency",
  "permission",
  "slowConsumer",
  "slowDatabase",
  "concurrencyLimit",
];

const AT_MOST = 20;

/** Two faults of the plain shop within minutes; only the first explains the alarm. */
export function twoFaults(draw: Draw): Draft {
  const first = plainFault(draw, local);
  for (let round = 0; round < AT_MOST; round++) {
    const { fault, component } = plainFault(draw, local);
    if (component === first.component) continue;
    const minutesLater = Math.round(uniformBetween(draw, -12, 4));
    return { ...first, kind: "two faults", distractor: { fault, component, minutesLater } };
  }
  throw new Error("Every second fault that was drawn is at the part of the first.");
}
