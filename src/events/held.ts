import { z } from "zod";

const moment = z.iso.datetime({ offset: true });

/** Why something is not shown yet, and where it will be. */
export const held = z.object({
  /** "muted by nights", "inhibited by checkout-down" */
  reason: z.string(),
  /** When it is looked at again. */
  until: moment,
  place: z.string(),
  also: z.array(z.string()),
});
export type Held = z.infer<typeof held>;
