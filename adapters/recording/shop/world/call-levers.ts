import { type Shape, strength } from "./levers.ts";

/** What can be wrong with one call, and with nothing else of the two that it joins. `weight` and `impact` multiply, the rest add. */
export interface CallLevers {
  /** Seconds on the way, which only the caller waits. */
  delay: number;
  /** Share of calls that get no answer. */
  loss: number;
  /** Seconds that the callee takes longer for this caller alone. */
  slows: number;
  /** Share of this caller's calls alone that the callee fails. */
  breaks: number;
  /** Share of answers that are wrong and fail the caller, though the callee counts them as good. */
  spoils: number;
  /** Calls per request of the caller. */
  weight: number;
  /** Share of failed calls that fail the caller. */
  impact: number;
}

export type CallLever = keyof CallLevers;

/** One lever of one call, and how strongly it is pulled over time. */
export interface CallModifier {
  readonly from: string;
  readonly to: string;
  readonly lever: CallLever;
  readonly amount: number;
  readonly shape: Shape;
}

/** Levers of a call that nothing is wrong with. */
export const neutralCall: Readonly<CallLevers> = {
  delay: 0,
  loss: 0,
  slows: 0,
  breaks: 0,
  spoils: 0,
  weight: 1,
  impact: 1,
};

const multiplied: ReadonlySet<CallLever> = new Set(["weight", "impact"]);

/** Adds the levers that some modifiers pull, so many minutes after their onset, to those of each call. */
export function pullCalls(
  touched: Map<string, CallLevers>,
  modifiers: readonly CallModifier[],
  minutes: number,
  lasts: number,
): void {
  if (minutes < 0 || minutes >= lasts) return;
  for (const { from, to, lever, amount, shape } of modifiers) {
    const levers = touched.get(callKey(from, to)) ?? { ...neutralCall };
    const power = strength(shape, minutes);
    // From 1 to the amount, also where that is 0.
    if (multiplied.has(lever)) levers[lever] *= 1 + (amount - 1) * power;
    else levers[lever] += amount * power;
    touched.set(callKey(from, to), levers);
  }
}

/** What a call is known by. */
export function callKey(from: string, to: string): string {
  return `${from} ${to}`;
}
