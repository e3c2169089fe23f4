import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";
import type { SimulatedIncident } from "./faults/incidents.ts";

/** Seconds of delay of each source. */
export interface Lags {
  readonly metrics: number;
  readonly changes: number;
  readonly logs: number;
  readonly topology: number;
}

/** The parameters of all simulations; `now` is the clock that hides the future. */
export interface SimulationSetting {
  readonly seed: number;
  /** The start of the incident: the alarm has fired at most ten minutes before. */
  readonly startedAt: Date;
  readonly now?: () => Date;
  readonly lags?: Partial<Lags>;
  readonly account?: string;
  readonly region?: string;
  /** ARNs that the incident's own alarm notifies beside the shop's topic. */
  readonly tells?: readonly string[];
}

/** An incident with its alarm and its telemetry. */
export interface Simulation {
  readonly incident: SimulatedIncident;
  /** When the fault began. */
  readonly onsetAt: Date;
  readonly alarmAt: Date;
  readonly telemetry: Telemetry;
  /** The SNS `Message` of each transition of the alarm, oldest first; later ones lie in the future. */
  readonly notifications: readonly { readonly at: Date; readonly message: Record<string, unknown> }[];
}
