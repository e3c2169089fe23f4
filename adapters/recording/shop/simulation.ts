import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";
import type { SimulatedIncident } from "./faults/incidents.ts";

/** Seconds that each source lies behind now. */
export interface Lags {
  readonly metrics: number;
  readonly changes: number;
  readonly logs: number;
  readonly topology: number;
}

/** What all simulations may be told; `now` is the clock that hides what has not happened yet. */
export interface Setting {
  readonly seed: number;
  /** When the incident is entered: the alarm has fired at most ten minutes before, and never after. */
  readonly startedAt: Date;
  readonly now?: () => Date;
  readonly lags?: Partial<Lags>;
  readonly account?: string;
  readonly region?: string;
  /** ARNs that hear of the incident's own alarm, beside the shop's topic. */
  readonly tells?: readonly string[];
}

/** An incident with its alarm and all the telemetry around it. */
export interface Simulation {
  readonly incident: SimulatedIncident;
  /** When the fault began. */
  readonly onsetAt: Date;
  readonly alarmAt: Date;
  readonly telemetry: Telemetry;
  /** The SNS `Message` of each change of the alarm, oldest first; the later ones lie in the future. */
  readonly notifications: readonly { readonly at: Date; readonly message: Record<string, unknown> }[];
}
