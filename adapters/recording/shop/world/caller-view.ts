import { type CallLevers, neutralCall } from "./call-levers.ts";
import { throttledShare } from "./capacity.ts";
import type { State } from "./state.ts";
import { positionOf, type Wire } from "./wiring.ts";

/** A call as the caller sees it: seconds, and shares of calls. */
export interface CallerView {
  /** The mean time until an answer or the caller's timeout. */
  readonly waits: number;
  /** The 99th percentile of that, with and without retries. */
  readonly slowest: number;
  readonly answer: number;
  /** Calls that the callee fails. */
  readonly failing: number;
  /** Calls that time out at the caller or are lost, unknown to the callee. */
  readonly unanswered: number;
  /** Wrong answers that count as successes. */
  readonly spoiled: number;
  /** Seconds of network delay in it. */
  readonly delay: number;
}

/** The share from which on something decides the 99th percentile. */
const SHOWS = 0.01;

/** A caller's view of a callee, including faults of the call itself. */
export function callerView(wire: Wire, callee: State, calls: ReadonlyMap<string, CallLevers>): CallerView {
  const levers = calls.get(wire.key) ?? neutralCall;
  const retrying = 0.35 * throttledShare(callee.throttling);
  const { mixed } = callee;
  const more = levers.delay + levers.slows - mixed.latency;
  const seen = callee.latency + retrying + more;
  const answered = Math.min(wire.timeout, seen);
  const vain = givenUp(wire, seen);
  const answer = levers.loss > SHOWS ? wire.timeout : slowestOf(callee, levers) + 2 * levers.delay;
  return {
    waits: levers.loss === 0 ? answered : answered + levers.loss * (wire.timeout - answered),
    slowest: Math.min(wire.timeout, answer + 2 * retrying),
    answer: Math.min(wire.timeout, answer),
    failing: Math.max(0, callee.failing - mixed.failing + levers.breaks),
    unanswered: levers.loss === 0 ? vain : vain + levers.loss,
    spoiled: levers.spoils,
    delay: levers.delay,
  };
}

/** A call in a minute: how often it was made, how often it failed, and its mean duration; undefined if one end is missing. */
export function callInMinute(
  wire: Wire,
  states: readonly State[],
  levers: ReadonlyMap<string, CallLevers>,
): { readonly made: number; readonly failed: number; readonly waits: number } | undefined {
  const [caller, callee] = [states[positionOf(wire.from)], states[wire.target]];
  if (!caller || !callee) return undefined;
  const { weight } = levers.get(wire.key) ?? neutralCall;
  const made = caller.requests * (1 - 0.8 * Math.min(1, caller.ownFailing)) * wire.weight * weight;
  if (wire.asynchronous) return { made, failed: made * callee.failing, waits: callee.latency };
  const { failing, unanswered, waits } = callerView(wire, callee, levers);
  return { made, failed: made * Math.min(1, failing + unanswered), waits };
}

/** Callers of other operations do not wait for the slow one. */
function slowestOf({ slowest, mixed }: State, { slows }: CallLevers): number {
  if (mixed.slowest === 0) return slowest;
  return slows > 0 ? slowest : slowest - mixed.slowest;
}

/** The share of calls that exceed the caller's timeout, with an exponential tail around the mean. */
export function givenUp(wire: Wire, seen: number): number {
  return seen < wire.timeout / 25 ? 0 : Math.exp(-wire.timeout / (0.6 * seen));
}
