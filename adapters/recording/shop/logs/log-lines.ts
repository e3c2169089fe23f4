import { hash, uniform } from "../world/noise.ts";
import type { World } from "../world/world.ts";
import { type Voice, writtenIn } from "./voices.ts";

/** A line as a part wrote it; `at` in milliseconds since 1970. */
export interface SimulatedLine {
  readonly at: number;
  readonly group: string;
  readonly message: string;
}

/** A log group with its patterns. */
export interface SimulatedLogGroup {
  readonly group: string;
  readonly voices: readonly Voice[];
}

/** All lines of a minute (since 1970), oldest first: deterministic, and as many as the patterns count. */
export function linesOf(world: World, sources: readonly SimulatedLogGroup[], minute: number): readonly SimulatedLine[] {
  const all = sources.flatMap(({ group, voices }) =>
    voices.flatMap((voice) => {
      const { count, first } = writtenIn(world, voice, minute);
      const mean = voice.took?.(world.at(minute));
      return Array.from({ length: count }, (_, index): SimulatedLine => {
        const key = voice.key * 8192 + index;
        const rest = index === 0 ? 0 : (60 - first) * uniform(world.seed, key, minute);
        const at = minute * 60_000 + Math.floor((first + rest) * 1000);
        return { at, group, message: messageOf(voice, world.seed, key, minute, mean) };
      });
    }),
  );
  return all.sort((one, other) => one.at - other.at);
}

/** The pattern with values like those of the sample in its variable places. */
function messageOf(voice: Voice, seed: number, key: number, minute: number, mean: number | undefined): string {
  const parts = voice.pattern.split("<*>");
  const values = valuesOf(voice, parts);
  return parts
    .map((part, index) => {
      if (index === 0) return part;
      const chance = hash(seed, key + 977 * index, minute);
      const value = values[index - 1] ?? "1";
      const timed = mean !== undefined && index === parts.length - 1;
      return `${timed ? Math.max(1, Math.round(mean * 1000 * spread(chance))) : varied(value, chance)}${part}`;
    })
    .join("");
}

/** The sample's values in the variable places of the pattern. */
function valuesOf({ sample }: Voice, parts: readonly string[]): readonly string[] {
  const values: string[] = [];
  let from = parts[0]?.length ?? 0;
  for (const part of parts.slice(1)) {
    const end = part === "" ? sample.length : sample.indexOf(part, from);
    if (end === -1) break;
    values.push(sample.slice(from, end));
    from = end + part.length;
  }
  return values;
}

/** Ids get other digits, amounts other sizes; limits, status codes and words stay. */
function varied(value: string, chance: number): string {
  if (/^(?=.*\d)[0-9a-f]{4,8}$/.test(value) && !/^\d+$/.test(value)) {
    return chance.toString(16).padStart(8, "0").slice(0, value.length);
  }
  if (!/^\d{2,}(?:\.\d+)?$/.test(value) || value.endsWith("00")) return value;
  const digits = value.split(".")[1]?.length ?? 0;
  return (Number(value) * spread(chance)).toFixed(digits);
}

/** A factor from 0.6 to 1.7, mostly near 1. */
function spread(chance: number): number {
  return 0.6 + 0.55 * (((chance & 0xffff) + (chance >>> 16)) / 0xffff);
}
