/** Keys that are remembered; beyond them the longest silent is forgotten. */
const KEYS = 10_000;

/** Whether one more is allowed now. */
export type RateLimit = (key: string) => boolean;

/** Allows each key so many at once, and as many again in `perMs`. */
export function createRateLimit(most: number, perMs: number, now: () => Date): RateLimit {
  const buckets = new Map<string, { readonly left: number; readonly at: number }>();
  return (key) => {
    const at = now().getTime();
    const known = buckets.get(key) ?? { left: most, at };
    const left = Math.min(most, known.left + (Math.max(0, at - known.at) * most) / perMs);
    buckets.delete(key);
    buckets.set(key, { left: left >= 1 ? left - 1 : left, at });
    const [oldest] = buckets.keys();
    if (buckets.size > KEYS && oldest !== undefined) buckets.delete(oldest);
    return left >= 1;
  };
}
