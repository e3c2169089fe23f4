import { type CloudWatchClient, DescribeAlarmsCommand, ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import type { Trial } from "../call/trial.ts";
import { describeAlarms } from "./alarms.ts";
import { listMetrics } from "./metric-list.ts";

/** Tries CloudWatch: one alarm, and a metric that hardly any account has. */
export const tryCloudWatch = (client: CloudWatchClient): readonly Trial[] => [
  { operation: describeAlarms, call: (abort) => client.send(new DescribeAlarmsCommand({ MaxRecords: 1 }), abort) },
  {
    operation: listMetrics,
    call: (abort) => client.send(new ListMetricsCommand({ Namespace: "Gumshoe", MetricName: "Heartbeat" }), abort),
  },
];
