import type { ServiceGraph } from "../telemetry/ports.ts";
import type { Blame } from "./blame.ts";
import type { Departure } from "./departure.ts";

/**
 * Hands the waiting time that a component makes itself on to those it calls that throttle it: a refused call is tried again,
 * and the callee's own latency counts only the calls that it took.
 */
export function passRetries(
  blames: readonly Blame[],
  graph: ServiceGraph,
  throttled: ReadonlyMap<string, Departure>,
): readonly Blame[] {
  const extra = new Map<string, Blame>();
  const kept = blames.map((blame) => {
    if (blame.loss !== "time" || throttled.has(blame.component)) return blame;
    const refusing = graph.edges.flatMap(({ from, to }) => {
      const departure = from === blame.component ? throttled.get(to) : undefined;
      return departure ? [{ to, departure }] : [];
    });
    const whole = refusing.reduce((sum, { departure }) => sum + departure.mean, 0);
    if (whole <= 0) return blame;
    for (const { to, departure } of refusing) {
      const before = extra.get(to)?.share ?? 0;
      const share = before + (blame.share * departure.mean) / whole;
      extra.set(to, { component: to, loss: "time", share, own: departure, ownExcess: departure.mean });
    }
    return { ...blame, share: 0 };
  });
  return [...kept, ...extra.values()];
}
