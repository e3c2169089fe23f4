import type { LogPattern } from "../../../../src/findings/log-pattern.ts";
import type { Window } from "../../../../src/findings/measured.ts";
import type { Logs } from "../../../../src/telemetry/ports/ports.ts";
import type { Story } from "../signals/changes.ts";
import { type Part, parts } from "../world/graph.ts";
import { logGroupsOf, partOfLogGroup } from "../world/names.ts";
import type { World } from "../world/world.ts";
import { searchLogs, writtenBytes } from "./log-search.ts";
import { type Voice, voicesOf, writtenIn } from "./voices.ts";

/** The logs of a shop, `lag` seconds behind `now`: patterns and lines. */
export function createLogs(world: World, story: Story, now: () => Date, lag: number): Logs {
  const horizonNow = (): number => Math.floor(now().getTime() / 1000 - lag);
  const sourcesOf = (groups: readonly string[]) =>
    groups.flatMap((group) => {
      const part = partOfLogGroup(group);
      return part ? [{ group, voices: voicesOf(part, world, story) }] : [];
    });
  return {
    async patterns(groups, window, baselineEnd, signal) {
      signal.throwIfAborted();
      const horizon = horizonNow();
      const value = groups.flatMap((group) => {
        const part = partOfLogGroup(group);
        return part ? patternsOf(world, story, part, group, window, Math.min(baselineEnd, horizon), horizon) : [];
      });
      return { value, horizon, gaps: [] };
    },
    async estimate(groups, window, signal) {
      signal.throwIfAborted();
      return writtenBytes(world, sourcesOf(groups), upTo(window, horizonNow()));
    },
    async query(groups, text, window, signal) {
      const horizon = horizonNow();
      const missing = groups.filter((group) => partOfLogGroup(group) === undefined);
      const found = await searchLogs({
        world,
        sources: sourcesOf(groups),
        text,
        window: upTo(window, horizon),
        signal,
      });
      const gaps = missing.map((group) => ({ what: "logs", reason: `the simulated shop has no log group ${group}` }));
      return { value: found.table, horizon, gaps: [...gaps, ...found.gaps] };
    },
  };
}

function upTo({ start, end }: Window, horizon: number): Window {
  return { start, end: Math.max(start, Math.min(end, horizon)) };
}

function patternsOf(
  world: World,
  story: Story,
  part: Part,
  group: string,
  window: Window,
  baselineEnd: number,
  horizon: number,
): readonly LogPattern[] {
  const earlier = { start: baselineEnd - (window.end - window.start), end: baselineEnd };
  return voicesOf(part, world, story).flatMap((voice) => {
    const { count, ...when } = lines(world, voice, { start: window.start, end: Math.min(window.end, horizon) });
    const before = lines(world, voice, earlier).count;
    if (count === 0) return [];
    const { pattern, severity, sample } = voice;
    return [{ group, pattern, severity, count, before, sample, ...when }];
  });
}

function lines(world: World, voice: Voice, window: Window): { count: number; firstAt: number; lastAt: number } {
  let count = 0;
  let lastAt = window.start;
  let firstAt = window.start;
  for (let minute = Math.floor(window.start / 60); minute < window.end / 60; minute++) {
    const inside = Math.min(window.end / 60, minute + 1) - Math.max(window.start / 60, minute);
    const written = writtenIn(world, voice, minute, inside);
    if (written.count > 0 && count === 0) firstAt = firstWithin(window, minute * 60 + written.first);
    // Lines are spread over the minute from the first on.
    if (written.count > 0) lastAt = firstWithin(window, minute * 60 + 59);
    count += written.count;
  }
  return { count, firstAt, lastAt };
}

function firstWithin(window: Window, at: number): number {
  return Math.min(Math.max(window.start, at), window.end - 1);
}

/** All log groups of the shop. */
export const logGroups: readonly string[] = parts.flatMap((part) => logGroupsOf(part));
