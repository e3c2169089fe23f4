import type { SystemIncident } from "../system-incident.ts";

/** Audit logs of AppFabric cease after an application was disconnected. */
export const appfabricLogs: SystemIncident = {
  id: "appfabric-logs",
  title: "Audit logs are missing",
  summary: "Audit logs of the destination siem cease.",
  answer: {
    component: "siem",
    mechanism: "change:DeleteAppAuthorization",
    sentence: "The authorisation of an application was deleted.",
  },
  parts: [
    {
      id: "siem",
      kind: "AWS::AppFabric::IngestionDestination",
      arn: "arn:aws:appfabric:{region}:{account}:appbundle/7a/ingestion/1/ingestiondestination/siem",
      namespace: "AWS/AppFabric",
      dimensions: { "Ingestion Destination Arn": "siem" },
      metrics: {
        "Volume of Ingested Data": { statistic: "Sum", usual: 510, bad: 12 },
        "Overall Data Delay": { statistic: "Maximum", usual: 480 },
      },
    },
  ],
  alarm: { part: "siem", metric: "Volume of Ingested Data", threshold: 100, below: true },
  changes: [
    {
      minutesBefore: 5,
      action: "DeleteAppAuthorization",
      actor: "role/it-operations",
      part: "siem",
      detail: { app: "SLACK" },
    },
  ],
};
