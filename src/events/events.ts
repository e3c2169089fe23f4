import { z } from "zod";
import { announcement, cause, evidence, gap, verdict, weighed } from "./evidence.ts";
import { answer, question, scope } from "./question.ts";

export type { Announcement, Cause, Evidence, Gap, Standing, Verdict } from "./evidence.ts";
export { STILL_LOOKING } from "./evidence.ts";
export type { Answer, Question, Scope } from "./question.ts";

import { alarm, subject } from "./subject.ts";

export type { Alarm, Notice, Subject } from "./subject.ts";

/** Everything that can happen to an investigation. Events only grow: a new field is optional, a changed meaning is a new type. */

const moment = z.iso.datetime({ offset: true });
const actor = z.object({ id: z.string(), name: z.string() });
const stamp = { at: moment, by: actor };

/** Who did it: a person of a platform (`web:ana`), or Gumshoe itself. */
export type Actor = z.infer<typeof actor>;

export const event = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("opened"),
    ...stamp,
    /** The short number: G-1042. */
    number: z.number().int(),
    title: z.string(),
    subject,
    /** Where it is shown first: a channel's key. */
    place: z.string(),
    /** More channels that show it from the start. */
    also: z.array(z.string()).default([]),
    /** False: it waits for the button. */
    automatic: z.boolean(),
    groupKey: z.string().optional(),
    /** The investigation of the same alarm before this one: its number. */
    previous: z.number().int().optional(),
    /** When the trouble began, as the person who asked says; epoch seconds. */
    since: z.number().optional(),
    /** The storm that it is a member of: its number. A member is shown only once somebody asks for it. */
    storm: z.number().int().optional(),
    scope: scope.optional(),
  }),
  /** A question asked outside any thread: a stream that only answers. */
  z.object({
    type: z.literal("askedOutside"),
    ...stamp,
    number: z.number().int(),
    title: z.string(),
    place: z.string(),
    scope: scope.optional(),
  }),
  /** Which account and Region are looked at from now on. */
  z.object({ type: z.literal("scopeChosen"), ...stamp, scope }),
  /** A verdict is looked at again: more may have arrived, or `because` a hypothesis was accepted, whose own cause is looked for. */
  z.object({
    type: z.literal("secondLookBegun"),
    ...stamp,
    episode: z.number().int(),
    because: z.string().optional(),
  }),
  /** It is looked for what a recovery followed. */
  z.object({ type: z.literal("recoveryLookBegun"), ...stamp, episode: z.number().int() }),
  /** The change that a recovery followed, by its evidence id; without one, none was seen up to the horizon (epoch seconds). */
  z.object({
    type: z.literal("recoverySeen"),
    ...stamp,
    episode: z.number().int(),
    recoveredAt: moment,
    horizon: z.number(),
    /** In words: "4 min after UpdateService by role/deploy". */
    followed: z.object({ evidence: z.string(), words: z.string() }).optional(),
    /** Why changes could not be seen at all. */
    unseen: gap.optional(),
  }),
  z.object({ type: z.literal("investigationRequested"), ...stamp, episode: z.number().int() }),
  /** Shown in one more channel from now on. */
  z.object({ type: z.literal("threadLinked"), ...stamp, place: z.string(), thread: z.string() }),
  /** The alarm changed at `alarmAt`, its own time; which episode that makes follows from the order of those times. */
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
        /** The same by name, to be compared: zone, account, the alarm's dimensions. */
        attributes: z.record(z.string(), z.string()).optional(),
      }),
    ),
    /** What AWS says of a place that members are in. */
    announced: z.array(announcement).optional(),
  }),
  /** What AWS Health says of the alarm's Region after its investigation began. */
  z.object({ type: z.literal("healthAnnounced"), ...stamp, announced: announcement }),
  z.object({
    type: z.literal("progressed"),
    ...stamp,
    episode: z.number().int(),
    done: z.number(),
    planned: z.number(),
    looking: z.string(),
    /** Where it tells of findings that are not whole yet: hypothesis ids, best first. */
    ranking: z.array(z.string()).optional(),
    /** With a ranking: up to when each source can be believed, epoch seconds. */
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
    /** Up to when each source can be believed, epoch seconds: "metrics", "changes", "logs". */
    horizons: z.record(z.string(), z.number()),
    /** The alarm's own metric at the end of what was seen. */
    now: z
      .object({
        value: z.number(),
        at: z.number(),
        failing: z.boolean(),
        /** The value with its unit: "6.3 s". */
        text: z.string().optional(),
      })
      .optional(),
    /** Archive id of the alarm's own metric as a chart. */
    chart: z.string().optional(),
    chartAlt: z.string().optional(),
    /** It is a second look at the same firing. */
    again: z.boolean().optional(),
    /** What the looks at this firing took so far: calls, and roughly how many dollars. */
    took: z.object({ calls: z.number(), dollars: z.number() }).optional(),
  }),
  z.object({
    type: z.literal("noteAdded"),
    ...stamp,
    id: z.string(),
    text: z.string(),
    /** Somebody's message that was added to the timeline: when it was said, by whom, and where it stands. */
    said: z.object({ at: moment, author: z.string(), link: z.string() }).optional(),
  }),
  z.object({ type: z.literal("queryAsked"), ...stamp, id: z.string(), question, understood: z.string() }),
  /** How a question that takes long goes, in words. */
  z.object({ type: z.literal("queryProgressed"), ...stamp, id: z.string(), words: z.string() }),
  z.object({ type: z.literal("queryAnswered"), ...stamp, id: z.string(), answer }),
  z.object({ type: z.literal("acknowledged"), ...stamp }),
  z.object({ type: z.literal("unacknowledged"), ...stamp }),
  z.object({
    type: z.literal("closed"),
    ...stamp,
    resolution: z.string().optional(),
    quiet: z.boolean().default(false),
    /** The hypothesis that was the cause, as the one who closed it says. */
    cause: z.string().optional(),
  }),
  z.object({ type: z.literal("reopened"), ...stamp }),
  /** A piece of work failed for good: one sentence for the thread. */
  z.object({ type: z.literal("workFailed"), ...stamp, what: z.string(), reason: z.string() }),
]);
export type Event = z.infer<typeof event>;
