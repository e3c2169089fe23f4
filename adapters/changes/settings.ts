import { z } from "zod";

/** The settings of `POST /changes`. */
export const changesSettings = z.object({
  /** Signs what is posted to /changes; without it nothing is taken there. */
  CHANGES_SECRET: z.string().min(16, "needs at least 16 characters").optional(),
});
