import type {
  Actor,
  CurrentValue,
  EscalationStep,
  PageTarget,
  Runbook,
  Severity,
  SnoozeEnd,
} from "../../events/events.ts";
import type { Authorship } from "../authorship.ts";

/** A time without sounds; `until` undefined: until the alarm is OK. */
export interface Snooze extends Authorship {
  readonly number: number;
  readonly until?: string | undefined;
  /** What it was when it was snoozed, to see whether it gets worse. */
  readonly was: {
    readonly value: number | undefined;
    readonly severity: Severity | undefined;
    /** The series, or the members of a storm, that fired. */
    readonly firing: readonly string[];
  };
  readonly ended?: {
    readonly at: string;
    readonly because: SnoozeEnd;
    readonly words?: string | undefined;
    /** Whether it fired then. */
    readonly fires: boolean;
  };
}

/** Who is paged as long as nobody acknowledges. */
export interface Escalation {
  readonly plannedAt: string;
  readonly steps: readonly EscalationStep[];
  /** The number of steps that were done. */
  readonly done: number;
}

/** A message that said again that it fires, with the value at that time. */
export interface Repeat {
  readonly number: number;
  readonly at: string;
  readonly episode: number;
  readonly now: CurrentValue | undefined;
}

/** A reminder to whoever acknowledged it, and since when. */
export interface Reminder extends Authorship {
  readonly number: number;
  readonly since: string;
  readonly now: CurrentValue | undefined;
}

/** Somebody was paged. */
export interface Paging extends Authorship {
  readonly number: number;
  readonly episode: number;
  readonly targets: readonly PageTarget[];
  readonly step?: number | undefined;
  /** ISO time at which it was acknowledged or over. */
  readonly over?: string | undefined;
}

/** The runbook of an investigation, and who did which of its steps; steps are numbered from 1. */
export interface Checklist {
  readonly runbook: Runbook;
  readonly ticks: ReadonlyMap<number, Authorship>;
}

/** What people do about an alarm besides finding its cause. */
export interface Carried {
  readonly assigned: (Authorship & { readonly to: Actor }) | undefined;
  readonly severity: Severity | undefined;
  /** In order; the last may still last. */
  readonly snoozes: readonly Snooze[];
  readonly repeats: readonly Repeat[];
  readonly reminders: readonly Reminder[];
  readonly escalation: Escalation | undefined;
  readonly pages: readonly Paging[];
  readonly checklist: Checklist | undefined;
  /** ISO time of the last thing about it that made a sound. */
  readonly heardAt: string;
}

export const nothingCarried: Carried = {
  assigned: undefined,
  severity: undefined,
  snoozes: [],
  repeats: [],
  reminders: [],
  escalation: undefined,
  pages: [],
  checklist: undefined,
  heardAt: "",
};
