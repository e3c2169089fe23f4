import type { Alarm } from "../events/events.ts";
import type { Investigation } from "../investigation/state.ts";
import type { SweptPlace } from "../jobs/sweep.ts";
import type { Log } from "../log/log.ts";
import type { ChangeRecord } from "../telemetry/changes/merged-changes.ts";
import type { Spending, Telemetry } from "../telemetry/ports/ports.ts";
import type { Config } from "./config.ts";
import type { GreetingLine } from "./greeting.ts";
import type { Configured } from "./settings.ts";

/** A simulated incident that a person may raise. */
export interface Incident {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
}

/** A library of simulated incidents, whose alarms are delivered like real ones. */
export interface Simulation {
  /** Whether people may raise incidents: no real system is watched. */
  readonly on: boolean;
  /** ARNs of the topics of its alarms, and of alarms that come as a storm. */
  readonly topics: { readonly alarms: string; readonly storms: string };
  readonly incidents: readonly Incident[];
  /** Plays the alarm of an incident; rejects where there is none of that name. */
  raise(incident: string): Promise<void>;
  /** Continues the incident of an open alarm after a restart. */
  resume(alarm: Alarm): void;
  /** Returns the names of its components. */
  components(): readonly string[];
}

/** A source of telemetry that is connected. */
export interface Source {
  /** Returns telemetry of what an investigation is about; undefined where that is another source's. `spent`: of its budget. */
  telemetryFor?(investigation: Investigation, spent: Spending | undefined): Telemetry | undefined;
  /** Returns records of changes, to merge with the changes of the source that has the telemetry. */
  changesFor?(investigation: Investigation): readonly ChangeRecord[];
  /** Returns where its alarms are listed, to find those whose notification never arrived. */
  places?(): readonly SweptPlace[];
  readonly simulation?: Simulation;
  /** Returns its line of the start-up greeting. */
  greeting?(): GreetingLine;
  stop?(): Promise<void>;
}

/** What a source needs of the house. */
export interface SourceHost {
  /** Delivers messages of a topic as a verified door does, those of one moment together. */
  deliver(topic: string, messages: readonly { readonly id: string; readonly body: string }[]): Promise<void>;
  /** The connected sources that stand before it in the list. */
  readonly before: readonly Source[];
  now(): Date;
  readonly log: Log;
}

/** What the folder of a source exports for the list in `main.ts`. */
export interface SourceAdapter extends Configured {
  /** Connects the source; undefined where it is not set up. */
  readonly connect: (config: Config, host: SourceHost) => Promise<Source | undefined>;
  /** Returns its line of the start-up greeting where it is not connected. */
  unconnected?(config: Config): GreetingLine;
}
