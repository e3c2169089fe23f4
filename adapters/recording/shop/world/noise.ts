/** A 32-bit hash of a seed, a key and a tick: the only randomness in the shop (the finalizer of MurmurHash3). */
export function hash(seed: number, key: number, tick: number): number {
  let mixed = seed ^ Math.imul(key + 1, 0x9e3779b1) ^ Math.imul(tick, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** A number in [0, 1), the same for the same seed, key and tick. */
export function uniform(seed: number, key: number, tick: number): number {
  return hash(seed, key, tick) / 4294967296;
}

/** Roughly normal, mean 0 and deviation 1: the sum of four bytes of a hash. */
export function gaussian(seed: number, key: number, tick: number): number {
  const bits = hash(seed, key, tick);
  return ((bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24) - 510) / 147.8;
}

/** Normal noise that drifts: a new value every `span` ticks, interpolated smoothly. */
export function wander(seed: number, key: number, tick: number, span: number): number {
  const index = Math.floor(tick / span);
  const blend = (1 - Math.cos((Math.PI * (tick - index * span)) / span)) / 2;
  return gaussian(seed, key, index) * (1 - blend) + gaussian(seed, key, index + 1) * blend;
}

/** A whole number of events around an expected count, distributed like a Poisson count. */
export function poisson(expected: number, seed: number, key: number, tick: number): number {
  if (expected <= 0) return 0;
  if (expected < 12) return smallCount(expected, uniform(seed, key, tick));
  return Math.max(0, Math.round(expected + Math.sqrt(expected) * gaussian(seed, key, tick)));
}

function smallCount(expected: number, chance: number): number {
  let probability = Math.exp(-expected);
  let total = probability;
  let count = 0;
  while (chance > total && count < 60) {
    count += 1;
    probability *= expected / count;
    total += probability;
  }
  return count;
}

/** A stream of numbers in [0, 1). */
export function createDraw(seed: number, key: number): () => number {
  let tick = 0;
  return () => uniform(seed, key, tick++);
}

/** One of a list; throws where the list is empty. */
export function pickFrom<T>(draw: () => number, list: readonly T[]): T {
  const item = list[Math.floor(draw() * list.length)];
  if (item === undefined) throw new Error("There is nothing to draw from: the list is empty.");
  return item;
}
