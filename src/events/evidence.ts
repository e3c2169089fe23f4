import { z } from "zod";
import { window } from "./question.ts";

const moment = z.iso.datetime({ offset: true });

export const component = z.object({ id: z.string(), name: z.string(), kind: z.string() });

export const evidence = z.object({
  kind: z.enum(["metric", "change", "log", "trace", "topology", "rule", "history"]),
  component: component.optional(),
  /** One sentence, in the words of the voice guide. */
  sentence: z.string(),
  /** The figures that the sentence rests on, by name. */
  figures: z.record(z.string(), z.number()).default({}),
  query: z.string(),
  window,
  /** Up to when the source can be believed, epoch seconds. */
  horizon: z.number(),
  /** The body's id in the archive. */
  archive: z.string().optional(),
});
export type Evidence = z.infer<typeof evidence>;

export const standing = z.enum(["POSSIBLE", "LIKELY", "CONFIRMED"]);
export type Standing = z.infer<typeof standing>;
export const verdict = z.enum(["CONFIRMED", "LIKELY", "INCONCLUSIVE", "NO FAULT FOUND"]);
export type Verdict = z.infer<typeof verdict>;

/** What could not be looked at, why, and what would make it possible. */
export const gap = z.object({ what: z.string(), reason: z.string(), remedy: z.string().optional() });
export type Gap = z.infer<typeof gap>;

/** The reason of a gap that closes by itself before the round is over. */
export const STILL_LOOKING = "still looking";

/** A cause is recognised again by its component and mechanism. */
export const cause = z.object({ component, mechanism: z.string() });
export type Cause = z.infer<typeof cause>;

/** What AWS Health says: which zone, Region or account it names. */
export const announcement = z.object({
  id: z.string(),
  at: moment,
  sentence: z.string(),
  names: z.array(z.object({ name: z.string(), value: z.string() })),
  /** The Region that it is about; none where it is about all. */
  region: z.string().optional(),
  /** Since when AWS says it goes on. */
  began: moment.optional(),
});
export type Announcement = z.infer<typeof announcement>;

/** What a hypothesis weighs, with what it rests on. */
export const weighed = {
  standing,
  /** What it would be if no other stood above it. */
  alone: standing.optional(),
  /** The accepted hypothesis that it may be the cause of. */
  explains: z.string().optional(),
  statement: z.string(),
  /** Evidence ids. */
  supports: z.array(z.string()),
  contradicts: z.array(z.string()),
  unchecked: z.array(gap),
  /** What would settle it: a command that a person could type, and what it shows. */
  settles: z.object({ text: z.string(), command: z.string().optional() }).optional(),
  /** What would relieve it, to copy; never run. */
  relief: z.object({ text: z.string(), command: z.string(), undo: z.string().optional() }).optional(),
  /** What would refute it, in words. */
  refutedBy: z.string(),
  score: z.number(),
};
