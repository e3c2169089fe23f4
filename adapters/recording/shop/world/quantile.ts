/** The ratio of a latency's median to its mean, and the smallest ratio of its 99th percentile to its mean. */
export const TAIL = { median: 0.8, least: 1.05 } as const;

/** A percentile: 0.8 of the mean at the median, rising geometrically to the 99th percentile and beyond. */
export function atLevel(percent: number, mean: number, slowest: number): number {
  const middle = TAIL.median * mean;
  return middle * (slowest / middle) ** (Math.log(100 / Math.max(0.01, 100 - percent) / 2) / Math.log(50));
}
