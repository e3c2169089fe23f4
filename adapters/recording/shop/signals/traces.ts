import type { Trace } from "../../../../src/findings/trace.ts";
import type { Traces } from "../../../../src/telemetry/ports/ports.ts";
import { calls, partOf, parts } from "../world/graph.ts";
import { hash, poisson, uniform } from "../world/noise.ts";
import { positionOf } from "../world/wiring.ts";
import type { State, World } from "../world/world.ts";
import type { Story } from "./changes.ts";
import { failedPath, type Path, slowPath } from "./trace-path.ts";

/** X-Ray samples 5 % of requests by default. https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html */
const FOLLOWED = 0.05;
/** A request counts as slow if it takes this many times the 99th percentile of a usual hour. */
const SLOW = 1.5;
/** Minutes before the onset whose mean is usual. */
const USUAL = { from: 70, to: 60 } as const;
const LONGEST_MINUTES = 360;

/** Where traces begin: at the load balancer, and at consumers of queues. */
const ENTRIES: readonly string[] = [
  "shop-alb",
  ...calls.filter(({ from }) => partOf(from).kind === "queue").map(({ to }) => to),
];

/** Traces of a shop that failed or were slow, `lag` seconds behind `now`. */
export function createTraces(world: World, story: Story, now: () => Date, lag: number): Traces {
  return {
    async find(window, signal, component, only) {
      signal.throwIfAborted();
      const horizon = Math.floor((now().getTime() / 1000 - lag) / 60) * 60;
      const last = Math.floor(Math.min(window.end, horizon) / 60);
      const first = Math.max(Math.ceil(window.start / 60), last - LONGEST_MINUTES);
      const wanted = component?.toLowerCase();
      const usual = usualOf(world);
      const value: Trace[] = [];
      for (let minute = first; minute < last; minute++) {
        for (const entry of ENTRIES) {
          const slower = only === "faults" ? [] : slow(world, usual, entry, minute);
          const found = [...failed(world, story, entry, minute), ...slower];
          value.push(...found.filter(({ path }) => wanted === undefined || path.through.includes(wanted)).map(toTrace));
        }
      }
      const unknown = wanted !== undefined && !parts.some(({ id }) => id === wanted);
      const gaps = [
        ...(unknown ? [{ what: "traces", reason: `the simulated shop has no component ${component}` }] : []),
        ...(first * 60 - 60 > window.start
          ? [{ what: "traces", reason: "six hours are looked through at a time" }]
          : []),
      ];
      return { value: value.sort(worstFirst), horizon, gaps };
    },
  };
}

interface Followed {
  readonly entry: string;
  readonly path: Path;
  readonly minute: number;
  readonly took: number;
  /** The source of its random numbers. */
  readonly draw: (key: number) => number;
}

function failed(world: World, story: Story, entry: string, minute: number): readonly Followed[] {
  const key = 9_000 + positionOf(entry);
  const state = world.at(minute)[positionOf(entry)];
  const count = Math.min(state?.failed ?? 0, poisson((state?.failed ?? 0) * FOLLOWED, world.seed, key, minute));
  return Array.from({ length: count }, (_, index) => {
    const draw = drawOf(world.seed, key * 512 + index, minute);
    let step = 10;
    const path = failedPath(world, story, entry, minute, () => draw(step++));
    return { entry, path, minute, took: path.waited + (state?.latency ?? 0) * (0.4 + draw(1)), draw };
  });
}

function slow(world: World, usual: readonly State[], entry: string, minute: number): readonly Followed[] {
  const states = world.at(minute);
  const [state, before] = [states[positionOf(entry)], usual[positionOf(entry)]];
  if (!state || !before || state.slowest < SLOW * before.slowest) return [];
  const path = slowPath(world, minute, usual, entry);
  const key = 9_500 + positionOf(entry);
  const count = poisson(state.requests * FOLLOWED, world.seed, key, minute);
  return Array.from({ length: count }, (_, index) => drawOf(world.seed, key * 512 + index, minute)).flatMap((draw) => {
    const took = state.latency * 0.8 * (state.slowest / (state.latency * 0.8)) ** tail(draw(1));
    return took > SLOW * before.slowest ? [{ entry, path, minute, took, draw }] : [];
  });
}

/** The position between the median and the 99th percentile; 0 for the faster half. */
function tail(chance: number): number {
  return Math.min(1, Math.max(0, Math.log(0.5 / Math.max(0.01, 1 - chance)) / Math.log(50)));
}

/** The mean of the 99th percentiles in the minutes before the onset. */
function usualOf({ at, disturbance: { onset } }: World): readonly State[] {
  const count = USUAL.from - USUAL.to;
  const minutes = Array.from({ length: count }, (_, index) => at(onset - USUAL.from + index));
  return (minutes[0] ?? []).map((state, index) => {
    const slowest = minutes.reduce((sum, states) => sum + (states[index]?.slowest ?? 0), 0) / count;
    return { ...state, slowest };
  });
}

function drawOf(seed: number, key: number, minute: number): (step: number) => number {
  return (step) => uniform(seed + hash(seed, key, minute), step, minute);
}

function toTrace({ entry, path, minute, took, draw }: Followed): Trace {
  const at = minute * 60 + Math.floor(draw(2) * 60);
  const hex = (step: number): string =>
    Math.floor(draw(step) * 2 ** 32)
      .toString(16)
      .padStart(8, "0");
  return {
    id: `1-${at.toString(16)}-${hex(3)}${hex(4)}${hex(5)}`,
    at,
    duration: took,
    outcome: path.outcome,
    entry: [entry, ...path.through.slice(2, 3)].join("/"),
    cause: path.cause,
  };
}

const RANK = { fault: 0, throttle: 1, error: 2, ok: 3 } as const;

function worstFirst(one: Trace, other: Trace): number {
  return RANK[one.outcome] - RANK[other.outcome] || other.duration - one.duration;
}
