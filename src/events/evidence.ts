import { z } from "zod";
import { window } from "./question.ts";

const moment = z.iso.datetime({ offset: true });

export const component = z.object({ id: z.string(), name: z.string(), kind: z.string() });

export const evidence = z.object({
  kind: z.enum(["metric", "change", "log", "trace", "topology", "rule", "cluster", "history", "investigation", "tool"]),
  component: component.optional(),
  /** One sentence, in the words of the voice guide. */
  sentence: z.string(),
  /** The figures behind the sentence, by name. */
  figures: z.record(z.string(), z.number()).default({}),
  query: z.string(),
  window,
  /** The time up to which the source is complete, epoch seconds. */
  horizon: z.number(),
  /** The body's id in the archive. */
  archive: z.string().optional(),
});
export type Evidence = z.infer<typeof evidence>;

export const standing = z.enum(["POSSIBLE", "LIKELY", "CONFIRMED"]);
export type Standing = z.infer<typeof standing>;
export const verdict = z.enum(["CONFIRMED", "LIKELY", "INCONCLUSIVE", "NO FAULT FOUND"]);
export type Verdict = z.infer<typeof verdict>;

/** What could not be checked, why, and the remedy. */
export const gap = z.object({ what: z.string(), reason: z.string(), remedy: z.string().optional() });
export type Gap = z.infer<typeof gap>;

/** The reason of a gap that is temporary: the source is still being read. */
export const STILL_LOOKING = "still looking";

/** A cause is identified by its component and mechanism. */
export const cause = z.object({ component, mechanism: z.string() });
export type Cause = z.infer<typeof cause>;

/** An announcement of AWS Health, with the zones, Regions or accounts that it names. */
export const announcement = z.object({
  id: z.string(),
  at: moment,
  sentence: z.string(),
  names: z.array(z.object({ name: z.string(), value: z.string() })),
  /** The Region that it is about; undefined: all Regions. */
  region: z.string().optional(),
  /** The start of the issue according to AWS. */
  began: moment.optional(),
});
export type Announcement = z.infer<typeof announcement>;

/** A relief as commands to copy; Gumshoe never runs them. `noUndo`: why no command takes it back. */
const relief = z.object({
  text: z.string(),
  command: z.string(),
  undo: z.string().optional(),
  noUndo: z.string().optional(),
});
export type Relief = z.infer<typeof relief>;

/** The standing of a hypothesis, with its evidence. */
export const weighed = {
  standing,
  /** Its standing if no other hypothesis were ranked above it. */
  alone: standing.optional(),
  /** The accepted hypothesis whose own cause it may be. */
  explains: z.string().optional(),
  statement: z.string(),
  /** Evidence ids. */
  supports: z.array(z.string()),
  contradicts: z.array(z.string()),
  unchecked: z.array(gap),
  /** The check that would decide it: a command that a person could type, and what it shows. */
  settles: z.object({ text: z.string(), command: z.string().optional() }).optional(),
  relief: relief.optional(),
  /** The observation that would refute it, in words. */
  refutedBy: z.string(),
  score: z.number(),
};
