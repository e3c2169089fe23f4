import { z } from "zod";
import { loopback } from "../../src/process/setting-values.ts";

export const pagerDutySettings = z.object({
  /** Another Events API on loopback, for tests. */
  PAGERDUTY_API_URL: loopback.optional(),
});
