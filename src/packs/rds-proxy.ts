import type { Pack } from "./pack.ts";
import { HALF_MORE, minutes } from "./recommended-alarm.ts";

const docs = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.monitoring.html";

export const rdsProxy = {
  service: "rds-proxy",
  title: "RDS Proxy",
  namespace: "AWS/RDS",
  dimensions: ["ProxyName"],
  kind: "AWS::RDS::DBProxy",
  metrics: {
    clients: { name: "ClientConnections", statistic: "Sum", unit: "Count", signal: "connections", docs },
    borrowed: { name: "DatabaseConnectionsCurrentlyBorrowed", statistic: "Sum", unit: "Count", docs },
    most: { name: "MaxDatabaseConnectionsAllowed", statistic: "Sum", unit: "Count", docs },
    pinned: { name: "DatabaseConnectionsCurrentlySessionPinned", statistic: "Sum", unit: "Count", docs },
    refused: { name: "ClientConnectionsSetupFailedAuth", statistic: "Sum", unit: "Count", signal: "errors", docs },
  },
  rules: [
    {
      id: "rds-proxy-borrowed",
      title: "All connections to the database are lent out",
      mechanism: "connections",
      all: [{ metric: "borrowed", op: ">=", value: 0.95, of: { metric: "most" } }],
      weight: 0.9,
      next: "Look at who holds connections long: slow statements, open transactions, pinned sessions",
    },
    {
      id: "rds-proxy-pinned",
      title: "Sessions are pinned, so that their connections are not shared",
      mechanism: "connections",
      all: [{ metric: "pinned", left: "up" }],
      weight: 0.4,
      next: "Look for SET statements, prepared statements and temporary tables in what was deployed",
    },
    {
      id: "rds-proxy-login",
      title: "Clients are refused at login",
      mechanism: "credentials",
      all: [{ metric: "refused", left: "up" }],
      weight: 0.5,
      next: "Look at whether a secret was rotated, and at the role of the clients",
    },
  ],
  alarms: [
    {
      id: "borrowed",
      name: "DatabaseConnectionsCurrentlyBorrowed",
      statistic: "Sum",
      ...HALF_MORE,
      ...minutes(5),
      missing: "missing",
      next: "Compare with MaxDatabaseConnectionsAllowed",
    },
    {
      id: "borrow-latency",
      name: "DatabaseConnectionsBorrowLatency",
      statistic: "Average",
      ...HALF_MORE,
      ...minutes(5),
      missing: "missing",
      next: "Look at who holds connections long",
    },
    {
      id: "login-failures",
      name: "ClientConnectionsSetupFailedAuth",
      statistic: "Sum",
      ...HALF_MORE,
      ...minutes(5),
      missing: "notBreaching",
      next: "Look at whether a secret was rotated",
    },
  ],
  queries: [
    {
      id: "clients",
      asks: "Which proxies have most clients",
      language: "metrics",
      text: 'SELECT MAX(ClientConnections) FROM SCHEMA("AWS/RDS", ProxyName) GROUP BY ProxyName ORDER BY MAX() DESC LIMIT 10',
    },
    {
      id: "pinned",
      asks: "Which proxies pin most sessions",
      language: "metrics",
      text: 'SELECT MAX(DatabaseConnectionsCurrentlySessionPinned) FROM SCHEMA("AWS/RDS", ProxyName) GROUP BY ProxyName ORDER BY MAX() DESC LIMIT 10',
    },
  ],
  neighbours: ["the database behind it", "the functions and services that connect through it", "its secret"],
} as const satisfies Pack;
