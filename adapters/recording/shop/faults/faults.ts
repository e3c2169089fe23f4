import { computeFaults } from "./compute.ts";
import type { Fault, FaultKind } from "./fault.ts";
import { surroundingFaults } from "./surroundings.ts";
import { tableFaults } from "./tables.ts";

/** Every fault by its kind. */
export const faults: Readonly<Record<FaultKind, Fault<FaultKind>>> = {
  ...surroundingFaults,
  ...computeFaults,
  ...tableFaults,
};
