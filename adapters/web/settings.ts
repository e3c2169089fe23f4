import { z } from "zod";

/** The settings of the web page. */
export const webSettings = z.object({
  /** The key that signs links to investigation pages; without it a new one is generated at each start. */
  LINK_SECRET: z.string().min(16, "needs at least 16 characters").optional(),
});
