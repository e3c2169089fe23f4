import type { Alarm } from "../events/events.ts";
import type { Investigation } from "../investigation/state.ts";
import type { SweptPlace } from "../jobs/sweep.ts";
import type { Log } from "../log/log.ts";
import type { Tags } from "../routing/labels.ts";
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
  /** The id of a day on which its alarm fires and nothing is wrong. */
  readonly healthy?: string;
}

/** Whether a name is an incident's or its healthy day's. */
export function isOf({ id, healthy }: Incident, name: string): boolean {
  return id === name || healthy === name;
}

/** A library of simulated incidents, whose alarms are delivered like real ones. */
export interface IncidentLibrary {
  /** Whether people may raise incidents: only if no real system is watched. */
  readonly on: boolean;
  /** ARNs of the topics of its alarms, and of alarms that come as a storm. */
  readonly topics: { readonly alarms: string; readonly storms: string };
  readonly incidents: readonly Incident[];
  /** Raises an incident; rejects if there is none of that name. */
  raise(incident: string): Promise<void>;
  /** Continues the incident of an open alarm after a restart. */
  resume(alarm: Alarm): void;
  /** Returns the names of its components. */
  components(): readonly string[];
}

/** Ports that no other source has. */
export type AddedPorts = Pick<Telemetry, "prometheus" | "openSearch" | "clusters">;

/** A source of telemetry that is connected. */
export interface Source {
  /** Returns the telemetry of an investigation; undefined if it belongs to another source. `spent`: the spent part of its budget. */
  telemetryFor?(investigation: Investigation, spent: Spending | undefined): Telemetry | undefined;
  /** Returns records of changes, to merge with the changes of the source that has the telemetry. */
  changesFor?(investigation: Investigation): readonly ChangeRecord[];
  /** Returns ports that it adds to the telemetry of whatever source has an investigation's, simulated or not. */
  adds?(): AddedPorts;
  /** Returns where its alarms are listed, to find those whose notification never arrived. */
  places?(): readonly SweptPlace[];
  /** Returns tags of an alarm, by its ARN; none where it does not tell them. Never rejects. */
  tagsOf?(arn: string): Promise<Tags>;
  readonly simulation?: IncidentLibrary;
  /** Returns the problems that keep it from working, one sentence each. */
  complaints?(): readonly string[];
  /** Returns its line of the start-up greeting. */
  greeting?(): GreetingLine;
  /** Starts to look after itself. */
  start?(): Promise<void>;
  stop?(): Promise<void>;
}

/** What a source gets from the process. */
export interface SourceHost {
  /** Delivers messages of a topic as a verified door does; simultaneous ones together. */
  deliver(topic: string, messages: readonly { readonly id: string; readonly body: string }[]): Promise<void>;
  /** The connected sources before it in the list. */
  readonly before: readonly Source[];
  /** Whether this process is meant to be used, not only looked at: a chat, a topic or a table is configured. */
  readonly inUse: boolean;
  now(): Date;
  readonly log: Log;
}

/** The export of a source's folder for the list in `main.ts`. */
export interface SourceAdapter extends Configured {
  /** Connects the source; undefined if it is not configured. */
  readonly connect: (config: Config, host: SourceHost) => Promise<Source | undefined>;
  /** Returns its line of the start-up greeting if it is not connected. */
  unconnected?(config: Config, host: Pick<SourceHost, "inUse">): GreetingLine;
}
