import { settings } from "../settings.ts";
import { quantiles } from "./quantile.ts";

/**
 * The usual value of a series at a given load: the median of its values at such loads, interpolated; beyond all seen loads, the value at
 * the nearest. Undefined if too few values are known or the load explains little.
 */
export function usualAtLoad(values: Float64Array, loads: Float64Array): ((load: number) => number) | undefined {
  if (!varies(loads)) return undefined;
  const levels = levelsOf(values, loads);
  if (levels.length < settings.loadParts) return undefined;
  const [median = Number.NaN] = quantiles(values, [0.5]);
  const atLoad = (load: number): number => (Number.isNaN(load) ? median : between(levels, load));
  const left = values.map((value, index) => value - atLoad(loads[index] ?? Number.NaN));
  return deviationOf(left, 0) < settings.loadExplains * deviationOf(values, median) ? atLoad : undefined;
}

/** The usual value around one load. */
interface Level {
  readonly load: number;
  readonly usual: number;
}

function levelsOf(values: Float64Array, loads: Float64Array): readonly Level[] {
  const byLoad = knownOf(values, loads).sort((one, other) => (loads[one] ?? 0) - (loads[other] ?? 0));
  const size = Math.floor(byLoad.length / settings.loadParts);
  if (size < settings.valuesPerLoad) return [];
  return Array.from({ length: settings.loadParts }, (_, part) => {
    const indices = byLoad.subarray(part * size, (part + 1) * size);
    const middle = (of: Float64Array): number =>
      quantiles(
        Float64Array.from(indices, (index) => of[index] ?? Number.NaN),
        [0.5],
      )[0] ?? Number.NaN;
    return { load: middle(loads), usual: middle(values) };
  });
}

/** Whether a load varies enough to explain anything. */
function varies(loads: Float64Array): boolean {
  const [low = Number.NaN, middle = Number.NaN, high = Number.NaN] = quantiles(loads, [0.1, 0.5, 0.9]);
  return high - low > settings.loadVaries * middle;
}

/** The indices at which both have a value. */
function knownOf(values: Float64Array, loads: Float64Array): Uint32Array {
  const found = new Uint32Array(values.length);
  let count = 0;
  for (let index = 0; index < values.length; index++) {
    if (Number.isNaN(values[index]) || Number.isNaN(loads[index] ?? Number.NaN)) continue;
    found[count] = index;
    count += 1;
  }
  return found.subarray(0, count);
}

function between(levels: readonly Level[], load: number): number {
  const above = levels.findIndex((level) => level.load >= load);
  const [low, high] = [levels[above - 1], levels[above]];
  if (!high) return levels.at(-1)?.usual ?? Number.NaN;
  if (!low) return high.usual;
  return low.usual + ((high.usual - low.usual) * (load - low.load)) / (high.load - low.load);
}

function deviationOf(values: Float64Array, from: number): number {
  const [deviation = Number.NaN] = quantiles(
    values.map((value) => Math.abs(value - from)),
    [0.5],
  );
  return deviation;
}
