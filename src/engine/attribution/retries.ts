import type { ServiceGraph } from "../../graph/service-graph.ts";
import type { Departure } from "../series/departure.ts";
import type { Blame } from "./blame.ts";

/**
 * Hands a component's own waiting time on to callees that throttle it: throttled calls are retried, and the callee's latency covers only
 * the calls that it accepts.
 */
export function passRetries(
  blames: readonly Blame[],
  graph: ServiceGraph,
  throttled: ReadonlyMap<string, Departure>,
  requestsOf: (component: string) => number | undefined,
): readonly Blame[] {
  const extra = new Map<string, Blame>();
  const kept = blames.map((blame) => {
    if (blame.loss !== "time" || throttled.has(blame.component)) return blame;
    const refusing = graph.edges.flatMap(({ from, to, asynchronous }) => {
      const departure = from === blame.component && !asynchronous ? throttled.get(to) : undefined;
      // Throttling that ended before the loss began did not cause it.
      const inTime = departure && !(blame.own && departure.until <= blame.own.from);
      return inTime ? [{ to, departure }] : [];
    });
    const whole = refusing.reduce((sum, { departure }) => sum + departure.mean, 0);
    if (whole <= 0) return blame;
    // Only the throttled part of the calls waits for the callee.
    const part = Math.min(1, whole / (requestsOf(blame.component) || whole));
    for (const { to, departure } of refusing) {
      const before = extra.get(to)?.share ?? 0;
      const share = before + (part * blame.share * departure.mean) / whole;
      extra.set(to, { component: to, loss: "time", share, own: departure, ownExcess: departure.mean });
    }
    return { ...blame, share: blame.share * (1 - part) };
  });
  return [...kept, ...extra.values()];
}
