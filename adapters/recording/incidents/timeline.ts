import type { Gap } from "../../../src/events/events.ts";
import type { Window } from "../../../src/findings/measured.ts";
import type { RecordedIncidents } from "./incidents.ts";
import { MINUTE, type Minutes, sampledAt } from "./minutes.ts";

/** Seconds before an incident from which on minutes are as recorded. */
const REAL = 120;

/** The time of an incident: fault-free minutes of the recording, shifted to end where it begins, then the minutes around it. */
export interface Timeline extends Minutes {
  /** Epoch seconds; later data is hidden. */
  readonly now: number;
  /** Epoch seconds up to which whole minutes were sampled by now. */
  readonly sampled: number;
  /** The incident's first minute, and the recorded minutes that are used for it and the following ones, up to the current one. */
  readonly begin: number;
  readonly sources: Int32Array;
}

/** The time around `at`, as seen at `now`; epoch seconds. */
export function createTimeline({ minutes, free }: RecordedIncidents, at: number, now: number): Timeline {
  // The first minute as recorded is the first that was sampled no earlier than this.
  const real = Math.ceil((at - REAL - minutes.first) / MINUTE) - 1;
  const last = Math.floor((now - minutes.first) / MINUTE);
  const begin = real - free.length;
  const sources = Int32Array.from(
    { length: Math.max(0, last + 1 - begin) },
    (_, index) => free[index] ?? begin + index,
  );
  return { ...minutes, now, sampled: sampledAt(minutes, last - 1), begin, sources };
}

/** A minute of an incident within a window: the recorded minute, the seconds by which it is shifted, and how many of its seconds count. */
export interface MovedMinute {
  readonly source: number;
  readonly by: number;
  readonly seconds: number;
}

/** The minutes of a window in order; undefined if none was recorded. */
export function minutesIn(timeline: Timeline, window: Window): readonly (MovedMinute | undefined)[] {
  const { first, now, begin, sources } = timeline;
  const end = Math.min(window.end, now);
  const found: (MovedMinute | undefined)[] = [];
  for (let minute = Math.floor((window.start - first) / MINUTE); first + minute * MINUTE < end; minute++) {
    const source = minute < begin ? undefined : sources[minute - begin];
    const start = first + minute * MINUTE;
    const seconds = Math.min(end, start + MINUTE) - Math.max(window.start, start);
    found.push(source === undefined ? undefined : { source, by: (minute - source) * MINUTE, seconds });
  }
  return found;
}

/** The gap of a source that is not part of the recording. */
export function absent(what: string): Gap {
  return { what, reason: "not part of the recording" };
}

/** The gap of a window, if some of its minutes are not in `known`. */
export function missingIn(
  what: string,
  timeline: Timeline,
  window: Window,
  known: { has(minute: number): boolean },
): readonly Gap[] {
  const all = minutesIn(timeline, window);
  const there = all.filter((minute) => minute && known.has(minute.source)).length;
  if (there === all.length) return [];
  return [{ what, reason: `${there} of ${all.length} minutes are part of the recording` }];
}
