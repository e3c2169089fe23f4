import { z } from "zod";
import { positiveNumber, queue } from "../../src/process/setting-values.ts";

/** The settings of AWS as a source of telemetry. */
export const awsSettings = z.object({
  /** A queue for what SNS could not deliver, by its ARN; used by the subscribe command. */
  SNS_DEAD_LETTER_QUEUE: queue.optional(),
  /** What one investigation or question may take: calls of AWS, and dollars. */
  INVESTIGATION_CALLS: positiveNumber.default(400),
  INVESTIGATION_DOLLARS: positiveNumber.default(0.5),
  /** What one search of logs, or one query of Athena, may cost, in dollars. */
  QUERY_DOLLARS: positiveNumber.default(0.25),
  /** Tags of alarms that are shown, and that routes may name. */
  ALARM_TAGS: z
    .string()
    .default("team,owner,service,runbook")
    .transform((text) => text.split(",").flatMap((name) => name.trim() || [])),
  ATHENA_WORKGROUP: z.string().default("primary"),
  ATHENA_DATABASE: z.string().optional(),
});
