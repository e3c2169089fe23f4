import type { Gap } from "../../../src/events/events.ts";
import type { Window } from "../../../src/findings/measured.ts";
import type { RecordedIncidents } from "./incidents.ts";
import { MINUTE, type Minutes, sampledAt } from "./minutes.ts";

/** Seconds before an incident from which on all is as it was recorded. */
const REAL = 120;

/** Time as an incident has it: fault-free minutes of the recording, moved to where it begins, and then the minutes round it. */
export interface Timeline extends Minutes {
  /** Epoch seconds; nothing later is seen. */
  readonly now: number;
  /** Up to when whole minutes were sampled by now. */
  readonly sampled: number;
  /** The incident's first minute, and which recorded ones stand in it and in those after it, up to the one that is not over yet. */
  readonly begin: number;
  readonly sources: Int32Array;
}

/** The time round a moment, looked at `now`; epoch seconds. */
export function createTimeline({ minutes, free }: RecordedIncidents, at: number, now: number): Timeline {
  // The first that was sampled no sooner than this is real.
  const real = Math.ceil((at - REAL - minutes.first) / MINUTE) - 1;
  const last = Math.floor((now - minutes.first) / MINUTE);
  const begin = real - free.length;
  const sources = Int32Array.from(
    { length: Math.max(0, last + 1 - begin) },
    (_, index) => free[index] ?? begin + index,
  );
  return { ...minutes, now, sampled: sampledAt(minutes, last - 1), begin, sources };
}

/** A minute of an incident within a window and up to now: the recorded one, by how many seconds it was moved, and how many of its seconds count. */
export interface MovedMinute {
  readonly source: number;
  readonly by: number;
  readonly seconds: number;
}

/** The minutes of a window, in order, whatever was recorded of them. */
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

/** That nothing of a source was recorded. */
export function absent(what: string): Gap {
  return { what, reason: "not part of the recording" };
}

/** What is not known of a window, where `known` says of which recorded minutes a source tells. */
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
