import { z } from "zod";
import { type StormMemory, stormMemory } from "../notification/storm.ts";
import type { Route } from "./group.ts";

/** Alarms that may share a message: shown in the same channels, sent to the same receivers, and grouped alike by their route. */
export type Gathering = string;

export function gatheringOf({
  place,
  also,
  routed,
  grouping,
}: Pick<Route, "place" | "also" | "routed" | "grouping">): Gathering {
  const receivers = routed && routed.targets > 0 ? routed.receivers : [];
  return [place, ...also, ...receivers, ...groupingWords(grouping)].join(" ");
}

/** Routes that group differently have gatherings of their own. */
function groupingWords(grouping: Route["grouping"]): readonly string[] {
  if (!grouping) return [];
  const { values, limits } = grouping;
  return [...values, `${limits.many}/${limits.windowMs}`];
}

/** Gatherings that an intake remembers; those of the file of routes are fewer. */
const MOST = 200;

/** The memory of an intake lane: that of its own channels, and of those that routes lead to. */
const intakeMemory = stormMemory.extend({ elsewhere: z.record(z.string(), stormMemory).optional() });

/** Parses the memory of an intake lane, by gathering; `own` is that of the lane's own channels. */
export function readMemories(memory: unknown, own: Gathering): ReadonlyMap<Gathering, StormMemory> {
  const { elsewhere = {}, ...here } = intakeMemory.catch({ openings: [] }).parse(memory ?? {});
  return new Map([...Object.entries(elsewhere), [own, here]]);
}

/** The memory as it is stored. The gatherings that were changed last are kept. */
export function writeMemories(memories: ReadonlyMap<Gathering, StormMemory>, own: Gathering): unknown {
  const elsewhere = [...memories].filter(([gathering]) => gathering !== own).slice(-MOST);
  const here = memories.get(own) ?? { openings: [] };
  return { ...here, ...(elsewhere.length > 0 && { elsewhere: Object.fromEntries(elsewhere) }) };
}
