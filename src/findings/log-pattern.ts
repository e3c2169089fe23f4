import type { Window } from "./measured.ts";

/** A pattern of log lines; the varying parts are `<*>`. */
export interface LogPattern {
  readonly group: string;
  readonly pattern: string;
  readonly severity: "error" | "warning" | "info";
  /** Lines in the window, and in the equally long window before. */
  readonly count: number;
  readonly before: number;
  readonly sample: string;
  /** Epoch seconds of the first line in the window. */
  readonly firstAt: number;
  /** Epoch seconds of the last line in the window; absent if there is none, or if not all lines were read. */
  readonly lastAt?: number;
  /** The window in which lines were counted. */
  readonly window?: Window;
  /** Lines per minute of the window; NaN if the source has no lines of that time. Absent if not all lines were read. */
  readonly byMinute?: Float64Array;
  /** Minutes of the window before with lines in the source; by default all. */
  readonly minutesBefore?: number;
  /** Absent if lines do not name their request, or if not all were read. */
  readonly requests?: RequestLines;
}

/** The requests of a pattern, per minute of the window in which they began; NaN as above. */
export interface RequestLines {
  /** Requests that begin like those that write it. */
  readonly all: Float64Array;
  /** How many of these wrote it. */
  readonly wrote: Float64Array;
  /** Requests whose first line it is. */
  readonly begun: Float64Array;
}

/** A pattern as people read it: "call failed with status … after … ms". */
export function patternWords(pattern: string): string {
  return pattern.replaceAll("<*>", "…").replaceAll(/\s+/g, " ").trim();
}
