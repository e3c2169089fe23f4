import { type Departure, departureOf } from "../series/departure.ts";
import type { Grid } from "../series/grid.ts";
import { settings } from "../settings.ts";
import type { AttributionView, Blame } from "./blame.ts";
import type { Volume } from "./volume.ts";

/**
 * Moves timeout failures from the caller to the slow callee, or to the slow way to it: a call that times out fails at the caller only.
 * `slower`: by component, how many times as long it takes. `refuses`: whether a component throttles more calls than usual. It may do so because
 * each takes longer, but then from the time on from which they do.
 */
export function passTimeouts(
  blames: readonly Blame[],
  { grid, volumes, callees, connections }: Pick<AttributionView, "grid" | "volumes" | "callees" | "connections">,
  slower: ReadonlyMap<string, number>,
  refuses: (component: string) => boolean,
): readonly Blame[] {
  return blames.map((blame) => {
    const { component, loss, own: failing } = blame;
    const waiting = slowOf(component, volumes.get(component), grid);
    if (loss !== "failures" || !failing || !waiting) return blame;
    const times = slower.get(component) ?? 0;
    if (times < settings.givesUp) return blame;
    const ifWaitedFor = (slow: Slow, share: number) =>
      share * totalOf(slow) >= settings.waitsFor * totalOf(waiting) ? [slow] : [];
    const below = (callees.get(component) ?? []).flatMap(({ id, share }) => {
      // A callee that doubles its caller's duration has at least doubled its own; otherwise the caller calls it more often, and has changed
      // itself.
      const slow = (slower.get(id) ?? 0) >= times && slowOf(id, volumes.get(id), grid);
      return slow ? ifWaitedFor(slow, share) : [];
    });
    const onTheWay = connections.flatMap(({ id, from, loss: lost, volume }) => {
      const slow = from === component && lost === "time" && slowOf(id, volume, grid);
      return slow ? ifWaitedFor(slow, 1) : [];
    });
    const first = [...below, ...onTheWay].find(
      (slow) => slow.own.from <= failing.from + 1 && !(refuses(component) && wasAsSlow(slow, failing.from)),
    );
    if (!first) return blame;
    return { ...blame, component: first.id, loss: "time", leadsTo: "failures", own: first.own };
  });
}

/** A component or a connection that takes longer than usual. */
interface Slow {
  readonly id: string;
  readonly own: Departure;
  /** What it loses around the symptom. */
  readonly around: Float64Array;
}

function slowOf(id: string, volume: Volume | undefined, { historyCount }: Grid): Slow | undefined {
  const time = volume?.excess.time;
  if (!time) return undefined;
  const around = time.subarray(historyCount);
  const own = departureOf(time.subarray(0, historyCount), around, "up");
  return own && own.strength >= settings.departed ? { id, own, around } : undefined;
}

/** Whether it took about as long for some time before the failures began. */
function wasAsSlow({ own, around }: Slow, failingFrom: number): boolean {
  if (failingFrom - own.from <= settings.together) return false;
  const before = meanOf(around.subarray(own.from, failingFrom));
  return before >= (1 - settings.levelReached) * meanOf(around.subarray(failingFrom, own.until));
}

function meanOf(values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

function totalOf({ own: { from, until, mean } }: Slow): number {
  return Number.isNaN(mean) ? 0 : mean * (until - from);
}
