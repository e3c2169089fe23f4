import type {
  Actor,
  Alarm,
  Announcement,
  Answer,
  Cause,
  Event,
  Evidence,
  Gap,
  Question,
  Scope,
  Standing,
  Subject,
} from "../events/events.ts";
import type { StormMember, Transition } from "./command.ts";
import type { Turnabout } from "./looks/turnabout.ts";

/** Who and when. */
export interface Mark {
  readonly by: Actor;
  /** ISO. */
  readonly at: string;
}

export type AlarmState = Transition["state"];

/** One state change of the alarm as known, in the order of its own time. */
export interface Turn {
  readonly state: AlarmState;
  readonly alarmAt: string;
  /** Which series of a multi-series alarm changed; empty for the others. */
  readonly contributor: string;
  readonly reason: string;
  readonly value?: number;
}

/** One firing, with an onset, evidence, ranking and verdict of its own. */
export interface Episode {
  /** Given when first seen, kept for ever. */
  readonly number: number;
  readonly firedAt: string;
  readonly state: AlarmState;
  /** When it left ALARM, by the alarm's own time. */
  readonly recoveredAt?: string;
}

/** What an episode's investigation has come to. */
export interface Findings {
  readonly requested: boolean;
  readonly progress?: { readonly done: number; readonly planned: number; readonly looking: string };
  readonly conclusion?: Extract<Event, { type: "verdictReached" }>;
  /** What the round under way makes of what is there so far: hypothesis ids, best first, and horizons in epoch seconds. */
  readonly early?: { readonly ranking: readonly string[]; readonly horizons: Readonly<Record<string, number>> };
  /** What was concluded before somebody had it looked at anew. */
  readonly before?: Extract<Event, { type: "verdictReached" }>;
  /** A provisional conclusion is being looked at again. */
  readonly lookingAgain?: boolean;
  /** It is being looked for what the recovery followed. */
  readonly lookingAtRecovery?: boolean;
  /** What the recovery followed, as far as it was seen. */
  readonly recovery?: Extract<Event, { type: "recoverySeen" }>;
  /** The accepted hypothesis for whose sake it is looked at again. */
  readonly because?: string;
  /** Accepted hypotheses that were looked into deeper: once an acceptance. */
  readonly deepened?: readonly string[];
  /** Second looks that came to something else, in order. */
  readonly turnabouts?: readonly Turnabout[];
}

export interface EvidenceRecord {
  readonly id: string;
  readonly episode: number;
  readonly at: string;
  readonly evidence: Evidence;
}

/** What the evidence says of a hypothesis. */
export interface Weight {
  readonly standing: Standing;
  readonly alone?: Standing | undefined;
  readonly explains?: string | undefined;
  readonly statement: string;
  readonly supports: readonly string[];
  readonly contradicts: readonly string[];
  readonly unchecked: readonly Gap[];
  readonly settles?: { readonly text: string; readonly command?: string | undefined } | undefined;
  readonly relief?: { readonly text: string; readonly command: string; readonly undo?: string | undefined } | undefined;
  readonly refutedBy: string;
  readonly score: number;
}

/** What people say of a hypothesis. */
export type Decided =
  | { readonly type: "proposed" }
  | ({ readonly type: "accepted" } & Mark)
  | ({ readonly type: "discarded"; readonly reason?: string | undefined } & Mark);

export interface Hypothesis {
  readonly id: string;
  readonly episode: number;
  readonly cause: Cause;
  readonly weight: Weight;
  readonly decided: Decided;
}

export interface Note extends Mark {
  readonly id: string;
  readonly text: string;
  /** Somebody's message that was added to the timeline. */
  readonly said?: { readonly at: string; readonly author: string; readonly link: string } | undefined;
}

export interface Query extends Mark {
  readonly id: string;
  readonly question: Question;
  readonly understood: string;
  /** How it goes, while it is not answered. */
  readonly progress?: string;
  readonly answer?: Answer;
}

export interface Link {
  readonly place: string;
  readonly thread: string;
}

/** An investigation as it stands: the fold of its events, and nothing else. */
export interface Investigation {
  /** `asked`: a thread that only answers questions or shows a notice; `investigate` turns it into an investigation. */
  readonly status: "none" | "asked" | "open" | "closed";
  readonly number: number;
  readonly title: string;
  readonly subject: Subject | undefined;
  readonly place: string;
  /** More channels that show it from the start. */
  readonly also: readonly string[];
  readonly automatic: boolean;
  readonly opened: Mark | undefined;
  readonly groupKey: string | undefined;
  readonly previous: number | undefined;
  readonly storm: number | undefined;
  /** When the trouble began, as somebody said; epoch seconds. */
  readonly since: number | undefined;
  /** The account and Region to look at, where somebody chose them. */
  readonly scope: Scope | undefined;
  readonly links: readonly Link[];
  /** The alarm as last described. */
  readonly alarm: Alarm | undefined;
  readonly turns: readonly Turn[];
  /** In order of firing; the last is the present one. */
  readonly episodes: readonly Episode[];
  /** By episode number. An investigation without an alarm has episode 1. */
  readonly findings: Readonly<Record<number, Findings>>;
  readonly members: readonly StormMember[];
  readonly announced: readonly Announcement[];
  readonly evidence: readonly EvidenceRecord[];
  readonly hypotheses: readonly Hypothesis[];
  readonly notes: readonly Note[];
  readonly queries: readonly Query[];
  readonly acknowledged: Mark | undefined;
  readonly closed:
    | (Mark & {
        readonly resolution?: string | undefined;
        readonly quiet: boolean;
        /** The hypothesis that was the cause. */
        readonly cause?: string | undefined;
      })
    | undefined;
  readonly failures: readonly { readonly what: string; readonly reason: string; readonly at: string }[];
  /** ISO time of the last thing that a person or the alarm did. */
  readonly activeAt: string;
}

export const initialState: Investigation = {
  status: "none",
  number: 0,
  title: "",
  subject: undefined,
  place: "",
  also: [],
  automatic: false,
  opened: undefined,
  groupKey: undefined,
  previous: undefined,
  storm: undefined,
  since: undefined,
  scope: undefined,
  links: [],
  alarm: undefined,
  turns: [],
  episodes: [],
  findings: {},
  members: [],
  announced: [],
  evidence: [],
  hypotheses: [],
  notes: [],
  queries: [],
  acknowledged: undefined,
  closed: undefined,
  failures: [],
  activeAt: "",
};

/** "G-1042". */
export function nameOf(investigation: { readonly number: number }): string {
  return `G-${investigation.number}`;
}

/** The number of the present episode; 1 where no alarm ever fired. */
export function presentEpisode(investigation: Investigation): number {
  return investigation.episodes.at(-1)?.number ?? 1;
}

/** Whether the alarm is over its limit now, by its own last word. */
export function isFiring(investigation: Investigation): boolean {
  return investigation.episodes.at(-1)?.state === "ALARM";
}
