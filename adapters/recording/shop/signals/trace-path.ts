import { duration } from "../../../../src/card/number.ts";
import type { Trace } from "../../../../src/findings/trace.ts";
import { errorAt } from "../logs/fault-lines.ts";
import { type CallLevers, neutralCall } from "../world/call-levers.ts";
import { callerView } from "../world/caller-view.ts";
import { throttledShare } from "../world/capacity.ts";
import { type Part, partOf, parts } from "../world/graph.ts";
import { positionOf, type Wire } from "../world/wiring.ts";
import type { State, World } from "../world/world.ts";
import { fill, type Story } from "./changes.ts";

/** The path of a request down to where it failed or waited. */
export interface Path {
  /** Ids of the parts on the path, the entry first. */
  readonly through: readonly string[];
  readonly outcome: Trace["outcome"];
  readonly cause: string;
  /** Seconds that were waited in vain. */
  readonly waited: number;
}

/** A call on the path, and its probability. */
interface Step {
  readonly wire: Wire;
  readonly share: number;
}

interface FailingStep extends Step {
  readonly unanswered: number;
  readonly failing: number;
  /** The share of the caller's requests that fail by wrong answers. */
  readonly spoiled: number;
}

const partAt = (index: number): Part => parts[index] ?? partOf("shop-alb");

/** Where a failed request failed, drawn from all failures of that minute; `draw` returns numbers in [0, 1). */
export function failedPath(world: World, story: Story, entry: string, minute: number, draw: () => number): Path {
  const states = world.at(minute);
  const through = [entry];
  for (;;) {
    const index = positionOf(through.at(-1) ?? entry);
    const state = states[index];
    const steps = failingSteps(world, minute, index);
    const own = (state?.ownFailing ?? 0) + steps.reduce((sum, { spoiled }) => sum + spoiled, 0);
    const chosen = state && chosenOf(own, steps, draw());
    if (!state || !chosen) return { through, ...ownFailure(story, partAt(index), state, own, minute), waited: 0 };
    const { wire, unanswered, failing } = chosen;
    through.push(wire.to);
    if (draw() * (unanswered + failing) < unanswered) {
      const cause = `${wire.from}: no answer of ${wire.to} within ${duration(wire.timeout)}`;
      return { through, outcome: "fault", cause, waited: wire.timeout };
    }
  }
}

/** One of the calls, or undefined if the part failed by itself. */
function chosenOf<T extends Step>(own: number, steps: readonly T[], chance: number): T | undefined {
  const all = steps.reduce((sum, { share }) => sum + share, own);
  let left = chance * all - own;
  if (left < 0) return undefined;
  for (const step of steps) {
    left -= step.share;
    if (left < 0) return step;
  }
  return undefined;
}

function failingSteps(world: World, minute: number, index: number): readonly FailingStep[] {
  const states = world.at(minute);
  const levers = world.callsAt(minute);
  return (world.network.outgoing[index] ?? []).flatMap((wire) => {
    const callee = states[wire.target];
    if (!callee || wire.asynchronous) return [];
    const { unanswered, failing, spoiled } = callerView(wire, callee, levers);
    const { impact } = levers.get(wire.key) ?? neutralCall;
    const weight = Math.min(1, wire.weight);
    const share = weight * wire.impact * impact * Math.min(1, failing + unanswered);
    return [{ wire, share, unanswered, failing, spoiled: weight * spoiled }];
  });
}

function ownFailure(
  story: Story,
  part: Part,
  state: State | undefined,
  failing: number,
  minute: number,
): Pick<Path, "outcome" | "cause"> {
  const throttled = state ? throttledShare(state.throttling) + state.throttling.concurrency : 0;
  const outcome = throttled > 0 ? "throttle" : "fault";
  const line = failing > 0.001 ? errorAt(part, story, minute) : undefined;
  if (line) {
    const { log, story: of } = line;
    return { outcome, cause: `${part.id}: ${fill(log.sample, partOf(of.component), of.place)}` };
  }
  if (throttled > 0) return { outcome, cause: `${part.id}: throttled` };
  return { outcome, cause: `${part.id}: ${(state?.cpu ?? 0) >= 99 ? "503 overloaded" : "500"}` };
}

/** Where a slow request waited: follows the call that explains most, as long as it explains more than the part itself. */
export function slowPath(world: World, minute: number, usual: readonly State[], entry: string): Path {
  const states = world.at(minute);
  const levers = world.callsAt(minute);
  const through = [entry];
  for (;;) {
    const index = positionOf(through.at(-1) ?? entry);
    const excess = (states[index]?.slowest ?? 0) - (usual[index]?.slowest ?? 0);
    const steps = (world.network.outgoing[index] ?? []).filter(({ asynchronous }) => !asynchronous);
    const grown = steps.map((wire) => ({ wire, share: tailOf(wire, states, levers) - tailOf(wire, usual, nothing) }));
    const most = grown.reduce<Step | undefined>(
      (best, step) => (best && best.share >= step.share ? best : step),
      undefined,
    );
    const own = excess - grown.reduce((sum, { share }) => sum + Math.max(0, share), 0);
    if (most && most.share > Math.max(own, excess / 10)) {
      through.push(most.wire.to);
      const { delay = 0, loss = 0 } = levers.get(most.wire.key) ?? {};
      if (delay > 0 || loss > 0)
        return { through, outcome: "ok", cause: waiting(most.wire, states, levers), waited: 0 };
    } else return { through, outcome: "ok", cause: slowness(partAt(index), states[index], usual[index]), waited: 0 };
  }
}

const nothing: ReadonlyMap<string, CallLevers> = new Map();

function tailOf(wire: Wire, states: readonly State[], levers: ReadonlyMap<string, CallLevers>): number {
  const callee = states[wire.target];
  return callee ? Math.min(1, wire.weight) ** 0.3 * callerView(wire, callee, levers).answer : 0;
}

function waiting(wire: Wire, states: readonly State[], levers: ReadonlyMap<string, CallLevers>): string {
  const callee = states[wire.target];
  const waits = callee ? callerView(wire, callee, levers).slowest : 0;
  return `${wire.from}: waits ${duration(waits)} for ${wire.to}, which takes ${duration(callee?.slowest ?? 0)}`;
}

function slowness({ id }: Part, state: State | undefined, usual: State | undefined): string {
  return `${id}: slowest ${duration(state?.slowest ?? 0)}, usually ${duration(usual?.slowest ?? 0)}`;
}
