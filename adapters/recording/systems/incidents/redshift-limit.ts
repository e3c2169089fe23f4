import type { SystemIncident } from "../system-incident.ts";

/** A usage limit of Redshift Serverless is reached, and user queries are turned off. */
export const redshiftLimit: SystemIncident = {
  id: "redshift-limit",
  title: "Reports are refused",
  summary: "Queries of the workgroup analytics are refused.",
  answer: {
    component: "analytics-limit",
    mechanism: "usage limit",
    sentence: "The daily usage limit is reached, and its action turns user queries off.",
  },
  parts: [
    {
      id: "analytics",
      kind: "AWS::RedshiftServerless::Workgroup",
      arn: "arn:aws:redshift-serverless:{region}:{account}:workgroup/analytics",
      namespace: "AWS/Redshift-Serverless",
      dimensions: { Workgroup: "analytics" },
      metrics: {
        QueriesFailed: { statistic: "Sum", usual: 0.5, bad: 64, signal: "errors" },
        ComputeCapacity: { statistic: "Maximum", usual: 64, bad: 8 },
        ComputeSeconds: { statistic: "Sum", usual: 3800, bad: 90 },
        DatabaseConnections: { statistic: "Maximum", usual: 40, bad: 38 },
      },
    },
    {
      id: "analytics-limit",
      kind: "AWS::RedshiftServerless::UsageLimit",
      arn: "arn:aws:redshift-serverless:{region}:{account}:usagelimit/9f1d",
      namespace: "AWS/Redshift-Serverless",
      dimensions: { Workgroup: "analytics", UsageType: "SERVERLESS_COMPUTE", UsageLimitId: "9f1d" },
      metrics: {
        UsageLimitConsumed: { statistic: "Maximum", usual: 70, bad: 101 },
        UsageLimitAvailable: { statistic: "Maximum", usual: 100 },
      },
      logGroup: "/aws/redshift/analytics",
      lines: [
        {
          text: "Query reached usage limit: user queries are turned off until the next period",
          severity: "error",
          usual: 0,
          bad: 60,
        },
      ],
    },
  ],
  calls: [["analytics", "analytics-limit"]],
  alarm: { part: "analytics", metric: "QueriesFailed", threshold: 10 },
  listings: [
    {
      listing: "redshift",
      of: "IN ('queued', 'running', 'failed')",
      columns: ["#query_id", "status", "username", "#elapsed_s", "error", "query"],
      rows: [
        [
          "4177",
          "failed",
          "reports",
          "0.1",
          "Query reached usage limit",
          "select region, sum(total) from orders group by 1",
        ],
        ["4176", "failed", "ana", "0.1", "Query reached usage limit", "select count(*) from carts"],
      ],
      usual: [["4093", "running", "reports", "3.9", "", "select region, sum(total) from orders group by 1"]],
    },
    {
      listing: "redshift",
      of: "trim(status) AS status, count(*) AS queries",
      columns: ["status", "#queries", "#longest_s"],
      rows: [
        ["failed", "3840", "0.2"],
        ["success", "61", "44"],
      ],
      usual: [
        ["success", "2207", "48"],
        ["failed", "11", "3.1"],
      ],
    },
    {
      listing: "redshift",
      of: "sys_serverless_usage",
      columns: ["day", "#rpu_hours", "#most_rpu"],
      rows: [
        ["today", "101", "64"],
        ["yesterday", "68", "64"],
      ],
      usual: [
        ["today", "41", "64"],
        ["yesterday", "68", "64"],
      ],
    },
  ],
};
