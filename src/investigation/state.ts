import { NewerRelease } from "../errors.ts";
import type {
  Alarm,
  Announcement,
  Answer,
  Cause,
  CurrentValue,
  Event,
  Evidence,
  Gap,
  Notice,
  Question,
  Recurrence,
  Relief,
  Scope,
  Standing,
  Subject,
} from "../events/events.ts";
import type { Held } from "../events/held.ts";
import type { Routed } from "../events/routed.ts";
import type { Authorship } from "./authorship.ts";
import { type Carried, nothingCarried } from "./carried/carried.ts";
import type { StormMember } from "./command.ts";
import type { Turnabout } from "./looks/turnabout.ts";
import type { Episode, Folded, Turn } from "./turns.ts";

export type { Authorship } from "./authorship.ts";
export type { Checklist, Escalation, Paging, Reminder, Repeat, Snooze } from "./carried/carried.ts";
export type { Episode, Turn } from "./turns.ts";

/** The results of an episode's investigation. */
export interface EpisodeFindings {
  readonly requested: boolean;
  readonly progress?: { readonly done: number; readonly planned: number; readonly looking: string };
  readonly conclusion?: Extract<Event, { type: "verdictReached" }>;
  /** Partial results of the running round: hypothesis ids, best first, and horizons in epoch seconds. */
  readonly early?: { readonly ranking: readonly string[]; readonly horizons: Readonly<Record<string, number>> };
  /** The verdict before a repeated investigation. */
  readonly before?: Extract<Event, { type: "verdictReached" }>;
  /** True while a later look is running. */
  readonly lookingAgain?: boolean;
  /** True while changes before the recovery are being read. */
  readonly lookingAtRecovery?: boolean;
  /** The change before the recovery, or the reason why there is none. */
  readonly recovery?: Extract<Event, { type: "recoverySeen" }>;
  /** The accepted hypothesis that the running look is about. */
  readonly because?: string;
  /** Accepted hypotheses that had a deeper look: one for each acceptance. */
  readonly deepened?: readonly string[];
  /** Changes of the verdict by later looks, in order. */
  readonly turnabouts?: readonly Turnabout[];
  /** The latest value that was read while it fires. */
  readonly now?: CurrentValue;
}

export interface EvidenceRecord {
  readonly id: string;
  readonly episode: number;
  readonly at: string;
  readonly evidence: Evidence;
}

/** The standing and evidence of a hypothesis. */
export interface Weight {
  readonly standing: Standing;
  readonly alone?: Standing | undefined;
  readonly explains?: string | undefined;
  readonly statement: string;
  readonly supports: readonly string[];
  readonly contradicts: readonly string[];
  readonly unchecked: readonly Gap[];
  readonly settles?: { readonly text: string; readonly command?: string | undefined } | undefined;
  readonly relief?: Relief | undefined;
  readonly refutedBy: string;
  readonly score: number;
}

/** People's decision on a hypothesis. */
export type Decided =
  | { readonly type: "proposed" }
  | ({ readonly type: "accepted" } & Authorship)
  | ({ readonly type: "discarded"; readonly reason?: string | undefined } & Authorship);

export interface Hypothesis {
  readonly id: string;
  readonly episode: number;
  readonly cause: Cause;
  readonly weight: Weight;
  readonly decided: Decided;
}

export interface Note extends Authorship {
  readonly id: string;
  readonly text: string;
  /** The chat message that was added to the timeline. */
  readonly said?: { readonly at: string; readonly author: string; readonly link: string } | undefined;
}

export interface Query extends Authorship {
  readonly id: string;
  readonly question: Question;
  readonly understood: string;
  /** The query whose change it lets happen, as a second person. */
  readonly approves?: string;
  readonly progress?: string;
  readonly answer?: Answer;
}

export interface ThreadLink {
  readonly place: string;
  readonly thread: string;
}

/** The state of an investigation: the fold of its events, and nothing else. */
export interface Investigation extends Carried {
  /** `asked`: a thread with only answers or a notice; `investigate` makes it an investigation. `deleted`: only its number is left. */
  readonly status: "none" | "asked" | "open" | "closed" | "deleted";
  readonly number: number;
  readonly title: string;
  readonly subject: Subject | undefined;
  readonly place: string;
  /** Further channels that show it from the start. */
  readonly also: readonly string[];
  readonly automatic: boolean;
  readonly opened: Authorship | undefined;
  readonly groupKey: string | undefined;
  readonly previous: number | undefined;
  readonly storm: number | undefined;
  /** The onset that a person stated; epoch seconds. */
  readonly since: number | undefined;
  /** The account and Region, if somebody selected them. */
  readonly scope: Scope | undefined;
  /** What the file of routes decided, if there is one. */
  readonly routed: Routed | undefined;
  /** Why no channel shows it yet, and which will. */
  readonly held: Held | undefined;
  readonly links: readonly ThreadLink[];
  /** The latest description of the alarm. */
  readonly alarm: Alarm | undefined;
  /** The newest state changes, in order. */
  readonly turns: readonly Turn[];
  readonly folded: Folded | undefined;
  /** In order of firing; the last is the present one. */
  readonly episodes: readonly Episode[];
  /** By episode number. An investigation without an alarm has episode 1. */
  readonly findings: Readonly<Record<number, EpisodeFindings>>;
  readonly members: readonly StormMember[];
  readonly announced: readonly Announcement[];
  /** Further notices of the same thread. */
  readonly updates: readonly { readonly notice: Notice; readonly at: string }[];
  readonly evidence: readonly EvidenceRecord[];
  readonly hypotheses: readonly Hypothesis[];
  /** How many of each there have been: those of old firings are folded, and no id is given twice. */
  readonly numbered: { readonly evidence: number; readonly hypotheses: number };
  readonly notes: readonly Note[];
  readonly queries: readonly Query[];
  readonly acknowledged: Authorship | undefined;
  readonly recurrence: Recurrence | undefined;
  readonly closed:
    | (Authorship & {
        readonly resolution?: string | undefined;
        readonly quiet: boolean;
        /** The hypothesis that was the cause. */
        readonly cause?: string | undefined;
      })
    | undefined;
  readonly failures: readonly { readonly what: string; readonly reason: string; readonly at: string }[];
  /** Whether a newer release wrote to it in a way that this one cannot read: it is shown, and nothing is decided on it. */
  readonly readOnly: boolean;
  /** Days for which it was kept after it was closed, once it is deleted. */
  readonly keptDays: number | undefined;
  /** ISO time of the last activity of a person or the alarm. */
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
  routed: undefined,
  held: undefined,
  links: [],
  alarm: undefined,
  turns: [],
  folded: undefined,
  episodes: [],
  findings: {},
  members: [],
  announced: [],
  updates: [],
  evidence: [],
  hypotheses: [],
  numbered: { evidence: 0, hypotheses: 0 },
  notes: [],
  queries: [],
  acknowledged: undefined,
  ...nothingCarried,
  recurrence: undefined,
  closed: undefined,
  failures: [],
  readOnly: false,
  keptDays: undefined,
  activeAt: "",
};

/** The account and Region that an investigation looks at, as they were named; undefined: Gumshoe's own. */
export function scopeOf({ alarm, scope, subject }: Investigation): {
  readonly account: string | undefined;
  readonly region: string | undefined;
} {
  const told = alarm ?? (subject?.type === "notice" ? subject.notice : undefined);
  return { account: scope?.account ?? told?.account, region: scope?.region ?? told?.region };
}

/** Whether an investigation has anything to be read or decided. */
export function isThere({ status }: Investigation): boolean {
  return status !== "none" && status !== "deleted";
}

/** Returns an investigation that this release may go on with. Throws {@link NewerRelease} for one that it only shows. */
export function assureOurs(investigation: Investigation): Investigation {
  if (!investigation.readOnly) return investigation;
  throw new NewerRelease(`${investigationName(investigation)} was written to by a newer release of Gumshoe.`);
}

/** "G-1042". */
export function investigationName(investigation: { readonly number: number }): string {
  return `G-${investigation.number}`;
}

/** The number of the present episode; 1 if no alarm ever fired. */
export function presentEpisode(investigation: Investigation): number {
  return investigation.episodes.at(-1)?.number ?? 1;
}

/** Whether the alarm is in state ALARM, by its latest state change. */
export function isFiring(investigation: Investigation): boolean {
  return investigation.episodes.at(-1)?.state === "ALARM";
}
