import {
  type AlarmRule,
  type Crossing,
  firstCrossing,
  minuteValues,
  thresholdBetween,
  watchedMetric,
} from "../world/alarm.ts";
import { partsOfKind } from "../world/graph.ts";
import { createWorld, type Disturbance, type World } from "../world/world.ts";
import type { Fault } from "./fault.ts";
import type { Plot } from "./incidents.ts";

/** A world in which the alarm fires at the wanted time. */
export interface Staged {
  readonly world: World;
  readonly rule: AlarmRule;
  readonly fired: Crossing;
  readonly recovered?: Crossing;
}

const hour = 60;

/** Sets the onset so that the alarm fires just before `startedAt`; throws if the alarm cannot distinguish the fault from normal. */
export function stage(plot: Plot, seed: number, startedAt: Date): Staged {
  const staged = attempt(plot, seed, startedAt);
  if (!staged) {
    throw new Error(
      `The alarm ${plot.alarm.component} ${plot.alarm.watched} does not see ${plot.fault.kind} of ${plot.component} with seed ${seed}.`,
    );
  }
  return staged;
}

/** As {@link stage}; undefined if the alarm cannot distinguish the fault from normal. */
export function attempt(plot: Plot, seed: number, startedAt: Date): Staged | undefined {
  const { fault } = plot;
  const target = Math.floor((startedAt.getTime() / 1000 - 17) / 60);
  const usual = usualValues(plot, seed);
  let onset = target - 6;
  for (let round = 0; round < 8; round++) {
    const staged = stageAt(plot, fault, seed, onset, usual);
    if (!staged) return undefined;
    const late = Math.ceil((staged.fired.at - 17) / 60) - target;
    if (late <= 0 && late > -2 - round) return staged;
    onset -= late;
  }
  return undefined;
}

function stageAt(plot: Plot, fault: Fault, seed: number, onset: number, usual: Values): Staged | undefined {
  const { lastsMinutes = fault.lastsMinutes } = plot;
  const disturbance = disturbanceOf(fault, plot.component, onset, lastsMinutes);
  const world = createWorld(seed, disturbance, plot.surroundings);
  const rule = ruleFor(plot, world, usual);
  if (!rule) return undefined;
  const end = onset + lastsMinutes;
  const fired = firstCrossing(world, rule, onset - hour, end, true);
  if (!fired || fired.at < onset * 60) return undefined;
  const recovered = firstCrossing(world, rule, Math.floor(fired.at / 60), end + hour, false);
  return recovered ? { world, rule, fired, recovered } : { world, rule, fired };
}

/** One-minute values of a range of minutes. */
type Values = (from: number, to: number) => readonly number[];

/** The values of the alarm's metric before any fault, each computed once: they are the same whenever the fault begins. */
function usualValues(plot: Plot, seed: number): Values {
  const watched = watchedMetric(plot.alarm.component, plot.alarm.watched);
  if (!watched) return () => [];
  const calm = createWorld(seed, { onset: 0, lastsMinutes: 0, modifiers: [] }, plot.surroundings);
  let known: { readonly from: number; readonly values: readonly number[] } | undefined;
  return (from, to) => {
    known ??= { from: to, values: [] };
    const end = known.from + known.values.length;
    const before = from < known.from ? minuteValues(calm, watched.query, from, known.from) : [];
    const after = to > end ? minuteValues(calm, watched.query, end, to) : [];
    known = { from: Math.min(from, known.from), values: [...before, ...known.values, ...after] };
    return known.values.slice(from - known.from, to - known.from);
  };
}

function ruleFor(plot: Plot, world: World, usual: Values): AlarmRule | undefined {
  const watched = watchedMetric(plot.alarm.component, plot.alarm.watched);
  if (!watched) return undefined;
  const { onset, lastsMinutes } = world.disturbance;
  const { datapoints = 3, showsWithinMinutes = 30 } = plot.fault;
  const until = onset + Math.min(showsWithinMinutes, lastsMinutes);
  const troubled = minuteValues(world, watched.query, onset + Math.min(4, lastsMinutes - 3), until);
  const threshold = thresholdBetween(
    usual(onset - 26 * hour, onset),
    highest(troubled, Math.max(datapoints, troubled.length / 8)),
  );
  return threshold === undefined ? undefined : { ...watched, threshold, datapoints };
}

function highest(values: readonly number[], many: number): readonly number[] {
  return [...values].sort((a, b) => b - a).slice(0, Math.floor(many));
}

/** The effects of a fault of a part on the shop. */
export function disturbanceOf(
  fault: Fault,
  component: string,
  onset: number,
  lastsMinutes = fault.lastsMinutes,
): Disturbance {
  const pulled = fault.pulls.flatMap(({ lever, amount, shape, on }) =>
    (on === "tables" ? partsOfKind("table") : [component]).map((each) => ({ component: each, lever, amount, shape })),
  );
  const modifiers = [...pulled, ...(fault.elsewhere ?? [])];
  return { onset, lastsMinutes, modifiers, ...(fault.callPulls && { calls: fault.callPulls }) };
}
