import type { Measured, Symptom } from "../../findings/findings.ts";
import { countsCalls, firstCallIn } from "../attribution/first-seen.ts";
import { readingOf } from "./reading.ts";

/** Whether a metric left its baseline around the symptom, or counts calls for the first time. */
export function hasMoved(measured: Measured, symptom: Symptom): boolean {
  const first = countsCalls.includes(measured.signal) && firstCallIn(measured) !== undefined;
  return first || readingOf(measured, symptom).departed;
}
