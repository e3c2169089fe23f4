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
  /** Lines in each minute of the window; NaN where the source holds no lines of that time at all. Absent where not all were read. */
  readonly byMinute?: Float64Array;
  /** Minutes of the window before of which the source holds lines; all of them where it does not say. */
  readonly minutesBefore?: number;
  /** Absent where lines do not say to which request they belong, or where not all were read. */
  readonly requests?: RequestLines;
}

/** What requests tell of a pattern, by minute of the window in which they began; NaN as above. */
export interface RequestLines {
  /** Requests that begin as those do that write it. */
  readonly all: Float64Array;
  /** How many of these wrote it. */
  readonly wrote: Float64Array;
  /** Requests whose first line it is. */
  readonly begun: Float64Array;
}
