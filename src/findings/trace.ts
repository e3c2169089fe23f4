/** What one component did of a request; times as in {@link Trace}, `parent` its place in the list of spans. */
export interface Span {
  readonly component: string;
  readonly start: number;
  readonly duration: number;
  readonly parent?: number;
}

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
  /** Each step of it, where the source tells; by component's name. */
  readonly spans?: readonly Span[];
}
