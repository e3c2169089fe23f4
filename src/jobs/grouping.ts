import { STORM_LIMITS } from "../notification/storm.ts";
import type { Labels } from "../routing/labels.ts";
import type { RoutingDecision } from "../routing/router.ts";
import type { Grouping } from "./group.ts";

/** How the first of its routes groups alarms; undefined where it says nothing. */
export function groupingOf({ routes: [route] }: RoutingDecision, labels: Labels): Grouping | undefined {
  const { groupBy, groupWaitMs: waitMs = 0, groupIntervalMs: windowMs = STORM_LIMITS.windowMs } = route ?? {};
  if (groupBy === undefined && waitMs === 0 && windowMs === STORM_LIMITS.windowMs) return undefined;
  if (groupBy === "all") return { values: [], waitMs: 0, limits: { many: Number.POSITIVE_INFINITY, windowMs } };
  const values = (groupBy ?? []).map((label) => `${label}=${labels.get(label) ?? ""}`);
  // Whoever waits for others shows them in one message.
  return { values, waitMs, limits: { many: waitMs > 0 ? 1 : STORM_LIMITS.many, windowMs } };
}
