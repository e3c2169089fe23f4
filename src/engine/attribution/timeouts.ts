import { type Departure, departureOf } from "../series/departure.ts";
import type { Grid } from "../series/grid.ts";
import { settings } from "../settings.ts";
import type { AttributionView, Blame } from "./blame.ts";
import type { Volume } from "./volume.ts";

/**
 * Moves timeout failures from the caller to the slow callee, or to the slow way to it: a call that times out fails at the caller only.
 * `slower`: by component, how many times as long it takes.
 */
export function passTimeouts(
  blames: readonly Blame[],
  { grid, volumes, callees, connections }: Pick<AttributionView, "grid" | "volumes" | "callees" | "connections">,
  slower: ReadonlyMap<string, number>,
): readonly Blame[] {
  return blames.map((blame) => {
    const waiting = timeOf(blame.component, grid, volumes);
    if (blame.loss !== "failures" || !blame.own || !waiting) return blame;
    const times = slower.get(blame.component) ?? 0;
    if (times < settings.givesUp) return blame;
    const below = (callees.get(blame.component) ?? []).flatMap(({ id, share }) => {
      // A callee that doubles its caller's duration has at least doubled its own; otherwise the caller calls it more often, and has changed
      // itself.
      const own = (slower.get(id) ?? 0) >= times && timeOf(id, grid, volumes);
      return own && share * totalOf(own) >= settings.waitsFor * totalOf(waiting) ? [{ id, own }] : [];
    });
    const onTheWay = connections.flatMap(({ id, from, loss, volume }) => {
      const own = from === blame.component && loss === "time" && departsIn(volume, grid);
      return own && totalOf(own) >= settings.waitsFor * totalOf(waiting) ? [{ id, own }] : [];
    });
    const first = [...below, ...onTheWay].find(({ own }) => blame.own && own.from <= blame.own.from + 1);
    if (!first) return blame;
    return { ...blame, component: first.id, loss: "time", leadsTo: "failures", own: first.own };
  });
}

function timeOf(id: string, grid: Grid, volumes: ReadonlyMap<string, Volume>): Departure | undefined {
  return departsIn(volumes.get(id), grid);
}

function departsIn(volume: Volume | undefined, grid: Grid): Departure | undefined {
  const time = volume?.excess.time;
  if (!time) return undefined;
  const departure = departureOf(time.subarray(0, grid.historyCount), time.subarray(grid.historyCount), "up");
  return departure && departure.strength >= settings.departed ? departure : undefined;
}

function totalOf({ from, until, mean }: Departure): number {
  return Number.isNaN(mean) ? 0 : mean * (until - from);
}
