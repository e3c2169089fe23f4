/** A request that was followed through the system. */
export interface Trace {
  readonly id: string;
  /** Epoch seconds. */
  readonly at: number;
  /** Seconds. */
  readonly duration: number;
  readonly outcome: "ok" | "error" | "fault" | "throttle";
  readonly entry: string;
  /** Where it failed or waited, in the source's own words. */
  readonly cause?: string;
}
