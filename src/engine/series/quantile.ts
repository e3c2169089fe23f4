/** The quantiles of values without NaN, interpolated; NaN without values. */
export function quantiles(values: Float64Array, shares: readonly number[]): readonly number[] {
  deal(values);
  return shares.map(dealtQuantile);
}

/** A quantile of values that are sorted already. */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}

const BUCKETS = 512;
/** The start of each bucket of the last {@link deal}; after it the end. */
const bounds = new Uint32Array(BUCKETS);
/** The values of the last {@link deal}, ordered by bucket; behind them remainders of earlier ones. */
let ordered = new Float64Array(0);
/** The number of values of the last {@link deal}, and their scale. */
const dealt = { count: 0, least: Number.NaN, scale: Number.NaN };

/**
 * Prepares `values[from..to)` without NaN for {@link dealtQuantile}, and replaces the values of the last call. Distributes them over
 * buckets instead of sorting; only the requested buckets are put in order. Takes linear time and allocates nothing, as there are tens of
 * thousands of series.
 */
export function deal(values: Float64Array, from = 0, to = values.length): void {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  // Loops by index here and below: an iterator takes three times as long.
  for (let index = from; index < to; index++) {
    const value = values[index] ?? Number.NaN;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const scale = (BUCKETS - 1) / (most - least);
  const count = countInto(values, from, to, least, scale);
  if (ordered.length < count) ordered = new Float64Array(count);
  for (let index = from; index < to; index++) {
    const value = values[index] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const bucket = bucketOf(value, least, scale);
    const at = bounds[bucket] ?? 0;
    ordered[at] = value;
    bounds[bucket] = at + 1;
  }
  dealt.count = count;
  dealt.least = least;
  dealt.scale = scale;
}

/** A quantile of the values of the last {@link deal}. */
export function dealtQuantile(share: number): number {
  const position = (dealt.count - 1) * share;
  const index = Math.floor(position);
  settle(index);
  const below = ordered[index] ?? Number.NaN;
  if (index === position) return below;
  settle(index + 1);
  return below + ((ordered[index + 1] ?? Number.NaN) - below) * (position - index);
}

/** Sets the bounds to the start of each bucket, and returns the number of values. */
function countInto(values: Float64Array, from: number, to: number, least: number, scale: number): number {
  bounds.fill(0);
  for (let index = from; index < to; index++) {
    const value = values[index] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const bucket = bucketOf(value, least, scale);
    bounds[bucket] = (bounds[bucket] ?? 0) + 1;
  }
  let begin = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const count = bounds[bucket] ?? 0;
    bounds[bucket] = begin;
    begin += count;
  }
  return begin;
}

/** Monotonic in the value. If all values are equal or one is infinite, `| 0` puts all into one bucket. */
function bucketOf(value: number, least: number, scale: number): number {
  return ((value - least) * scale) | 0;
}

/** Moves the value of this rank to its index. */
function settle(index: number): void {
  const { count, least, scale } = dealt;
  const bucket = bucketOf(ordered[index] ?? least, least, scale);
  select(ordered, index, bounds[bucket - 1] ?? 0, (bounds[bucket] ?? count) - 1);
}

/** Hoare's selection: moves the value of rank `index` to its place, with smaller ones before it and larger ones behind it. */
function select(values: Float64Array, index: number, first: number, last: number): void {
  let from = first;
  let to = last;
  while (from < to) {
    const pivot = middleOf(values[from] ?? 0, values[(from + to) >> 1] ?? 0, values[to] ?? 0);
    let left = from;
    let right = to;
    while (left <= right) {
      while ((values[left] ?? 0) < pivot) left++;
      while ((values[right] ?? 0) > pivot) right--;
      if (left > right) break;
      const moved = values[left] ?? 0;
      values[left] = values[right] ?? 0;
      values[right] = moved;
      left++;
      right--;
    }
    if (index <= right) to = right;
    else if (index >= left) from = left;
    else return;
  }
}

function middleOf(one: number, other: number, third: number): number {
  return Math.max(Math.min(one, other), Math.min(Math.max(one, other), third));
}

/** The median; undefined of fewer than `fewest` values. */
export function medianOf(values: Float64Array, fewest: number): number | undefined {
  return countOf(values) < fewest ? undefined : quantiles(values, [0.5])[0];
}

/** The number of values that are not NaN. */
export function countOf(values: Float64Array): number {
  let count = 0;
  for (let index = 0; index < values.length; index++) {
    if (!Number.isNaN(values[index])) count += 1;
  }
  return count;
}
