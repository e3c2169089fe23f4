import { capacityOf } from "./capacity.ts";
import { calls, type Part, partsOfKind } from "./graph.ts";
import type { Levers } from "./levers.ts";
import { gaussian, uniform, wander } from "./noise.ts";
import { atLevel, TAIL } from "./quantile.ts";
import type { Mixture, State } from "./state.ts";

/** The inputs of a part's own state. */
export interface Own {
  readonly part: Part;
  readonly index: number;
  /** Requests per minute at the average of a day. */
  readonly usual: number;
  readonly arriving: number;
  readonly levers: Levers;
  readonly mixed: Mixture;
  /** Whether there are so few requests that each of them shows. */
  readonly few: boolean;
  readonly seed: number;
  readonly minute: number;
}

/** The capacity of a consumer as a multiple of its usual messages. */
const consumerHeadroom = 3;
const consumers: ReadonlySet<string> = new Set(
  partsOfKind("queue").flatMap((queue) => calls.filter(({ from }) => from === queue).map(({ to }) => to)),
);

/** The state of a part without the effects of its callees. */
export function ownState({ part, index, usual, arriving, levers, mixed, few, seed, minute }: Own): State {
  const key = 100 + index * 16;
  const taken = consumers.has(part.id) ? Math.min(arriving, usual * consumerHeadroom * levers.capacity) : arriving;
  const work = taken / usual;
  const busy = part.cpu === 0 ? 0 : 4 + (part.cpu - 4) * work + levers.cpu + 1.6 * gaussian(seed, key, minute);
  const overload = Math.max(0, busy / 100 - 0.7);
  const jitter = Math.exp(0.05 * gaussian(seed, key + 1, minute) + 0.05 * wander(seed, key + 2, minute, 37));
  const latency = part.latency * levers.latency * (1 + 14 * Math.min(overload, 0.8) ** 2) * jitter;
  const slowest = latency * 3.1 * levers.tail * Math.exp(0.11 * gaussian(seed, key + 3, minute));
  const capacity = capacityOf(part, usual, work, levers);
  const overloaded = Math.min(0.5, Math.max(0, busy / 100 - 1) * 0.35);
  const failing = Math.min(1, 0.0004 + levers.faults + overloaded + capacity.refused + mixed.failing);
  const connections = (24 + 16 * work * (1 + 3 * overload)) * levers.connections;
  const requests = few ? Math.floor(taken + uniform(seed, key + 8, minute)) : Math.round(taken);
  const state: State = {
    requests,
    failed: 0,
    failing,
    ownFailing: failing,
    latency: latency + mixed.latency,
    slowest: slowest + mixed.slowest,
    cpu: Math.min(100, Math.max(0.5, busy)),
    memory: memoryOf(part, levers, seed, key, minute),
    throttling: capacity.throttling,
    consumed: capacity.consumed,
    provisioned: capacity.limit,
    backlog: Math.max(0, arriving - taken),
    age: 0,
    connections: Math.round(connections + gaussian(seed, key + 6, minute)),
    mixed,
  };
  if (few) sample(state, seed, key, minute);
  return state;
}

function memoryOf(part: Part, levers: Levers, seed: number, key: number, minute: number): number {
  const chance = 1.5 * wander(seed, key + 4, minute, 240) + 0.25 * gaussian(seed, key + 5, minute);
  return Math.min(99.6, part.memory + levers.memory * (97.5 - part.memory) + chance);
}

/** With few requests the mean varies, and the 99th percentile is their maximum. */
function sample(state: State, seed: number, key: number, minute: number): void {
  const { requests, latency, slowest } = state;
  if (requests === 0) return;
  const level = uniform(seed, key + 9, minute) ** (1 / requests);
  const strayed = latency * Math.exp((0.5 / Math.sqrt(requests)) * gaussian(seed, key + 10, minute));
  state.latency = strayed;
  state.slowest = Math.max(strayed * TAIL.least, atLevel(100 * level, latency, slowest));
}
