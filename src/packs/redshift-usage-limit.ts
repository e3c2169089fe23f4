import type { Pack } from "./pack.ts";

const docs = "https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-monitoring.html";

export const redshiftUsageLimit = {
  service: "redshift-usage-limit",
  title: "Usage limit of Redshift Serverless",
  namespace: "AWS/Redshift-Serverless",
  dimensions: ["Workgroup", "UsageType", "UsageLimitId"],
  kind: "AWS::RedshiftServerless::UsageLimit",
  metrics: {
    used: { name: "UsageLimitConsumed", statistic: "Maximum", unit: "Count", signal: "consumed", docs },
    available: { name: "UsageLimitAvailable", statistic: "Maximum", unit: "Count", docs },
  },
  rules: [
    {
      id: "redshift-usage-limit-reached",
      title: "The usage limit is reached: user queries may be turned off",
      mechanism: "usage limit",
      all: [{ metric: "used", op: ">=", value: 1, of: { metric: "available" } }],
      weight: 0.9,
      next: "Look at what the limit does when it is reached, and when its period begins again; raise it to let queries run",
    },
  ],
  alarms: [],
  queries: [
    {
      id: "used",
      asks: "Which usage limits are used most",
      language: "metrics",
      text: 'SELECT MAX(UsageLimitConsumed) FROM SCHEMA("AWS/Redshift-Serverless", UsageLimitId, UsageType, Workgroup) GROUP BY UsageLimitId, Workgroup ORDER BY MAX() DESC LIMIT 10',
    },
  ],
  neighbours: ["its workgroup, and who asks more than usual"],
} as const satisfies Pack;
