import type { ConditionName } from "../../../../../adapters/recording/shop/harder/conditions/condition.ts";
import type { HarderKind } from "../../../../../adapters/recording/shop/harder/draft.ts";
import { simulateHarder } from "../../../../../adapters/recording/shop/shop.ts";
import type { Simulation } from "../../../../../adapters/recording/shop/simulation.ts";
import type { LogPattern } from "../../../../../src/findings/log-pattern.ts";
import type { Edge, ServiceGraph } from "../../../../../src/graph/service-graph.ts";
import { around, later, mean, never, startedAt } from "../play.ts";

/** A day of the harder world, with no conditions but those that are named, seen from long after it. */
export function harder(kind: HarderKind, seed: number, conditions: readonly ConditionName[] = []): Simulation {
  return simulateHarder({ seed, startedAt, now: later, kind, conditions });
}

/** Some days of a kind that fulfil a condition. */
export function days(
  kind: HarderKind,
  many: number,
  fits: (simulation: Simulation) => boolean = () => true,
): readonly Simulation[] {
  const found: Simulation[] = [];
  for (let seed = 1; found.length < many && seed < 100; seed++) {
    const simulation = harder(kind, seed);
    if (fits(simulation)) found.push(simulation);
  }
  return found;
}

/** The service graph from so many minutes before the onset to so many after. */
export async function graphOf(simulation: Simulation, from: number, to: number): Promise<ServiceGraph> {
  const onset = simulation.onsetAt.getTime() / 1000;
  const window = { start: onset + from * 60, end: onset + to * 60 };
  return (await simulation.telemetry.topology.graph(window, never)).value;
}

/** What one call did before the fault and since. */
export async function callOf(simulation: Simulation, from: string, to: string): Promise<{ before: Edge; since: Edge }> {
  const one = ({ edges }: ServiceGraph) => edges.find((edge) => edge.from === from && edge.to === to)!;
  return { before: one(await graphOf(simulation, -60, 0)), since: one(await graphOf(simulation, 5, 25)) };
}

/** Mean wait of a call as its caller saw it, seconds. */
export function waitOf({ calls, responseTime }: Edge): number {
  return responseTime! / calls!;
}

/** How many times its usual value a signal of a component is after the onset. */
export async function riseOf(simulation: Simulation, component: string, signal: string): Promise<number> {
  const { components } = await graphOf(simulation, -60, 0);
  const { query } = components.find(({ id }) => id === component)!.metrics.find((each) => each.signal === signal)!;
  const before = mean(await around(simulation, query, -60, 0));
  return mean(await around(simulation, query, 5, 25)) / Math.max(before, 1e-6);
}

/** Mean of a signal after the onset. */
export async function levelOf(simulation: Simulation, component: string, signal: string): Promise<number> {
  const { components } = await graphOf(simulation, -60, 0);
  const { query } = components.find(({ id }) => id === component)!.metrics.find((each) => each.signal === signal)!;
  return mean(await around(simulation, query, 5, 25));
}

/** What a component writes since the onset and did not write before. */
export async function newPatternsOf(simulation: Simulation, component: string): Promise<readonly LogPattern[]> {
  const onset = simulation.onsetAt.getTime() / 1000;
  const { components } = await graphOf(simulation, -60, 0);
  const groups = components.find(({ id }) => id === component)!.logGroups;
  const window = { start: onset, end: onset + 25 * 60 };
  const { value } = await simulation.telemetry.logs.patterns(groups, window, onset, never);
  return value.filter(({ before, severity }) => before === 0 && severity !== "info");
}
