/** A traced request. */
export interface Trace {
  readonly id: string;
  /** Epoch seconds. */
  readonly at: number;
  /** Seconds. */
  readonly duration: number;
  readonly outcome: "ok" | "error" | "fault" | "throttle";
  readonly entry: string;
  /** Where it failed or waited, as the source describes it. */
  readonly cause?: string;
}
