import { quantileOfSorted } from "./quantile.ts";

/** The latest values of a series, sorted, so that a new value can be compared with them. */
export interface SortedWindow {
  readonly size: number;
  /** Adds a value and drops those that are too old. Times never decrease. */
  add(value: number, atSeconds: number): void;
  /** The spread of the bulk of the values, as a standard deviation. */
  spread(): number;
  /** The distance to the nearest value, and whether this one lies outside the range of all of them. */
  nearest(value: number): Nearest;
  /** The distance to the median, plus the distance that counts as near. */
  scaleOf(value: number): number;
}

/** `distance` is infinite if there are no values. */
export interface Nearest {
  readonly distance: number;
  readonly side: "above" | "below" | "within";
}

/** A window of `seconds`; `tolerance` in spreads counts as near. Adding moves the larger values; everything else is a binary search. */
export function createSortedWindow(seconds: number, tolerance: number): SortedWindow {
  let sorted = new Float64Array(1024);
  let size = 0;
  let inTime: { readonly value: number; readonly at: number }[] = [];
  let oldest = 0;

  /** The index of the first value that is not smaller. */
  function placeOf(value: number): number {
    let low = 0;
    let high = size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sorted[middle] ?? Number.POSITIVE_INFINITY) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function forget(before: number): void {
    for (let first = inTime[oldest]; first && first.at < before; first = inTime[oldest]) {
      const place = placeOf(first.value);
      sorted.copyWithin(place, place + 1, size);
      size -= 1;
      oldest += 1;
    }
    if (oldest > inTime.length / 2) {
      inTime = inTime.slice(oldest);
      oldest = 0;
    }
  }

  const at = (share: number) => quantileOfSorted(sorted.subarray(0, size), share);
  const spread = () => Math.max((at(0.75) - at(0.25)) / QUARTILES, (at(0.95) - at(0.05)) / OUTER);

  return {
    get size() {
      return size;
    },
    add(value, atSeconds) {
      forget(atSeconds - seconds);
      if (size === sorted.length) {
        const larger = new Float64Array(2 * size);
        larger.set(sorted);
        sorted = larger;
      }
      const place = placeOf(value);
      sorted.copyWithin(place + 1, place, size);
      sorted[place] = value;
      inTime.push({ value, at: atSeconds });
      size += 1;
    },
    spread,
    nearest(value) {
      const place = placeOf(value);
      const above = place < size ? (sorted[place] ?? 0) - value : Number.POSITIVE_INFINITY;
      const below = place > 0 ? value - (sorted[place - 1] ?? 0) : Number.POSITIVE_INFINITY;
      const side = place === size ? "above" : place === 0 ? "below" : "within";
      return { distance: Math.min(above, below), side };
    },
    scaleOf: (value) => Math.abs(value - at(0.5)) + tolerance * spread(),
  };
}

/** Standard deviations between the quartiles, and between the 5th and 95th percentile, of a normal distribution. */
const QUARTILES = 1.349;
const OUTER = 3.29;
