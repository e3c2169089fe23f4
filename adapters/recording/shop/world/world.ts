import { capacityOf, type Throttling, throttledShare } from "./capacity.ts";
import { calls, type Part, parts, partsOfKind } from "./graph.ts";
import { type Levers, leversAt, type Modifier, neutral } from "./levers.ts";
import { countOf, gaussian, wander } from "./noise.ts";
import { nominal, outgoing, rhythm, type Wire } from "./wiring.ts";

/** One part in one minute. Counts are per minute, latencies seconds, cpu and memory percent, the rest shares of requests. */
export interface State {
  requests: number;
  /** Requests that failed, a whole number. */
  failed: number;
  failing: number;
  /** What the part itself does wrong, without those it calls. */
  readonly ownFailing: number;
  latency: number;
  /** The 99th percentile. */
  slowest: number;
  readonly cpu: number;
  readonly memory: number;
  readonly throttling: Throttling;
  /** Capacity units a minute, used and paid for. */
  readonly consumed: number;
  readonly provisioned: number;
  /** Messages waiting in a queue, and seconds that the oldest has waited. */
  backlog: number;
  age: number;
  readonly connections: number;
}

/** A fault as the shop feels it; `onset` in minutes since 1970. */
export interface Disturbance {
  readonly onset: number;
  readonly lastsMinutes: number;
  readonly modifiers: readonly Modifier[];
}

/** The whole shop, minute by minute: a pure function of the seed, the disturbance and the minute. */
export interface World {
  readonly seed: number;
  readonly disturbance: Disturbance;
  /** States in the order of `parts` for a minute since 1970. */
  at(minute: number): readonly State[];
}

/** How many times the usual messages a consumer can take. */
const consumerHeadroom = 3;
const consumers: ReadonlySet<string> = new Set(
  partsOfKind("queue").flatMap((queue) => calls.filter(({ from }) => from === queue).map(({ to }) => to)),
);

/** A shop with one disturbance, or with none where it has no modifiers. */
export function createWorld(seed: number, disturbance: Disturbance): World {
  return { seed, disturbance, at: (minute) => stateOfAll(seed, disturbance, minute) };
}

function stateOfAll(seed: number, disturbance: Disturbance, minute: number): readonly State[] {
  const levers = leversAt(disturbance.modifiers, minute - disturbance.onset, disturbance.lastsMinutes);
  const load = new Array<number>(parts.length).fill(0);
  load[0] = (nominal[0] ?? 0) * rhythm(seed, minute);
  const states = parts.map((part, index) => {
    const pulled = levers.get(part.id) ?? neutral;
    const arriving = (load[index] ?? 0) + pulled.load * (nominal[index] ?? 0);
    const state = ownState(part, index, arriving, pulled, seed, minute);
    const reaching = state.requests * (1 - 0.8 * Math.min(1, state.ownFailing));
    for (const wire of outgoing[index] ?? []) load[wire.target] = (load[wire.target] ?? 0) + reaching * wire.weight;
    return state;
  });
  queueUp(states, levers);
  for (let index = states.length - 1; index >= 0; index--) feelCallees(states, index, seed, minute);
  return states;
}

function ownState(part: Part, index: number, arriving: number, levers: Levers, seed: number, minute: number): State {
  const usual = nominal[index] ?? 1;
  const key = 100 + index * 16;
  const taken = consumers.has(part.id) ? Math.min(arriving, usual * consumerHeadroom * levers.capacity) : arriving;
  const work = taken / usual;
  const busy = part.cpu === 0 ? 0 : 4 + (part.cpu - 4) * work + levers.cpu + 1.6 * gaussian(seed, key, minute);
  const overload = Math.max(0, busy / 100 - 0.7);
  const jitter = Math.exp(0.05 * gaussian(seed, key + 1, minute) + 0.05 * wander(seed, key + 2, minute, 37));
  const latency = part.latency * levers.latency * (1 + 14 * Math.min(overload, 0.8) ** 2) * jitter;
  const capacity = capacityOf(part, usual, work, levers);
  const overloaded = Math.min(0.5, Math.max(0, busy / 100 - 1) * 0.35);
  const failing = Math.min(1, 0.0004 + levers.faults + overloaded + capacity.refused);
  const connections = (24 + 16 * work * (1 + 3 * overload)) * levers.connections;
  return {
    requests: Math.round(taken),
    failed: 0,
    failing,
    ownFailing: failing,
    latency,
    slowest: latency * 3.1 * levers.tail * Math.exp(0.11 * gaussian(seed, key + 3, minute)),
    cpu: Math.min(100, Math.max(0.5, busy)),
    memory: memoryOf(part, levers, seed, key, minute),
    throttling: capacity.throttling,
    consumed: capacity.consumed,
    provisioned: capacity.limit,
    backlog: Math.max(0, arriving - taken),
    age: 0,
    connections: Math.round(connections + gaussian(seed, key + 6, minute)),
  };
}

function memoryOf(part: Part, levers: Levers, seed: number, key: number, minute: number): number {
  const chance = 1.5 * wander(seed, key + 4, minute, 240) + 0.25 * gaussian(seed, key + 5, minute);
  return Math.min(99.6, part.memory + levers.memory * (97.5 - part.memory) + chance);
}

/** What a slow consumer leaves in its queue: this minute's shortfall for every minute since it began. A consumer's own `backlog` holds that shortfall. */
function queueUp(states: readonly State[], levers: ReadonlyMap<string, Levers>): void {
  for (const [index, part] of parts.entries()) {
    const queue = states[index];
    const wire = part.kind === "queue" ? outgoing[index]?.[0] : undefined;
    const consumer = wire && states[wire.target];
    if (!queue || !wire || !consumer) continue;
    const elapsed = levers.get(wire.to)?.elapsed ?? 0;
    const usualWait = consumer.latency * 2;
    queue.backlog = consumer.backlog * elapsed + (queue.requests / 60) * usualWait;
    // The oldest ages by a minute a minute, less what is still taken.
    queue.age = usualWait + (elapsed * 60 * consumer.backlog) / Math.max(1, consumer.backlog + consumer.requests);
  }
}

/** Adds to a part what it waits for and what fails it: own, plus weighted callees, capped by its patience with each. */
function feelCallees(states: readonly State[], index: number, seed: number, minute: number): void {
  const state = states[index];
  if (!state) return;
  let healthy = 1 - state.ownFailing;
  for (const wire of outgoing[index] ?? []) {
    const callee = states[wire.target];
    if (!callee || wire.asynchronous) continue;
    const retrying = 0.35 * throttledShare(callee.throttling);
    const seen = callee.latency + retrying;
    state.latency += wire.weight * Math.min(wire.timeout, seen);
    state.slowest += Math.min(1, wire.weight) ** 0.3 * Math.min(wire.timeout, callee.slowest + 2 * retrying);
    healthy *= 1 - Math.min(1, wire.weight) * wire.impact * Math.min(1, callee.failing + givenUp(wire, seen));
  }
  state.failing = Math.min(1, 1 - healthy);
  state.failed = Math.min(state.requests, countOf(state.requests * state.failing, seed, 107 + index * 16, minute));
}

/** The share of calls that outlast the caller's patience, with an exponential tail around the mean. */
export function givenUp(wire: Wire, seen: number): number {
  return seen < wire.timeout / 25 ? 0 : Math.exp(-wire.timeout / (0.6 * seen));
}
