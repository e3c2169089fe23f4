import { z } from "zod";
import { queueArns } from "../../../../src/process/setting-values.ts";

/** The settings of queues between SNS and Gumshoe. */
export const queueSettings = z.object({
  /** Queues that the topics of SNS_TOPICS deliver to, ARNs separated by commas. */
  SQS_QUEUES: queueArns.default([]),
});
