import { DEPARTED, type Departure, departureOf } from "../series/departure.ts";
import type { Grid } from "../series/grid.ts";
import type { Blame } from "./blame.ts";
import type { Callee } from "./call-shares.ts";
import type { Volume } from "./volume.ts";

/** A component waits for a callee that accounts for this share of its longer waiting time. */
const MOST = 0.5;
/** A component may time out from this many times its usual duration on. */
const LONG = 2;

/** Moves timeout failures from the caller to the slow callee: a call that times out fails at the caller only. */
export function passTimeouts(
  blames: readonly Blame[],
  grid: Grid,
  volumes: ReadonlyMap<string, Volume>,
  callees: ReadonlyMap<string, readonly Callee[]>,
  slower: ReadonlyMap<string, number>,
): readonly Blame[] {
  return blames.map((blame) => {
    const waiting = timeOf(blame.component, grid, volumes);
    if (blame.loss !== "failures" || !blame.own || !waiting) return blame;
    const times = slower.get(blame.component) ?? 0;
    if (times < LONG) return blame;
    const below = (callees.get(blame.component) ?? []).flatMap(({ id, share }) => {
      // A callee that doubles its caller's duration has at least doubled its own; otherwise the caller calls it more often, and has changed
      // itself.
      const own = (slower.get(id) ?? 0) >= times && timeOf(id, grid, volumes);
      return own && share * totalOf(own) >= MOST * totalOf(waiting) ? [{ id, own }] : [];
    });
    const first = below.find(({ own }) => blame.own && own.from <= blame.own.from + 1);
    if (!first) return blame;
    return { ...blame, component: first.id, loss: "time", leadsTo: "failures", own: first.own };
  });
}

function timeOf(id: string, grid: Grid, volumes: ReadonlyMap<string, Volume>): Departure | undefined {
  const time = volumes.get(id)?.excess.time;
  if (!time) return undefined;
  const departure = departureOf(time.subarray(0, grid.historyCount), time.subarray(grid.historyCount), "up");
  return departure && departure.strength >= DEPARTED ? departure : undefined;
}

function totalOf({ from, until, mean }: Departure): number {
  return Number.isNaN(mean) ? 0 : mean * (until - from);
}
