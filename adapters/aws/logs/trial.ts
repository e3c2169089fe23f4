import { type CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { Trial } from "../call/trial.ts";
import { describeLogGroups } from "./groups.ts";

/** Tries CloudWatch Logs: one log group. */
export const tryLogs = (client: CloudWatchLogsClient): Trial => ({
  operation: describeLogGroups,
  call: (abort) => client.send(new DescribeLogGroupsCommand({ limit: 1 }), abort),
});
