import type { Pack } from "./pack.ts";
import { HALF_MORE } from "./recommended-alarm.ts";

const docs = "https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-monitoring.html";

export const redshiftServerless = {
  service: "redshift-serverless",
  title: "Redshift Serverless workgroup",
  namespace: "AWS/Redshift-Serverless",
  dimensions: ["Workgroup"],
  kind: "AWS::RedshiftServerless::Workgroup",
  metrics: {
    capacity: { name: "ComputeCapacity", statistic: "Maximum", unit: "Count", signal: "consumed", docs },
    connections: { name: "DatabaseConnections", statistic: "Maximum", unit: "Count", signal: "connections", docs },
    seconds: { name: "ComputeSeconds", statistic: "Sum", unit: "Count", docs },
  },
  rules: [
    {
      id: "redshift-serverless-capacity",
      title: "Capacity at a plateau above the usual",
      mechanism: "capacity",
      all: [
        { metric: "capacity", left: "up" },
        { metric: "capacity", op: ">=", value: 0.98, of: "highest" },
      ],
      weight: 0.3,
      next: "Compare with the workgroup's maximum capacity, and look at queries that wait: ask redshift-serverless queued",
    },
    {
      id: "redshift-serverless-cost",
      title: "Far more compute than usual",
      mechanism: "cost",
      all: [
        { metric: "seconds", left: "up" },
        { metric: "seconds", op: ">=", value: 2, of: "usual" },
      ],
      weight: 0.3,
      next: "Look at who asks more, and at a query that became slow",
    },
    {
      id: "redshift-serverless-connections",
      title: "Connections near the limit of 2,000",
      mechanism: "connections",
      all: [{ metric: "connections", op: ">=", value: 1900 }],
      weight: 0.6,
      next: "Look at which clients open connections and do not close them",
    },
  ],
  alarms: [
    {
      id: "capacity",
      name: "ComputeCapacity",
      statistic: "Maximum",
      ...HALF_MORE,
      period: 300,
      datapoints: 6,
      periods: 6,
      missing: "missing",
      next: "Compare with the workgroup's maximum capacity",
    },
    {
      id: "connections",
      name: "DatabaseConnections",
      statistic: "Maximum",
      ...HALF_MORE,
      period: 300,
      datapoints: 3,
      periods: 3,
      missing: "missing",
      next: "Look at which clients open connections",
    },
  ],
  queries: [
    {
      id: "queued",
      asks: "Which kinds of queries wait",
      language: "metrics",
      text: "SELECT MAX(QueriesQueued) FROM SCHEMA(\"AWS/Redshift-Serverless\", QueryType, Workgroup) WHERE Workgroup = '{{workgroup}}' GROUP BY QueryType ORDER BY MAX() DESC LIMIT 10",
      parameters: { workgroup: { type: "name", means: "the workgroup", example: "analytics" } },
    },
    {
      id: "failed",
      asks: "Which kinds of queries fail",
      language: "metrics",
      text: "SELECT SUM(QueriesFailed) FROM SCHEMA(\"AWS/Redshift-Serverless\", QueryType, Workgroup) WHERE Workgroup = '{{workgroup}}' GROUP BY QueryType ORDER BY SUM() DESC LIMIT 10",
      parameters: { workgroup: { type: "name", means: "the workgroup", example: "analytics" } },
    },
    {
      id: "durations",
      asks: "How long short, medium and long queries take, microseconds",
      language: "metrics",
      text: "SELECT AVG(QueryDuration) FROM SCHEMA(\"AWS/Redshift-Serverless\", LatencyRange, Workgroup) WHERE Workgroup = '{{workgroup}}' GROUP BY LatencyRange ORDER BY AVG() DESC LIMIT 10",
      parameters: { workgroup: { type: "name", means: "the workgroup", example: "analytics" } },
    },
    {
      id: "stages",
      asks: "Where queries spend their time, ms",
      language: "metrics",
      text: "SELECT SUM(QueryRuntimeBreakdown) FROM SCHEMA(\"AWS/Redshift-Serverless\", Stage, Workgroup) WHERE Workgroup = '{{workgroup}}' GROUP BY Stage ORDER BY SUM() DESC LIMIT 10",
      parameters: { workgroup: { type: "name", means: "the workgroup", example: "analytics" } },
    },
    {
      id: "limits",
      asks: "How much of its usage limits is used",
      language: "metrics",
      text: "SELECT MAX(UsageLimitConsumed) FROM SCHEMA(\"AWS/Redshift-Serverless\", UsageLimitId, UsageType, Workgroup) WHERE Workgroup = '{{workgroup}}' GROUP BY UsageLimitId ORDER BY MAX() DESC LIMIT 10",
      parameters: { workgroup: { type: "name", means: "the workgroup", example: "analytics" } },
    },
  ],
  neighbours: [
    "its usage limits: one that is reached may turn queries off",
    "its namespace, and what loads into it",
    "who asks: dashboards, jobs, people",
  ],
} as const satisfies Pack;
