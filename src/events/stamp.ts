import { z } from "zod";

export const moment = z.iso.datetime({ offset: true });
export const actor = z.object({ id: z.string(), name: z.string() });

/** Who did it: a person of a platform (`web:ana`), or Gumshoe itself. */
export type Actor = z.infer<typeof actor>;

/** What every event has: when, and by whom. */
export const stamp = { at: moment, by: actor };
