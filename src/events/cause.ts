import type { Cause } from "./events.ts";

/** Whether two causes have the same component and mechanism. */
export function sameCause(one: Cause, other: Cause): boolean {
  return one.component.id === other.component.id && one.mechanism === other.mechanism;
}
