import type { LogPattern, Logs, Window } from "../../../src/telemetry/ports.ts";
import { throttledShare } from "./capacity.ts";
import { fill, type Story } from "./changes.ts";
import { callersOf, calls, type Part, partOf, parts } from "./graph.ts";
import { logGroupsOf, partOfLogGroup } from "./names.ts";
import { countOf, hash } from "./noise.ts";
import { positionOf } from "./wiring.ts";
import type { State, World } from "./world.ts";

/** One shape of line that a part writes, and how many it writes in a minute. */
interface Voice {
  readonly severity: LogPattern["severity"];
  readonly pattern: string;
  readonly sample: string;
  readonly rate: (states: readonly State[], minute: number) => number;
}

/** Log patterns of a shop, `lag` in seconds behind `now`. */
export function createLogs(world: World, story: Story, now: () => Date, lag: number): Logs {
  return {
    async patterns(groups, window, baselineEnd, signal) {
      signal.throwIfAborted();
      const horizon = Math.floor(now().getTime() / 1000 - lag);
      const value = groups.flatMap((group) => {
        const part = partOfLogGroup(group);
        return part ? patternsOf(world, story, part, group, window, Math.min(baselineEnd, horizon), horizon) : [];
      });
      return { value, horizon, gaps: [] };
    },
  };
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
  return voicesOf(part, world, story).flatMap((voice, index) => {
    const key = 700 + positionOf(part.id) * 8 + index;
    const { count, firstAt } = lines(world, voice, key, { start: window.start, end: Math.min(window.end, horizon) });
    const before = lines(world, voice, key, earlier).count;
    if (count === 0) return [];
    const { pattern, severity, sample } = voice;
    return [{ group, pattern, severity, count, before, sample, firstAt }];
  });
}

function lines(world: World, voice: Voice, key: number, window: Window): { count: number; firstAt: number } {
  let count = 0;
  let firstAt = window.start;
  for (let minute = Math.floor(window.start / 60); minute < window.end / 60; minute++) {
    const inside = Math.min(window.end / 60, minute + 1) - Math.max(window.start / 60, minute);
    const written = countOf(voice.rate(world.at(minute), minute) * inside, world.seed, key, minute);
    if (written > 0 && count === 0) firstAt = firstWithin(window, minute * 60 + (hash(world.seed, key, minute) % 50));
    count += written;
  }
  return { count, firstAt };
}

function firstWithin(window: Window, at: number): number {
  return Math.min(Math.max(window.start, at), window.end - 1);
}

function voicesOf(part: Part, world: World, story: Story): readonly Voice[] {
  return [...background(part), ...complaints(part), ...faultVoice(part, world, story)];
}

function background(part: Part): readonly Voice[] {
  const state = (states: readonly State[]) => states[positionOf(part.id)];
  if (part.kind === "database") {
    return [
      {
        severity: "info",
        pattern: "checkpoint complete: wrote <*> buffers",
        sample: "checkpoint complete: wrote 412 buffers",
        rate: () => 0.2,
      },
    ];
  }
  return [
    {
      severity: "info",
      pattern: "request <*> done in <*> ms",
      sample: "request 8f21 done in 31 ms",
      rate: (states) => state(states)?.requests ?? 0,
    },
    {
      severity: "warning",
      pattern: "retry <*> of <*> after <*> ms",
      sample: "retry 1 of 3 after 100 ms",
      rate: (states) => 0.0011 * (state(states)?.requests ?? 0),
    },
    {
      severity: "error",
      pattern: "client closed the connection, request <*>",
      sample: "client closed the connection, request 77c0",
      rate: (states) => 0.0004 * (state(states)?.requests ?? 0),
    },
  ];
}

/** What a part writes when one that it calls fails. */
function complaints(part: Part): readonly Voice[] {
  return calls.flatMap((call): Voice[] => {
    if (call.from !== part.id || call.asynchronous || partOf(call.to).kind === "table") return [];
    return [
      {
        severity: "error",
        pattern: `call to ${call.to} failed with status <*> after <*> ms`,
        sample: `call to ${call.to} failed with status 500 after 214 ms`,
        rate: (states) => {
          const callee = states[positionOf(call.to)];
          return (
            (states[positionOf(part.id)]?.requests ?? 0) * call.weight * Math.max(0, (callee?.failing ?? 0) - 0.003)
          );
        },
      },
    ];
  });
}

function faultVoice(part: Part, world: World, { fault, component, place }: Story): readonly Voice[] {
  const log = fault.log;
  if (!log) return [];
  const speaks = log.by === "itself" ? part.id === component : callersOf(component, 1).includes(part.id);
  if (!speaks) return [];
  const faulty = partOf(component);
  const { onset, lastsMinutes } = world.disturbance;
  return [
    {
      severity: log.severity,
      pattern: fill(log.pattern, faulty, place),
      sample: fill(log.sample, faulty, place),
      rate: (states, minute) => {
        const state = states[positionOf(component)];
        if (!state || minute < onset || minute >= onset + lastsMinutes) return 0;
        const refused = throttledShare(state.throttling) + state.throttling.concurrency;
        const bad = refused > 0 ? refused : Math.max(0, state.ownFailing - 0.001);
        return log.each * bad * state.requests + log.flat;
      },
    },
  ];
}

/** Every log group of the shop. */
export const logGroups: readonly string[] = parts.flatMap((part) => logGroupsOf(part));
