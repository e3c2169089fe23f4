import { z } from "zod";
import { currentValue, escalationStep, pageTarget, recurrence, snoozeEnd } from "./carried.ts";
import { announcement, cause, evidence, gap, verdict, weighed } from "./evidence.ts";
import { held } from "./held.ts";
import { answer, askedQuestion, scope } from "./question.ts";
import { routed } from "./routed.ts";
import { runbookEvents } from "./runbook.ts";
import { severity } from "./severity.ts";
import { type Actor, actor, moment, stamp } from "./stamp.ts";
import { alarm, notice, subject } from "./subject.ts";

export type { CurrentValue, EscalationStep, PageTarget, Recurrence, SnoozeEnd } from "./carried.ts";
export type { Announcement, Cause, Evidence, Gap, Relief, Standing, Verdict } from "./evidence.ts";
export { STILL_LOOKING } from "./evidence.ts";
export type { Answer, AwsChange, Question, Scope } from "./question.ts";
export type { Runbook } from "./runbook.ts";
export type { Severity } from "./severity.ts";
export type { Actor } from "./stamp.ts";
export type { Alarm, Notice, Subject } from "./subject.ts";

/** All events of an investigation. Stored events stay readable: a new field is optional, a changed meaning is a new type. */
export const event = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("opened"),
    ...stamp,
    /** The short number: G-1042. */
    number: z.number().int(),
    title: z.string(),
    subject,
    /** The key of the channel that shows it first. */
    place: z.string(),
    /** Further channels that show it from the start. */
    also: z.array(z.string()).default([]),
    /** False: it starts only when somebody presses Investigate. */
    automatic: z.boolean(),
    groupKey: z.string().optional(),
    /** The number of the previous investigation of the same alarm. */
    previous: z.number().int().optional(),
    /** The onset according to the person who asked; epoch seconds. */
    since: z.number().optional(),
    /** The number of the storm that it belongs to. A member is not shown until somebody asks for it. */
    storm: z.number().int().optional(),
    scope: scope.optional(),
    /** What earlier investigations of the same alarm tell. */
    recurrence: recurrence.optional(),
    routed: routed.optional(),
    /** Set if no channel shows it yet; `place` is then empty. */
    held: held.optional(),
  }),
  /** What is held back waits on. */
  z.object({ type: z.literal("heldOn"), ...stamp, held }),
  /** What waited for others of its group is a line of their message. */
  z.object({ type: z.literal("joinedStorm"), ...stamp, storm: z.number().int() }),
  /** What was held back is shown. */
  z.object({ type: z.literal("released"), ...stamp, place: z.string(), also: z.array(z.string()) }),
  /** A question was asked outside any thread: the stream has answers only. */
  z.object({
    type: z.literal("askedOutside"),
    ...stamp,
    number: z.number().int(),
    title: z.string(),
    place: z.string(),
    scope: scope.optional(),
  }),
  /** Another account and Region were selected. */
  z.object({ type: z.literal("scopeChosen"), ...stamp, scope }),
  /** A later look began: more data may have arrived, or, with `because`, a hypothesis was accepted and its own cause is wanted. */
  z.object({
    type: z.literal("secondLookBegun"),
    ...stamp,
    episode: z.number().int(),
    because: z.string().optional(),
  }),
  /** The search for the change before a recovery began. */
  z.object({ type: z.literal("recoveryLookBegun"), ...stamp, episode: z.number().int() }),
  /** The change that a recovery followed, by its evidence id; undefined: no change was seen up to the horizon (epoch seconds). */
  z.object({
    type: z.literal("recoverySeen"),
    ...stamp,
    episode: z.number().int(),
    recoveredAt: moment,
    horizon: z.number(),
    /** In words: "4 min after UpdateService by role/deploy". */
    followed: z.object({ evidence: z.string(), words: z.string() }).optional(),
    /** The reason why changes could not be read at all. */
    unseen: gap.optional(),
  }),
  z.object({ type: z.literal("investigationRequested"), ...stamp, episode: z.number().int() }),
  /** One more channel shows the investigation. */
  z.object({ type: z.literal("threadLinked"), ...stamp, place: z.string(), thread: z.string() }),
  /** The alarm fired at `alarmAt`, its own time. Episodes follow from the order of these times. */
  z.object({ type: z.literal("alarmFired"), ...stamp, alarmAt: moment, alarm }),
  z.object({ type: z.literal("alarmRecovered"), ...stamp, alarmAt: moment, alarm }),
  z.object({ type: z.literal("alarmNoData"), ...stamp, alarmAt: moment, alarm }),
  z.object({
    type: z.literal("stormGrew"),
    ...stamp,
    members: z.array(
      z.object({
        groupKey: z.string(),
        name: z.string(),
        state: z.enum(["ALARM", "OK", "INSUFFICIENT_DATA"]),
        alarmAt: moment,
        facts: z.array(z.string()),
        /** The same by name, for comparison: zone, account, the alarm's dimensions. */
        attributes: z.record(z.string(), z.string()).optional(),
        /** The alarm as it joined: whoever opens the member begins with it. */
        alarm: alarm.optional(),
      }),
    ),
    /** AWS's announcements about a place of the members. */
    announced: z.array(announcement).optional(),
    /** True where every member was in this state already: nothing of what is shown changed. */
    repeats: z.boolean().optional(),
    /** Members that got investigations of their own, and their numbers. */
    opened: z.array(z.object({ groupKey: z.string(), number: z.number().int() })).optional(),
  }),
  /** A further notice that its sender put into the thread of the first. */
  z.object({ type: z.literal("noticeUpdated"), ...stamp, notice }),
  /** An announcement of AWS Health about the alarm's Region after the investigation began. */
  z.object({ type: z.literal("healthAnnounced"), ...stamp, announced: announcement }),
  z.object({
    type: z.literal("progressed"),
    ...stamp,
    episode: z.number().int(),
    done: z.number(),
    planned: z.number(),
    looking: z.string(),
    /** For incomplete findings: hypothesis ids, best first. */
    ranking: z.array(z.string()).optional(),
    /** With a ranking: the time up to which each source is complete, epoch seconds. */
    horizons: z.record(z.string(), z.number()).optional(),
  }),
  z.object({ type: z.literal("evidenceRecorded"), ...stamp, episode: z.number().int(), id: z.string(), evidence }),
  z.object({
    type: z.literal("hypothesisProposed"),
    ...stamp,
    episode: z.number().int(),
    id: z.string(),
    cause,
    ...weighed,
  }),
  z.object({
    type: z.literal("hypothesisStrengthened"),
    ...stamp,
    episode: z.number().int(),
    id: z.string(),
    ...weighed,
  }),
  z.object({ type: z.literal("hypothesisWeakened"), ...stamp, episode: z.number().int(), id: z.string(), ...weighed }),
  z.object({ type: z.literal("hypothesisAccepted"), ...stamp, id: z.string() }),
  z.object({ type: z.literal("hypothesisDiscarded"), ...stamp, id: z.string(), reason: z.string().optional() }),
  z.object({ type: z.literal("hypothesisRestored"), ...stamp, id: z.string() }),
  z.object({
    type: z.literal("verdictReached"),
    ...stamp,
    episode: z.number().int(),
    verdict,
    /** Hypothesis ids, best first. */
    ranking: z.array(z.string()),
    reason: z.string(),
    gaps: z.array(gap),
    checked: z.number(),
    normal: z.number(),
    unusual: z.array(z.string()).optional(), // names of components that were not normal, the first few
    /** The time up to which each source is complete, epoch seconds: "metrics", "changes", "logs". */
    horizons: z.record(z.string(), z.number()),
    /** The latest known value of the alarm's own metric. */
    now: currentValue.optional(),
    /** Archive id of a chart of the alarm's own metric. */
    chart: z.string().optional(),
    chartAlt: z.string().optional(),
    /** True for a later look at the same firing. */
    again: z.boolean().optional(),
    /** The calls and approximate dollars of all looks at this firing so far. */
    took: z.object({ calls: z.number(), dollars: z.number() }).optional(),
    /** Of a storm: the table of its members in the archive, how many it has, and when it was made. */
    list: z.object({ archive: z.string(), rows: z.number().int(), at: moment }).optional(),
  }),
  z.object({
    type: z.literal("noteAdded"),
    ...stamp,
    id: z.string(),
    text: z.string(),
    /** A message that was added to the timeline: its time, its author and a link to it. */
    said: z.object({ at: moment, author: z.string(), link: z.string() }).optional(),
  }),
  z.object({ type: z.literal("queryAsked"), ...stamp, ...askedQuestion }),
  /** The progress of a long question, in words. */
  z.object({ type: z.literal("queryProgressed"), ...stamp, id: z.string(), words: z.string() }),
  z.object({ type: z.literal("queryAnswered"), ...stamp, id: z.string(), answer }),
  ...runbookEvents,
  z.object({ type: z.literal("acknowledged"), ...stamp }),
  z.object({ type: z.literal("unacknowledged"), ...stamp }),
  /** Somebody is to work on it, by themselves or by another. */
  z.object({ type: z.literal("assigned"), ...stamp, to: actor }),
  z.object({ type: z.literal("unassigned"), ...stamp }),
  z.object({ type: z.literal("severitySet"), ...stamp, severity: severity.optional() }),
  /** No sounds until then; without a time, until the alarm is OK. */
  z.object({ type: z.literal("snoozed"), ...stamp, until: moment.optional() }),
  z.object({
    type: z.literal("unsnoozed"),
    ...stamp,
    because: snoozeEnd,
    /** What is worse, in words. */
    words: z.string().optional(),
  }),
  /** It is said again that it fires and that nobody acknowledged it. */
  z.object({ type: z.literal("repeated"), ...stamp, episode: z.number().int() }),
  /** Whoever acknowledged it is reminded that it still fires. */
  z.object({ type: z.literal("ackReminded"), ...stamp }),
  /** The alarm's own metric was read while it fires. */
  z.object({ type: z.literal("valueRead"), ...stamp, episode: z.number().int(), now: currentValue }),
  /** Who will be paged, and when, as long as nobody acknowledges. */
  z.object({ type: z.literal("escalationPlanned"), ...stamp, steps: z.array(escalationStep) }),
  /** Another is on call than when it was planned: the same steps at the same times, with whom they page now. */
  z.object({ type: z.literal("escalationRenewed"), ...stamp, steps: z.array(escalationStep) }),
  /** Somebody was paged: by a step of the plan (1, 2, …), or by hand. */
  z.object({
    type: z.literal("paged"),
    ...stamp,
    targets: z.array(pageTarget),
    step: z.number().int().optional(),
  }),
  z.object({
    type: z.literal("closed"),
    ...stamp,
    resolution: z.string().optional(),
    quiet: z.boolean().default(false),
    /** The hypothesis that was the cause, according to the person who closed it. */
    cause: z.string().optional(),
  }),
  z.object({ type: z.literal("reopened"), ...stamp }),
  /** Its time was over: nothing else is stored of it any more. It had been closed for so many days. */
  z.object({ type: z.literal("deleted"), ...stamp, number: z.number().int(), days: z.number() }),
  /** A piece of work failed permanently: one sentence for the thread. */
  z.object({ type: z.literal("workFailed"), ...stamp, what: z.string(), reason: z.string() }),
]);
/** Stands for one that only a newer release can read. It is never stored. */
export interface UnreadableEvent {
  readonly type: "unreadable";
  readonly at: string;
  readonly by: Actor;
}

export type Event = z.infer<typeof event> | UnreadableEvent;
