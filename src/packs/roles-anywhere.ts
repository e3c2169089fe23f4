import type { Pack } from "./pack.ts";

const docs = "https://docs.aws.amazon.com/rolesanywhere/latest/userguide/monitoring-cloudwatch.html";

export const rolesAnywhere = {
  service: "roles-anywhere",
  title: "Roles Anywhere trust anchor",
  namespace: "AWS/RolesAnywhere",
  dimensions: ["TrustAnchorArn"],
  kind: "AWS::RolesAnywhere::TrustAnchor",
  metrics: { days: { name: "DaysToExpiry", statistic: "Minimum", unit: "Count", docs } },
  rules: [
    {
      id: "roles-anywhere-expired",
      title: "The certificate authority has expired",
      mechanism: "certificate",
      all: [{ metric: "days", op: "<=", value: 0 }],
      weight: 0.9,
      next: "Renew the certificate of the trust anchor; until then nobody outside gets credentials",
    },
  ],
  alarms: [
    {
      id: "expiry",
      name: "DaysToExpiry",
      statistic: "Minimum",
      op: "<=",
      threshold: 30,
      because: "AWS names no number: a month to renew it",
      period: 86_400,
      datapoints: 1,
      periods: 1,
      missing: "missing",
      next: "Renew the certificate of the trust anchor",
    },
  ],
  queries: [
    {
      id: "refused",
      asks: "Why sessions are refused",
      language: "metrics",
      text: 'SELECT SUM(Failure) FROM SCHEMA("AWS/RolesAnywhere", ErrorType, Operation) GROUP BY ErrorType ORDER BY SUM() DESC LIMIT 10',
    },
  ],
  neighbours: ["the machines outside that use its certificates", "the roles and profiles behind it"],
} as const satisfies Pack;
