import type { SystemIncident } from "../system-incident.ts";

/** Writes to an OpenSearch Serverless collection are refused after its data access policy was changed. */
export const opensearchServerless: SystemIncident = {
  id: "opensearch-serverless",
  title: "Logs are missing in search",
  summary: "Writes to the collection app-logs fail.",
  answer: {
    component: "app-logs",
    mechanism: "change:UpdateAccessPolicy",
    sentence: "A changed data access policy no longer lets the pipeline write.",
  },
  parts: [
    {
      id: "app-logs",
      kind: "AWS::OpenSearchServerless::Collection",
      arn: "arn:aws:aoss:{region}:{account}:collection/app-logs",
      namespace: "AWS/AOSS",
      dimensions: { ClientId: "123456789012", CollectionId: "07tjusf2h91cunochc", CollectionName: "app-logs" },
      metrics: {
        IngestionRequestErrors: { statistic: "Sum", usual: 0.4, bad: 340, signal: "errors" },
        "4xx": { statistic: "Sum", usual: 0.4, bad: 340 },
        "5xx": { statistic: "Sum", usual: 0 },
        SearchRequestErrors: { statistic: "Sum", usual: 0.1 },
        SearchRequestRate: { statistic: "Sum", usual: 220 },
      },
    },
  ],
  alarm: { part: "app-logs", metric: "IngestionRequestErrors", threshold: 100, datapoints: 5 },
  changes: [
    {
      minutesBefore: 3,
      action: "UpdateAccessPolicy",
      actor: "role/developer/noor",
      part: "app-logs",
      detail: { name: "app-logs-writers", type: "data" },
    },
  ],
};
