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
}
