import { type StrengthCurve, strength } from "./levers.ts";

/** Faults of a single call, not of the parts that it connects. `weight` and `impact` multiply, the rest add. */
export interface CallLevers {
  /** Seconds of network delay, which only the caller measures. */
  delay: number;
  /** The share of calls without an answer. */
  loss: number;
  /** Seconds that the callee takes longer for this caller only. */
  slows: number;
  /** The share of this caller's calls that the callee fails. */
  breaks: number;
  /** The share of wrong answers, which fail the caller and count as successes at the callee. */
  spoils: number;
  /** Calls per request of the caller. */
  weight: number;
  /** The share of failed calls that fail the caller. */
  impact: number;
}

export type CallLever = keyof CallLevers;

/** A lever of a call, and its strength over time. */
export interface CallModifier {
  readonly from: string;
  readonly to: string;
  readonly lever: CallLever;
  readonly amount: number;
  readonly shape: StrengthCurve;
}

/** The levers of a healthy call. */
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

/** Applies modifiers, so many minutes after their onset, to the levers of each call. */
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
    // Interpolates from 1 to the amount, even if that is 0.
    if (multiplied.has(lever)) levers[lever] *= 1 + (amount - 1) * power;
    else levers[lever] += amount * power;
    touched.set(callKey(from, to), levers);
  }
}

/** The key of a call. */
export function callKey(from: string, to: string): string {
  return `${from} ${to}`;
}
