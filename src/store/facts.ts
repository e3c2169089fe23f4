import { z } from "zod";
import { verdict } from "../events/evidence.ts";

/** What statistics and comparisons read of an investigation, in its summary. All times are ISO. */
export const facts = z.object({
  kind: z.enum(["alarm", "storm", "notice", "question"]),
  firings: z.number().int(),
  /** The first firing, by the alarm's own clock. */
  firedAt: z.string().exactOptional(),
  acknowledgedAt: z.string().exactOptional(),
  /** The last recovery. */
  recoveredAt: z.string().exactOptional(),
  /** The verdict as Gumshoe reached it, whatever people decided. */
  reached: verdict.exactOptional(),
  /** True: people accepted its first hypothesis. False: they discarded it, or accepted another only. Absent: they did not decide. */
  agreed: z.boolean().exactOptional(),
  /** The cause that people accepted. */
  cause: z.object({ statement: z.string(), component: z.string(), by: z.string() }).exactOptional(),
  /** In the words of whoever closed it. */
  resolution: z.string().exactOptional(),
  closedBy: z.string().exactOptional(),
  /** Tags of the alarm. */
  team: z.string().exactOptional(),
  service: z.string().exactOptional(),
  /** What it looked like: its component, mechanism and log patterns, for comparison. */
  signs: z.array(z.string()),
  /** Notes that people marked as knowledge. */
  knowledge: z.array(z.string()),
});
export type Facts = z.infer<typeof facts>;
