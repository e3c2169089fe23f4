import type { LogPattern } from "../../../../src/findings/log-pattern.ts";
import { fill, type Story } from "../signals/changes.ts";
import { throttledShare } from "../world/capacity.ts";
import { type Part, partOf } from "../world/graph.ts";
import { hash, poisson } from "../world/noise.ts";
import { positionOf } from "../world/wiring.ts";
import type { State, World } from "../world/world.ts";
import { faultLinesOf, isWritten } from "./fault-lines.ts";

/** A pattern that a part writes, and its lines per minute. */
export interface Voice {
  readonly severity: LogPattern["severity"];
  readonly pattern: string;
  readonly sample: string;
  readonly rate: (states: readonly State[], minute: number) => number;
  /** The duration in seconds to which the last variable part refers; it is written in milliseconds. */
  readonly took?: (states: readonly State[]) => number;
  /** The key of its random numbers. */
  readonly key: number;
}

/** All patterns that a part writes in a story. */
export function voicesOf(part: Part, world: World, story: Story): readonly Voice[] {
  const all = [...background(part), ...complaints(part, world), ...faultVoices(part, story)];
  return all.map((voice, index) => ({ ...voice, key: 700 + positionOf(part.id) * 8 + index }));
}

/** The number of a pattern's lines in a minute, and the second of the first. `inside`: the share of the minute that is read. */
export function writtenIn(
  { seed, at }: World,
  { rate, key }: Voice,
  minute: number,
  inside = 1,
): { readonly count: number; readonly first: number } {
  return { count: poisson(rate(at(minute), minute) * inside, seed, key, minute), first: hash(seed, key, minute) % 50 };
}

type Unkeyed = Omit<Voice, "key">;

function background(part: Part): readonly Unkeyed[] {
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
      took: (states) => state(states)?.latency ?? 0,
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

/** The lines of a part about failing callees. */
function complaints(part: Part, { network }: World): readonly Unkeyed[] {
  return (network.outgoing[positionOf(part.id)] ?? []).flatMap((call): Unkeyed[] => {
    if (call.asynchronous || partOf(call.to).kind === "table") return [];
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
        took: (states) => Math.min(call.timeout, states[positionOf(call.to)]?.latency ?? 0),
      },
    ];
  });
}

function faultVoices(part: Part, story: Story): readonly Unkeyed[] {
  return faultLinesOf(part, story).map((line) => {
    const { log } = line;
    const { component, place } = line.story;
    const faulty = partOf(component);
    return {
      severity: log.severity,
      pattern: fill(log.pattern, faulty, place),
      sample: fill(log.sample, faulty, place),
      rate: (states, minute) => {
        const state = states[positionOf(component)];
        if (!state || !isWritten(line, minute)) return 0;
        const refused = throttledShare(state.throttling) + state.throttling.concurrency;
        const bad = refused > 0 ? refused : Math.max(0, state.ownFailing - 0.001);
        const own = (log.share ?? 0) * (states[positionOf(part.id)]?.requests ?? 0);
        return log.each * bad * state.requests + log.flat + own;
      },
    };
  });
}
