/**
 * A quantile of values without NaN, between neighbours where it falls between; NaN of none. The values are reordered, not sorted:
 * Hoare's selection takes linear time, and there are tens of thousands of series.
 */
export function quantile(values: Float64Array, share: number): number {
  if (values.length === 0) return Number.NaN;
  const position = (values.length - 1) * share;
  const index = Math.floor(position);
  const below = select(values, index);
  if (index === position) return below;
  let above = Number.POSITIVE_INFINITY;
  for (let right = index + 1; right < values.length; right++) above = Math.min(above, values[right] ?? above);
  return below + (above - below) * (position - index);
}

/** The same of values that are sorted already: nothing has to be looked for. */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}

/** Moves the value that sorting would put at `index` there, smaller ones before it and larger ones behind it. */
function select(values: Float64Array, index: number): number {
  let from = 0;
  let to = values.length - 1;
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
    else break;
  }
  return values[index] ?? Number.NaN;
}

function middleOf(one: number, other: number, third: number): number {
  return Math.max(Math.min(one, other), Math.min(Math.max(one, other), third));
}

/** Values without NaN, as a copy. */
export function present(values: Float64Array): Float64Array {
  const found = new Float64Array(values.length);
  let count = 0;
  for (const value of values) {
    if (!Number.isNaN(value)) found[count++] = value;
  }
  return found.subarray(0, count);
}

/** The median of what is there; undefined where fewer than `fewest` are. */
export function medianOf(values: Float64Array, fewest: number): number | undefined {
  const found = present(values);
  return found.length < fewest ? undefined : quantile(found, 0.5);
}
