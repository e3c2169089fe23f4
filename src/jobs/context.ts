import type { MaySee } from "../access/audience.ts";
import type { Asked } from "../access/roles.ts";
import type { Model } from "../agent/model.ts";
import type { Actor, Question } from "../events/events.ts";
import type { Seen } from "../findings/measured.ts";
import type { Handle, Load } from "../handle.ts";
import type { Investigation } from "../investigation/state.ts";
import type { Log } from "../log/log.ts";
import type { DeadLetters } from "../notification/dead-letters.ts";
import type { OnCall } from "../on-call/on-call.ts";
import type { AskTool } from "../record/ask-tool.ts";
import type { PublishFinding } from "../record/finding.ts";
import type { ReportTemplate } from "../record/report/report.ts";
import type { OpenTicket } from "../record/ticket.ts";
import type { DroppedLog } from "../routing/dropped.ts";
import type { SendEvent } from "../routing/event-message.ts";
import type { Tags } from "../routing/labels.ts";
import type { Router } from "../routing/router.ts";
import type { WrittenRunbook } from "../runbooks/parse-runbook.ts";
import type { Archive } from "../store/archive.ts";
import type { Board } from "../store/board.ts";
import type { Directory } from "../store/directory.ts";
import type { Commit } from "../store/store.ts";
import type { ChangeIndex } from "../telemetry/changes/change-index.ts";
import type { Memories } from "../telemetry/collect/memories.ts";
import type { Memory } from "../telemetry/collect/memory.ts";
import type { StandingAlarm } from "../telemetry/ports/alarms.ts";
import type { Spending, Telemetry } from "../telemetry/ports/ports.ts";
import type { ClosedList } from "./closed-list.ts";

/** What earlier rounds leave to the next: the spent part of the budget, and AWS's answers. */
export interface Earlier {
  readonly spent: Spending | undefined;
  readonly memory: Memory;
}

/** The telemetry of an investigation; undefined if nothing is connected. */
export type TelemetryFor = (investigation: Investigation, earlier?: Earlier) => Telemetry | undefined;

/** The dependencies of every job. */
export interface WorkContext {
  readonly handle: Handle;
  readonly load: Load;
  /** The whole history of a stream. */
  readonly history: (stream: string) => Promise<readonly Commit[]>;
  /** The sections of reports, and their order. */
  readonly reportTemplate: ReportTemplate;
  readonly directory: Directory;
  /** What was closed in the last year, for comparisons; kept for some minutes. */
  readonly lastYear: () => Promise<ClosedList>;
  readonly maySee: MaySee;
  readonly archive: Archive;
  readonly board: Board;
  readonly telemetryFor: TelemetryFor;
  /** The answers of earlier rounds, by firing. */
  readonly memories: Memories;
  /** The index of reported changes. */
  readonly changes: ChangeIndex;
  /** Alarms in state OK of all accounts and Regions that Gumshoe reads; undefined if it reads none. */
  readonly wellAlarms?: (signal: AbortSignal) => Promise<Seen<readonly StandingAlarm[]>>;
  /** ARNs of the topics of SNS_TOPICS. */
  readonly topics: ReadonlySet<string>;
  /** The short way of notifications of alarms that have an investigation. */
  readonly knownAlarms: {
    /** Keeps which stream an alarm's notifications go to. */
    learn(groupKey: string, stream: string): void;
  };
  readonly onCall: OnCall;
  /** The runbooks of the folder. */
  readonly runbooks: readonly WrittenRunbook[];
  /** Words answers to questions in free words; undefined where none is set up. */
  readonly model?: Model;
  /** Names of components, from the last topology read. */
  readonly components: () => readonly string[];
  /** Why a person may not ask this in a channel, in a sentence; undefined where they may. */
  readonly refusesLook: (asked: Asked, question: Question) => string | undefined;
  /** The file of routes; undefined where there is none. */
  readonly router?: Router;
  /** Sends to receivers that are no channels; undefined where nothing is connected that does. */
  readonly sendEvent?: SendEvent;
  /** Tells findings to other systems; undefined where no topic is set up. */
  readonly publish?: PublishFinding;
  /** Opens tickets in the tracker; undefined where none is set up. */
  readonly openTicket?: OpenTicket;
  /** Asks tools of other systems; undefined where none are listed. */
  readonly askTool?: AskTool;
  /** The queues of what did not arrive; none where none is set up. */
  readonly deadLetters: () => readonly DeadLetters[];
  /** Tags of an alarm, by its ARN; undefined where no source tells them. Never rejects. */
  readonly tagsOf?: (arn: string) => Promise<Tags>;
  /** What was not posted, and why. */
  readonly dropped: DroppedLog;
  readonly now: () => Date;
  readonly log: Log;
}

/** The actor of Gumshoe's own commands. */
export const gumshoe: Actor = { id: "gumshoe", name: "Gumshoe" };
