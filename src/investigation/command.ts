import type {
  Actor,
  Alarm,
  Announcement,
  Answer,
  Cause,
  CurrentValue,
  EscalationStep,
  Evidence,
  Gap,
  Notice,
  PageTarget,
  Question,
  Recurrence,
  Runbook,
  Scope,
  Severity,
  Subject,
} from "../events/events.ts";
import type { Held } from "../events/held.ts";
import type { Routed } from "../events/routed.ts";
import type { Diagnosis, EvidenceDraft } from "./diagnosis.ts";

/** A chat message that somebody refers to: its time (ISO), its author, and its permalink. */
export interface SaidElsewhere {
  readonly at: string;
  readonly author: string;
  readonly link: string;
}

/** The commands of people on one investigation. */
export type PersonCommand =
  | { readonly type: "investigate" }
  | { readonly type: "accept"; readonly hypothesis: string }
  | { readonly type: "discard"; readonly hypothesis: string; readonly reason?: string }
  | { readonly type: "restore"; readonly hypothesis: string }
  | { readonly type: "note"; readonly text: string; readonly said?: SaidElsewhere }
  | { readonly type: "ask"; readonly question: Question; readonly understood: string }
  /** Lets a change in AWS happen that another person asked for. */
  | { readonly type: "approve"; readonly query: string; readonly token: string }
  | { readonly type: "chooseScope"; readonly scope: Scope }
  /** Says that a step of the runbook is done, by its number from 1. */
  | { readonly type: "tick"; readonly step: number }
  | { readonly type: "untick"; readonly step: number }
  | { readonly type: "acknowledge" }
  | { readonly type: "unacknowledge" }
  /** To a person, or to whoever says it. */
  | { readonly type: "assign"; readonly to?: Actor }
  | { readonly type: "unassign" }
  | { readonly type: "setSeverity"; readonly severity?: Severity }
  /** For a time, or, without one, until the alarm is OK. */
  | { readonly type: "snooze"; readonly minutes?: number }
  | { readonly type: "unsnooze" }
  /** Pages at once; `step` is the plan's step that it is, from 1. */
  | { readonly type: "escalate"; readonly targets: readonly PageTarget[]; readonly step?: number }
  | { readonly type: "close"; readonly resolution?: string; readonly cause?: string }
  | { readonly type: "reopen" };

/** One state change of an alarm, at the alarm's own time. */
export interface Transition {
  readonly state: "ALARM" | "OK" | "INSUFFICIENT_DATA";
  /** ISO time of the state change, which may be long before its arrival. */
  readonly alarmAt: string;
  readonly alarm: Alarm;
}

/** A member of a storm: an alarm without a message of its own. */
export interface StormMember {
  readonly groupKey: string;
  readonly name: string;
  readonly state: Transition["state"];
  readonly alarmAt: string;
  /** Attributes that others may share: "namespace AWS/ECS", "ClusterName shop". */
  readonly facts: readonly string[];
  /** The same by name: zone, account, the alarm's dimensions. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  /** The alarm as it joined. */
  readonly alarm?: Alarm | undefined;
  /** The number of its own investigation, once somebody opened it. */
  readonly investigation?: number | undefined;
}

/** The table of a storm's members in the archive: its id, how many members it has, and when it was made (ISO). */
export interface StormList {
  readonly archive: string;
  readonly rows: number;
  readonly at: string;
}

/** The commands with the results of Gumshoe's own work. */
export type WorkCommand =
  | {
      readonly type: "open";
      readonly number: number;
      readonly title: string;
      readonly subject: Subject;
      readonly place: string;
      readonly also?: readonly string[];
      readonly automatic: boolean;
      readonly groupKey?: string;
      readonly previous?: number;
      readonly storm?: number;
      readonly since?: number;
      readonly scope?: Scope;
      readonly recurrence?: Recurrence;
      /** The runbook that fits. */
      readonly runbook?: Runbook;
      readonly routed?: Routed;
      /** No channel shows it yet. */
      readonly held?: Held;
      readonly transitions: readonly Transition[];
    }
  | {
      readonly type: "askOutside";
      readonly number: number;
      readonly title: string;
      readonly place: string;
      readonly scope?: Scope;
    }
  | {
      readonly type: "alarmChanged";
      readonly transitions: readonly Transition[];
      /** Refuse what may belong to another investigation; without it the caller has looked. */
      readonly onlyContinuing?: boolean;
    }
  | {
      readonly type: "growStorm";
      readonly members: readonly StormMember[];
      readonly announced?: readonly Announcement[];
      /** Members that somebody opened. */
      readonly opened?: readonly { readonly groupKey: string; readonly number: number }[];
      /** Refuse what is not told in a firing line for sure; without it the caller has looked. */
      readonly onlyLines?: boolean;
    }
  /** Makes what is held back a member of a storm, by its number. */
  | { readonly type: "joinStorm"; readonly storm: number }
  /** Shows what was held back. */
  | { readonly type: "release" }
  /** Holds it back until a later time (ISO). */
  | { readonly type: "holdOn"; readonly reason: string; readonly until: string }
  | { readonly type: "updateNotice"; readonly notices: readonly Notice[] }
  /** What another system says: evidence that supports no cause by itself, with the notice that tells it in the thread. */
  | { readonly type: "recordOutside"; readonly evidence: Evidence; readonly notice?: Notice }
  | { readonly type: "announce"; readonly announced: Announcement }
  | { readonly type: "linkThread"; readonly place: string; readonly thread: string }
  | {
      readonly type: "progress";
      readonly episode: number;
      readonly done: number;
      readonly planned: number;
      readonly looking: string;
    }
  /** Partial findings of a running round: hypotheses without a verdict. */
  | {
      readonly type: "recordPart";
      readonly episode: number;
      readonly diagnosis: Diagnosis;
      readonly done: number;
      readonly planned: number;
      readonly looking: string;
    }
  | {
      readonly type: "recordRound";
      readonly episode: number;
      readonly diagnosis: Diagnosis;
      readonly chart?: string;
      readonly chartAlt?: string;
      readonly took?: { readonly calls: number; readonly dollars: number };
      /** The number of members and announcements that a storm's diagnosis used. */
      readonly weighed?: { readonly members: number; readonly announced: number };
      /** The table of a storm's members in the archive. */
      readonly list?: StormList;
    }
  | {
      readonly type: "recordRecovery";
      readonly episode: number;
      readonly recoveredAt: string;
      /** The time up to which changes are complete, epoch seconds. */
      readonly horizon: number;
      readonly followed?: { readonly evidence: EvidenceDraft; readonly words: string };
      readonly unseen?: Gap;
    }
  /** A cause that a model proposes: never more than POSSIBLE. */
  | {
      readonly type: "propose";
      readonly cause: Cause;
      readonly statement: string;
      /** Ids of evidence. */
      readonly supports: readonly string[];
      readonly settles: { readonly text: string; readonly command: string };
    }
  | { readonly type: "answer"; readonly query: string; readonly answer: Answer }
  | { readonly type: "progressQuery"; readonly query: string; readonly words: string }
  | { readonly type: "planEscalation"; readonly steps: readonly EscalationStep[] }
  /** The plan's steps, with whom they page since an override. */
  | { readonly type: "renewEscalation"; readonly steps: readonly EscalationStep[] }
  /** A step of the plan that was made at `plannedAt`, from 1. */
  | {
      readonly type: "page";
      readonly plannedAt: string;
      readonly step: number;
      readonly targets: readonly PageTarget[];
    }
  | { readonly type: "readValue"; readonly episode: number; readonly now: CurrentValue }
  | { readonly type: "wake"; readonly timer: string }
  /** Delete it if it was closed so many days ago. */
  | { readonly type: "delete"; readonly days: number }
  | { readonly type: "reportFailure"; readonly what: string; readonly reason: string };

export type Command = PersonCommand | WorkCommand;
