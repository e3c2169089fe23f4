import { duration } from "../../../../src/card/number.ts";
import type { Trace } from "../../../../src/findings/trace.ts";
import { throttledShare } from "../world/capacity.ts";
import { type Part, partOf, parts } from "../world/graph.ts";
import { outgoing, positionOf, type Wire } from "../world/wiring.ts";
import { givenUp, type State, type World } from "../world/world.ts";
import { fill, type Story } from "./changes.ts";

/** The way of one request down to where it failed or waited. */
export interface Path {
  /** Ids of the parts it came through, the entry first. */
  readonly through: readonly string[];
  readonly outcome: Trace["outcome"];
  readonly cause: string;
  /** Seconds that somebody waited in vain. */
  readonly waited: number;
}

/** One step down: a call and how likely it is the one. */
interface Step {
  readonly wire: Wire;
  readonly share: number;
}

const partAt = (index: number): Part => parts[index] ?? partOf("shop-alb");

/** Where a failed request failed, drawn among all that fails at that minute; `draw` gives numbers in [0, 1). */
export function failedPath(world: World, story: Story, entry: string, minute: number, draw: () => number): Path {
  const states = world.at(minute);
  const through = [entry];
  for (;;) {
    const index = positionOf(through.at(-1) ?? entry);
    const state = states[index];
    const chosen = state && chosenOf(state.ownFailing, failingSteps(states, index), draw());
    if (!state || !chosen) return { through, ...ownFailure(world, story, partAt(index), state, minute), waited: 0 };
    const { wire } = chosen;
    through.push(wire.to);
    const callee = states[wire.target];
    const vain = callee ? givenUp(wire, seenOf(callee)) : 0;
    if (draw() * (vain + (callee?.failing ?? 0)) < vain) {
      const cause = `${wire.from}: no answer of ${wire.to} within ${duration(wire.timeout)}`;
      return { through, outcome: "fault", cause, waited: wire.timeout };
    }
  }
}

/** One of the calls, or nothing: the part failed by itself. */
function chosenOf(own: number, steps: readonly Step[], chance: number): Step | undefined {
  const all = steps.reduce((sum, { share }) => sum + share, own);
  let left = chance * all - own;
  if (left < 0) return undefined;
  for (const step of steps) {
    left -= step.share;
    if (left < 0) return step;
  }
  return undefined;
}

function failingSteps(states: readonly State[], index: number): readonly Step[] {
  return (outgoing[index] ?? []).flatMap((wire) => {
    const callee = states[wire.target];
    if (!callee || wire.asynchronous) return [];
    const failing = Math.min(1, callee.failing + givenUp(wire, seenOf(callee)));
    return [{ wire, share: Math.min(1, wire.weight) * wire.impact * failing }];
  });
}

/** What a caller waits for, with its retries. */
function seenOf(callee: State): number {
  return callee.latency + 0.35 * throttledShare(callee.throttling);
}

function ownFailure(
  world: World,
  { fault, component, place }: Story,
  part: Part,
  state: State | undefined,
  minute: number,
): Pick<Path, "outcome" | "cause"> {
  const throttled = state ? throttledShare(state.throttling) + state.throttling.concurrency : 0;
  const outcome = throttled > 0 ? "throttle" : "fault";
  const { onset, lastsMinutes } = world.disturbance;
  const during = minute >= onset && minute < onset + lastsMinutes && (state?.ownFailing ?? 0) > 0.001;
  if (during && part.id === component && fault.log?.severity === "error") {
    return { outcome, cause: `${part.id}: ${fill(fault.log.sample, part, place)}` };
  }
  if (throttled > 0) return { outcome, cause: `${part.id}: throttled` };
  return { outcome, cause: `${part.id}: ${(state?.cpu ?? 0) >= 99 ? "503 overloaded" : "500"}` };
}

/** Where a slow request waited: down the call that explains most, as long as it explains more than the part itself. */
export function slowPath(states: readonly State[], usual: readonly State[], entry: string): Path {
  const through = [entry];
  for (;;) {
    const index = positionOf(through.at(-1) ?? entry);
    const excess = (states[index]?.slowest ?? 0) - (usual[index]?.slowest ?? 0);
    const steps = (outgoing[index] ?? []).filter(({ asynchronous }) => !asynchronous);
    const grown = steps.map((wire) => ({ wire, share: tailOf(wire, states) - tailOf(wire, usual) }));
    const most = grown.reduce<Step | undefined>(
      (best, step) => (best && best.share >= step.share ? best : step),
      undefined,
    );
    const own = excess - grown.reduce((sum, { share }) => sum + Math.max(0, share), 0);
    if (most && most.share > Math.max(own, excess / 10)) through.push(most.wire.to);
    else return { through, outcome: "ok", cause: slowness(partAt(index), states[index], usual[index]), waited: 0 };
  }
}

function tailOf(wire: Wire, states: readonly State[]): number {
  return Math.min(1, wire.weight) ** 0.3 * Math.min(wire.timeout, states[wire.target]?.slowest ?? 0);
}

function slowness({ id }: Part, state: State | undefined, usual: State | undefined): string {
  return `${id}: slowest ${duration(state?.slowest ?? 0)}, usually ${duration(usual?.slowest ?? 0)}`;
}
