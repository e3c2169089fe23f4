import type { Transition } from "./command.ts";

export type TurnState = Transition["state"];

/** One known state change of the alarm. */
export interface Turn {
  readonly state: TurnState;
  readonly alarmAt: string;
  /** The series of a multi-series alarm; empty for other alarms. */
  readonly contributor: string;
  readonly reason: string;
  readonly value?: number;
}

/** The oldest turns of an alarm that has thousands: counts, and where the others go on. */
export interface Folded {
  /** The alarm's own time of the last of them. */
  readonly until: string;
  /** The series that were in ALARM then. */
  readonly alarming: readonly string[];
  /** The number of firings before `run`. */
  readonly fired: number;
  /** The first firing of all. */
  readonly since?: string;
  /** The last firing, which may go on. */
  readonly run?: Omit<Episode, "number">;
}

/** One firing, with its own onset, evidence, ranking and verdict. */
export interface Episode {
  /** Assigned when it is first seen, and never changed. */
  readonly number: number;
  readonly firedAt: string;
  readonly state: TurnState;
  /** The time at which it left ALARM, by the alarm's own clock. */
  readonly recoveredAt?: string;
}
