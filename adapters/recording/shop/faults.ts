import type { Fault, FaultKind } from "./fault.ts";
import { computeFaults } from "./faults/compute.ts";
import { surroundingFaults } from "./faults/surroundings.ts";
import { tableFaults } from "./faults/tables.ts";

/** Every fault by its kind. */
export const faults: Readonly<Record<FaultKind, Fault>> = { ...surroundingFaults, ...computeFaults, ...tableFaults };
