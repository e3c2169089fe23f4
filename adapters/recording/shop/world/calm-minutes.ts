import type { State } from "./state.ts";

/** More are forgotten, all at once: one takes about 9 KB. */
const MOST = 4_000;

/**
 * Minutes in which nothing disturbs the plain shop, by seed. Every simulation of a seed has the same ones, and usual values are
 * computed from thousands of them.
 */
const minutes = new Map<string, readonly State[]>();

/** The states of an undisturbed minute, which are computed unless they are known. */
export function calmMinute(seed: number, minute: number, compute: () => readonly State[]): readonly State[] {
  const key = `${seed} ${minute}`;
  const known = minutes.get(key);
  if (known) return known;
  if (minutes.size >= MOST) minutes.clear();
  const states = compute();
  minutes.set(key, states);
  return states;
}
