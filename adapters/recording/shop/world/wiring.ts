import { callKey } from "./call-levers.ts";
import { calls, parts, type ShopCall } from "./graph.ts";
import { gaussian, wander } from "./noise.ts";

/** A call with its key and the index of the callee in `parts`. */
export interface Wire extends ShopCall {
  readonly target: number;
  readonly key: string;
}

const position: ReadonlyMap<string, number> = new Map(parts.map((part, index) => [part.id, index]));

/** The index of a part in `parts`, or -1. */
export function positionOf(id: string): number {
  return position.get(id) ?? -1;
}

const outgoing: readonly (readonly Wire[])[] = parts.map((part) =>
  calls
    .filter((call) => call.from === part.id)
    .map((call) => ({ ...call, target: positionOf(call.to), key: callKey(call.from, call.to) })),
);

const entryPerMinute = 2400;

/** The calls and their frequencies, at the average of a day. */
export interface Network {
  /** The calls of each part, in the order of `parts`. */
  readonly outgoing: readonly (readonly Wire[])[];
  /** Requests per minute of each part; callers stand before their callees. */
  readonly nominal: readonly number[];
}

/** The shop's network with some parts at low traffic: so many requests per minute, and fewer for callees that only they call. */
export function networkWith(sparse: ReadonlyMap<string, number>): Network {
  const load = new Array<number>(parts.length).fill(0);
  load[0] = entryPerMinute;
  const thinned = new Map<string, number>();
  for (const [index, wires] of outgoing.entries()) {
    const id = parts[index]?.id ?? "";
    const few = sparse.get(id);
    if (few !== undefined) {
      thinned.set(id, few / (load[index] ?? few));
      load[index] = few;
    }
    for (const wire of wires) load[wire.target] = (load[wire.target] ?? 0) + (load[index] ?? 0) * wire.weight;
  }
  if (thinned.size === 0) return { outgoing, nominal: load };
  const thin = (wire: Wire): Wire => ({ ...wire, weight: wire.weight * (thinned.get(wire.to) ?? 1) });
  return { outgoing: outgoing.map((wires) => wires.map(thin)), nominal: load };
}

/** Customers in a minute as a multiple of the average: more in the evening and at noon, fewer at night, slightly more at weekends. */
export function rhythm(seed: number, minute: number): number {
  const hour = (minute % 1440) / 60;
  const day = Math.floor(minute / 1440 + 4) % 7;
  const daily =
    1 + 0.42 * Math.sin((2 * Math.PI * (hour - 11)) / 24) + 0.12 * Math.sin((4 * Math.PI * (hour - 8)) / 24);
  const weekend = day === 0 || day === 6 ? 1.12 : 1;
  const chance =
    0.05 * wander(seed, 1, minute, 23) + 0.04 * wander(seed, 2, minute, 190) + 0.02 * gaussian(seed, 3, minute);
  return daily * weekend * Math.exp(chance);
}
