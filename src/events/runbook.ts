import { z } from "zod";
import { stamp } from "./stamp.ts";

/** One step of a runbook. */
const runbookStep = z.object({
  text: z.string(),
  /** What its Run buttons ask, as it would be typed. */
  questions: z.array(z.string()),
  /** Code to copy, which Gumshoe never runs. */
  code: z.array(z.string()),
});

/** A runbook as it was when it was given to an investigation: later changes of its file change no record. */
const runbook = z.object({
  name: z.string(),
  description: z.string(),
  /** The matchers by which it fits: `service="checkout"`. */
  because: z.array(z.string()),
  /** The address of its page. */
  link: z.string().optional(),
  /** Numbered from 1. */
  steps: z.array(runbookStep),
});
export type Runbook = z.infer<typeof runbook>;

export const runbookEvents = [
  /** The runbook that fits: its steps stand in the thread. */
  z.object({ type: z.literal("runbookAttached"), ...stamp, runbook }),
  /** A step of the runbook was done, by its number from 1. */
  z.object({ type: z.literal("runbookStepTicked"), ...stamp, step: z.number().int() }),
  /** It was not done after all. */
  z.object({ type: z.literal("runbookStepUnticked"), ...stamp, step: z.number().int() }),
] as const;
