import type { Severity } from "../../events/events.ts";
import { worst } from "../../events/severity.ts";
import { type Investigation, presentEpisode, type Snooze } from "../state.ts";
import { snoozeOf, whatFires } from "./firing.ts";

/** A value is clearly worse if it is this many times as far beyond its limit as it was. */
export const WORSE_TIMES = 2;
/** A value that was closer to its limit than this part of the limit counts as that far beyond. */
const LEAST_DISTANCE = 0.1;

/**
 * Whether a value has become clearly worse: its distance beyond the limit has at least doubled ({@link WORSE_TIMES}). Of a value that was
 * on its limit or within, a tenth of the limit counts as the distance. False where there is no limit on one side to compare with.
 */
export function isClearlyWorse(
  { threshold, operator = "" }: { readonly threshold?: number | undefined; readonly operator?: string | undefined },
  before: number | undefined,
  after: number,
): boolean {
  if (threshold === undefined || before === undefined || /Band|LowerOr|UpperThreshold|LowerThreshold/.test(operator)) {
    return false;
  }
  const sign = operator.startsWith("LessThan") ? -1 : 1;
  const distance = (value: number): number => sign * (value - threshold);
  const was = Math.max(distance(before), LEAST_DISTANCE * Math.abs(threshold));
  return distance(after) > distance(before) && distance(after) > 0 && distance(after) >= WORSE_TIMES * was;
}

/** What a snooze begins from. */
export function beforeSnooze(state: Investigation): Snooze["was"] {
  const { severity } = state;
  return { value: latestValue(state), severity, firing: whatFires(state) };
}

/** What has become worse since a snooze began, in words; undefined if nothing has, or if it is not snoozed. */
export function worseSince(state: Investigation): string | undefined {
  const snooze = snoozeOf(state);
  if (!snooze) return undefined;
  const { was } = snooze;
  const more = whatFires(state).filter((name) => !was.firing.includes(name));
  const isStorm = state.subject?.type === "storm";
  // A snooze of what was well is one of its next firing, too.
  if (more.length > 0 && (was.firing.length > 0 || isStorm)) {
    return isStorm ? `${more.length} more in ALARM` : `a further series fires${named(more)}`;
  }
  if (isHigher(state.severity, was.severity)) return `now ${state.severity}`;
  const value = latestValue(state);
  if (value !== undefined && state.alarm && isClearlyWorse(state.alarm, was.value, value)) {
    return "at least twice as far beyond its limit";
  }
  return undefined;
}

function named(series: readonly string[]): string {
  const [first, ...rest] = series.filter((name) => name !== "");
  if (first === undefined) return "";
  return rest.length === 0 ? `: ${first}` : `: ${first} and ${rest.length} more`;
}

/** SEV1 is higher than SEV2; any is higher than none. */
function isHigher(now: Severity | undefined, before: Severity | undefined): boolean {
  return now !== undefined && now !== before && worst([now, before]) === now;
}

/** The latest value of the alarm's own metric, in the unit of its limit. */
function latestValue(state: Investigation): number | undefined {
  return state.findings[presentEpisode(state)]?.now?.value ?? state.alarm?.value;
}
