import type { Lane, Step } from "../store/store.ts";

/** Does the steps of one lane. May run twice for the same step, so everything in it is safe to repeat. */
export interface Performer {
  /** One thread after the other: all due chat steps are one comparison. */
  chat(lane: Lane, steps: readonly Step[]): Promise<void>;
  /** One step of work. Steps of a stream run side by side. */
  work(lane: Lane, step: Extract<Step, { kind: "work" }>): Promise<void>;
  /** Everything that arrived on an intake stream since the last round. */
  deliveries(lane: Lane, steps: readonly Extract<Step, { kind: "delivery" }>[]): Promise<void>;
  /** Reports a dead step to its thread. */
  dead(stream: string, step: Step, error: unknown): Promise<void>;
}
