import { athenaOperations } from "../athena/operations.ts";
import type { Operation } from "../call/operation.ts";
import { lookupEvents } from "../cloudtrail/changes.ts";
import { describeAlarms } from "../cloudwatch/alarms.ts";
import { describeAnomalyDetectors } from "../cloudwatch/expected.ts";
import { putMetricData } from "../cloudwatch/heartbeat.ts";
import { describeAlarmHistory } from "../cloudwatch/history.ts";
import { insightOperations } from "../cloudwatch/insight-rules.ts";
import { oamOperations } from "../cloudwatch/linked-accounts.ts";
import { listMetrics } from "../cloudwatch/metric-list.ts";
import { listMetricStreams } from "../cloudwatch/metric-streams.ts";
import { getMetricData } from "../cloudwatch/metrics.ts";
import { deleteAlarmMuteRule, putAlarmMuteRule } from "../cloudwatch/mute-rule.ts";
import { putMetricAlarm } from "../cloudwatch/put-alarm.ts";
import { listTagsForResource } from "../cloudwatch/tags.ts";
import { describeInstances } from "../ec2/instances.ts";
import { describeAvailabilityZones } from "../ec2/zones.ts";
import { describeLogGroups } from "../logs/groups.ts";
import { getQueryResults, startQuery, stopQuery } from "../logs/insights.ts";
import { flowOperations } from "../network-flows/contributors.ts";
import { describeDBInstances } from "../performance-insights/instances.ts";
import { describeDimensionKeys } from "../performance-insights/loads.ts";
import { redshiftOperations } from "../redshift/statements.ts";
import { balancerOperations } from "../resources/balancers.ts";
import { listAliases } from "../resources/canary.ts";
import { lambdaOperations } from "../resources/functions.ts";
import { ecsOperations } from "../resources/services.ts";
import { getResources } from "../resources/tagged.ts";
import { sqsOperations } from "../sns/queue/operations.ts";
import { snsOperations } from "../sns/topics.ts";
import { getServiceGraph } from "../xray/graph.ts";
import { getTraceSummaries } from "../xray/traces.ts";

/** Assuming a role of ACCOUNTS. */
const assumeRole: Operation = {
  action: "sts:AssumeRole",
  reason: "read another account, with a role there whose name begins with gumshoe",
  resources: ["arn:aws:iam::*:role/gumshoe*"],
};

/** Amazon Managed Service for Prometheus, where PROMETHEUS is a workspace. */
export const prometheusOperations: readonly Operation[] = [
  { action: "aps:QueryMetrics", reason: "answer `promql`", resources: ["arn:aws:aps:*:*:workspace/*"] },
  { action: "aps:GetLabels", reason: "list the values of a label", resources: ["arn:aws:aps:*:*:workspace/*"] },
];

/** Every AWS call that Gumshoe makes, except those on its own table. */
export const operations: readonly Operation[] = [
  getMetricData,
  listMetrics,
  describeAlarms,
  describeAlarmHistory,
  putMetricAlarm,
  putMetricData,
  putAlarmMuteRule,
  deleteAlarmMuteRule,
  describeAnomalyDetectors,
  listTagsForResource,
  describeAvailabilityZones,
  describeInstances,
  lookupEvents,
  describeLogGroups,
  startQuery,
  getQueryResults,
  stopQuery,
  getServiceGraph,
  getTraceSummaries,
  ...Object.values(ecsOperations),
  ...Object.values(lambdaOperations),
  ...Object.values(balancerOperations),
  getResources,
  describeDBInstances,
  describeDimensionKeys,
  listAliases,
  ...Object.values(insightOperations),
  listMetricStreams,
  ...Object.values(oamOperations),
  ...Object.values(flowOperations),
  ...Object.values(redshiftOperations),
  ...prometheusOperations,
  ...Object.values(athenaOperations),
  ...Object.values(snsOperations),
  ...Object.values(sqsOperations),
  assumeRole,
];
