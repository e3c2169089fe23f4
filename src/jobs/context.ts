import type { Actor } from "../events/events.ts";
import type { Seen } from "../findings/measured.ts";
import type { Handle, Load } from "../handle.ts";
import type { Investigation } from "../investigation/state.ts";
import type { Log } from "../log/log.ts";
import type { Archive } from "../store/archive.ts";
import type { Board } from "../store/board.ts";
import type { Directory } from "../store/directory.ts";
import type { ChangeIndex } from "../telemetry/changes/change-index.ts";
import type { Memories } from "../telemetry/collect/memories.ts";
import type { Memory } from "../telemetry/collect/memory.ts";
import type { StandingAlarm } from "../telemetry/ports/alarms.ts";
import type { Spending, Telemetry } from "../telemetry/ports/ports.ts";

/** What the looks before left to another: what they spent of the budget, and what AWS answered them. */
export interface Earlier {
  readonly spent: Spending | undefined;
  readonly memory: Memory;
}

/** Where an investigation looks; undefined when nothing is connected. */
export type TelemetryFor = (investigation: Investigation, earlier?: Earlier) => Telemetry | undefined;

/** What every piece of work has at hand. */
export interface WorkContext {
  readonly handle: Handle;
  readonly load: Load;
  readonly directory: Directory;
  readonly archive: Archive;
  readonly board: Board;
  readonly telemetryFor: TelemetryFor;
  /** What the looks at firings were answered. */
  readonly memories: Memories;
  /** Where changes that are told of as they happen are kept. */
  readonly changes: ChangeIndex;
  /** Alarms that are well in all accounts and Regions that Gumshoe looks at; undefined where it looks at none. */
  readonly wellAlarms?: (signal: AbortSignal) => Promise<Seen<readonly StandingAlarm[]>>;
  /** ARNs of the topics that Gumshoe listens to. */
  readonly topics: ReadonlySet<string>;
  /** The short way of notifications of alarms that have an investigation. */
  readonly knownAlarms: {
    /** Keeps which stream an alarm's notifications go to. */
    learn(groupKey: string, stream: string): void;
  };
  readonly now: () => Date;
  readonly log: Log;
}

/** Gumshoe itself, in the record. */
export const gumshoe: Actor = { id: "gumshoe", name: "Gumshoe" };
