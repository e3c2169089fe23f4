import type { Series } from "../../findings/measured.ts";
import type { Operator } from "../../telemetry/ports/alarms.ts";

/** When an alarm fires: M of the last N periods beyond a limit. */
export interface FiringRule {
  readonly operator: Operator;
  readonly threshold: number;
  readonly datapoints: number;
  readonly periods: number;
}

/** How often an alarm would have fired on a series. */
export interface Breaches {
  /** Periods with a value, and those beyond the limit. */
  readonly measured: number;
  readonly breaching: number;
  /** The times in ALARM in epoch seconds, oldest first; the last may not have ended. */
  readonly firings: readonly { readonly from: number; readonly to: number }[];
}

/** Evaluates a series approximately as CloudWatch does: a period without a value breaches nothing. */
export function breachesOf({ start, step, values }: Series, rule: FiringRule): Breaches {
  const beyond = Array.from(values, (value) => isBeyond(value, rule));
  const firings: { from: number; to: number }[] = [];
  let inRange = 0;
  let firing = false;
  for (const [index, breaches] of beyond.entries()) {
    inRange += (breaches ? 1 : 0) - (beyond[index - rule.periods] ? 1 : 0);
    const fires = inRange >= rule.datapoints;
    const until = start + (index + 1) * step;
    const last = firings.at(-1);
    if (fires && !firing) firings.push({ from: until, to: until });
    else if (last && firing) last.to = until;
    firing = fires;
  }
  return {
    measured: values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0),
    breaching: beyond.filter(Boolean).length,
    firings,
  };
}

function isBeyond(value: number, { operator, threshold }: FiringRule): boolean {
  switch (operator) {
    case ">":
      return value > threshold;
    case "≥":
      return value >= threshold;
    case "<":
      return value < threshold;
    case "≤":
      return value <= threshold;
    default:
      return operator satisfies never;
  }
}
