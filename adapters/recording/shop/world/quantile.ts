/** How the median of a latency lies to its mean, and the least that a slowest request is of it. */
export const TAIL = { median: 0.8, least: 1.05 } as const;

/** From 0.8 of the mean at the median, geometrically to the slowest hundredth and on beyond it. */
export function atLevel(percent: number, mean: number, slowest: number): number {
  const middle = TAIL.median * mean;
  return middle * (slowest / middle) ** (Math.log(100 / Math.max(0.01, 100 - percent) / 2) / Math.log(50));
}
