import type { Pack } from "./pack.ts";

const docs = "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/monitoring-cloudwatch.html";

export const openSearchServerless = {
  service: "opensearch-serverless",
  title: "OpenSearch Serverless, a whole account",
  namespace: "AWS/AOSS",
  dimensions: ["ClientId"],
  kind: "AWS::OpenSearchServerless::Account",
  metrics: {
    search: { name: "SearchOCU", statistic: "Maximum", unit: "Count", signal: "consumed", docs },
    indexing: { name: "IndexingOCU", statistic: "Maximum", unit: "Count", docs },
  },
  rules: [
    {
      id: "opensearch-serverless-indexing",
      title: "Indexing at 10 OCU, the limit of an account where none was set",
      mechanism: "capacity",
      all: [{ metric: "indexing", op: ">=", value: 10 }],
      weight: 0.4,
      next: "Compare with the account's limit; where it is reached, raise it, or look at who indexes more",
    },
    {
      id: "opensearch-serverless-search",
      title: "Search at 10 OCU, the limit of an account where none was set",
      mechanism: "capacity",
      all: [{ metric: "search", op: ">=", value: 10 }],
      weight: 0.4,
      next: "Compare with the account's limit; where it is reached, raise it, or look at who searches more",
    },
  ],
  alarms: [
    {
      id: "indexing",
      name: "IndexingOCU",
      statistic: "Maximum",
      op: ">=",
      threshold: 10,
      because: "10 OCU are the account's limit where none was set",
      period: 300,
      datapoints: 3,
      periods: 3,
      missing: "missing",
      next: "Compare with the account's limit, and look at who indexes more",
    },
    {
      id: "search",
      name: "SearchOCU",
      statistic: "Maximum",
      op: ">=",
      threshold: 10,
      because: "10 OCU are the account's limit where none was set",
      period: 300,
      datapoints: 3,
      periods: 3,
      missing: "missing",
      next: "Compare with the account's limit, and look at who searches more",
    },
  ],
  queries: [
    {
      id: "searched",
      asks: "Which collections are searched most",
      language: "metrics",
      text: 'SELECT SUM(SearchRequestRate) FROM SCHEMA("AWS/AOSS", ClientId, CollectionId, CollectionName) GROUP BY CollectionName ORDER BY SUM() DESC LIMIT 10',
    },
    {
      id: "written",
      asks: "Which collections are written most",
      language: "metrics",
      text: 'SELECT SUM(IngestionRequestRate) FROM SCHEMA("AWS/AOSS", ClientId, CollectionId, CollectionName) GROUP BY CollectionName ORDER BY SUM() DESC LIMIT 10',
    },
  ],
  neighbours: [
    "its collections; those in a collection group have limits of their own",
    "what writes to them: pipelines, agents",
  ],
} as const satisfies Pack;
