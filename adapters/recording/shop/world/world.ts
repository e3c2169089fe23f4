import { type CallLevers, type CallModifier, callKey, neutralCall, pullCalls } from "./call-levers.ts";
import { callerView } from "./caller-view.ts";
import { calls, parts } from "./graph.ts";
import { type Levers, type Modifier, neutral, pull } from "./levers.ts";
import { poisson } from "./noise.ts";
import { ownState } from "./own-state.ts";
import { alike, type Mixture, type State } from "./state.ts";
import { type Network, networkWith, rhythm } from "./wiring.ts";

export type { State } from "./state.ts";

/** The effects of a fault on the shop; `onset` in minutes since 1970. */
export interface Disturbance {
  readonly onset: number;
  readonly lastsMinutes: number;
  readonly modifiers: readonly Modifier[];
  readonly calls?: readonly CallModifier[];
}

/** Differences from the plain shop. */
export interface ShopVariations {
  /** Other faults, and permanent effects. */
  readonly others: readonly Disturbance[];
  /** Parts with low traffic, with their requests per minute. */
  readonly sparse: ReadonlyMap<string, number>;
}

/** The shop of most simulations. */
export const plainShop: ShopVariations = { others: [], sparse: new Map() };

/** The whole shop by minute: a pure function of the seed, the disturbances and the minute. */
export interface World {
  readonly seed: number;
  readonly disturbance: Disturbance;
  readonly network: Network;
  /** States in the order of `parts` for a minute since 1970. */
  at(minute: number): readonly State[];
  /** Faults of calls in a minute, by {@link callKey}. */
  callsAt(minute: number): ReadonlyMap<string, CallLevers>;
}

/** Requests per minute below which each of them shows. */
const FEW = 30;
const usualNetwork = networkWith(plainShop.sparse);
const nothing: ReadonlyMap<string, CallLevers> = new Map();

/** A shop with one disturbance, or none if it has no modifiers. */
export function createWorld(seed: number, disturbance: Disturbance, { others, sparse } = plainShop): World {
  const network = sparse.size === 0 ? usualNetwork : networkWith(sparse);
  const all = [disturbance, ...others];
  const isCalm = all.every((each) => each.calls === undefined);
  const callsAt = (minute: number): ReadonlyMap<string, CallLevers> => {
    if (isCalm) return nothing;
    const touched = new Map<string, CallLevers>();
    for (const each of all) pullCalls(touched, each.calls ?? [], minute - each.onset, each.lastsMinutes);
    return touched;
  };
  const made = { seed, network, all, isSparse: sparse.size > 0, callsAt };
  return {
    seed,
    disturbance,
    network,
    callsAt,
    at: (minute) => stateOfAll(made, minute),
  };
}

/** A world that caches the minutes from some hours before its fault on, because a diagnosis reads them repeatedly. */
export function remembering(world: World): World {
  const cachedStates = new Map<number, readonly State[]>();
  const since = world.disturbance.onset - REMEMBERED;
  return {
    ...world,
    at(minute) {
      if (minute < since) return world.at(minute);
      const states = cachedStates.get(minute) ?? world.at(minute);
      cachedStates.set(minute, states);
      return states;
    },
  };
}

/** Minutes before the onset. */
const REMEMBERED = 420;

type Made = Pick<World, "seed" | "network" | "callsAt"> & {
  readonly all: readonly Disturbance[];
  readonly isSparse: boolean;
};

function stateOfAll({ seed, network, all, isSparse, callsAt }: Made, minute: number): readonly State[] {
  const levers = new Map<string, Levers>();
  for (const { modifiers, onset, lastsMinutes } of all) pull(levers, modifiers, minute - onset, lastsMinutes);
  const callLevers = callsAt(minute);
  const { nominal, outgoing } = network;
  const load = new Array<number>(parts.length).fill(0);
  const operations = new Map<number, Mixture>();
  load[0] = (nominal[0] ?? 0) * rhythm(seed, minute);
  const states = parts.map((part, index) => {
    const pulled = levers.get(part.id) ?? neutral;
    const usual = nominal[index] ?? 1;
    const arriving = (load[index] ?? 0) + pulled.load * usual;
    const few = isSparse && arriving < FEW;
    const mixed = perRequest(operations.get(index), arriving);
    const state = ownState({ part, index, usual, arriving, levers: pulled, mixed, few, seed, minute });
    const reaching = state.requests * (1 - 0.8 * Math.min(1, state.ownFailing));
    for (const wire of outgoing[index] ?? []) {
      const { weight, loss, slows, breaks } = callLevers.get(wire.key) ?? neutralCall;
      const made = reaching * wire.weight * weight * (1 - loss / 2);
      load[wire.target] = (load[wire.target] ?? 0) + made;
      if (slows === 0 && breaks === 0) continue;
      operations.set(wire.target, { latency: made * slows, slowest: slows, failing: made * breaks });
    }
    return state;
  });
  queueUp(states, levers, network);
  for (let index = states.length - 1; index >= 0; index--)
    feelCallees(states, index, network, callLevers, seed, minute);
  return states;
}

/** The share of requests from which on an operation decides the 99th percentile. */
const SHOWS = 0.02;

/** The effect of one caller's operation on the mean of all; at most one caller has such an operation. */
function perRequest(sums: Mixture | undefined, arriving: number): Mixture {
  if (!sums || arriving <= 0) return alike;
  const share = sums.slowest === 0 ? 0 : sums.latency / sums.slowest / arriving;
  return {
    latency: sums.latency / arriving,
    slowest: share >= SHOWS ? 2 * sums.slowest : 0,
    failing: sums.failing / arriving,
  };
}

/** The backlog that a slow consumer leaves: this minute's shortfall for every minute since it began, which the consumer's own `backlog` holds. */
function queueUp(states: readonly State[], levers: ReadonlyMap<string, Levers>, { outgoing }: Network): void {
  for (const [index, part] of parts.entries()) {
    const queue = states[index];
    const wire = part.kind === "queue" ? outgoing[index]?.[0] : undefined;
    const consumer = wire && states[wire.target];
    if (!queue || !wire || !consumer) continue;
    const elapsed = levers.get(wire.to)?.elapsed ?? 0;
    const usualWait = consumer.latency * 2;
    queue.backlog = consumer.backlog * elapsed + (queue.requests / 60) * usualWait;
    // The oldest message ages by a minute per minute, less what is still consumed.
    queue.age = usualWait + (elapsed * 60 * consumer.backlog) / Math.max(1, consumer.backlog + consumer.requests);
  }
}

/** Adds the waiting time and failures of callees to a part, weighted, and capped by its timeout for each. */
function feelCallees(
  states: readonly State[],
  index: number,
  { outgoing }: Network,
  callLevers: ReadonlyMap<string, CallLevers>,
  seed: number,
  minute: number,
): void {
  const state = states[index];
  if (!state) return;
  let healthy = 1 - state.ownFailing;
  for (const wire of outgoing[index] ?? []) {
    const callee = states[wire.target];
    if (!callee || wire.asynchronous) continue;
    const { weight, impact } = callLevers.get(wire.key) ?? neutralCall;
    const view = callerView(wire, callee, callLevers);
    state.latency += wire.weight * weight * view.waits;
    state.slowest += Math.min(1, wire.weight) ** 0.3 * view.slowest;
    const failing = Math.min(1, view.failing + view.unanswered);
    healthy *= 1 - Math.min(1, wire.weight) * wire.impact * impact * failing;
    if (view.spoiled > 0) healthy *= 1 - Math.min(1, wire.weight) * view.spoiled;
  }
  state.failing = Math.min(1, 1 - healthy);
  state.failed = Math.min(state.requests, poisson(state.requests * state.failing, seed, 107 + index * 16, minute));
}

/** The calls of the shop with their weights in a world, in the order of `calls`. */
export function wiresOf({ network }: World) {
  return calls.map(({ from, to }) => {
    const wire = network.outgoing.flat().find((each) => each.from === from && each.to === to);
    if (!wire) throw new Error(`The shop has no call from ${from} to ${to}.`);
    return wire;
  });
}
