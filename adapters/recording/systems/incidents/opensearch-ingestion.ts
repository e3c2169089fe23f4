import type { SystemIncident } from "../system-incident.ts";

/** Fluent Bit outside of AWS gets no credentials, because the certificate authority of Roles Anywhere has expired. */
export const opensearchIngestion: SystemIncident = {
  id: "opensearch-ingestion",
  title: "On-premises logs stopped",
  summary: "The pipeline onprem-logs refuses its senders.",
  answer: {
    component: "onprem-ca",
    mechanism: "certificate",
    sentence: "The certificate authority of the trust anchor has expired, so no sender gets credentials.",
  },
  parts: [
    {
      id: "onprem-logs",
      kind: "AWS::OSIS::Pipeline",
      arn: "arn:aws:osis:{region}:{account}:pipeline/onprem-logs",
      namespace: "AWS/OSIS",
      dimensions: { PipelineName: "onprem-logs" },
      metrics: {
        "onprem-logs.http.badRequests.count": { statistic: "Sum", usual: 0.3, bad: 410, signal: "errors" },
        "onprem-logs.http.requestsReceived.count": { statistic: "Sum", usual: 420, bad: 415, signal: "requests" },
        "system.cpu.usage.value": { statistic: "Average", usual: 22 },
        computeUnits: { statistic: "Maximum", usual: 2 },
      },
      logGroup: "/aws/vendedlogs/OpenSearchIngestion/onprem-logs",
      lines: [
        {
          text: "Rejected request of fluent-bit: ExpiredTokenException from rolesanywhere",
          severity: "error",
          usual: 0,
          bad: 400,
        },
      ],
    },
    {
      id: "onprem-ca",
      kind: "AWS::RolesAnywhere::TrustAnchor",
      arn: "arn:aws:rolesanywhere:{region}:{account}:trust-anchor/4f2e1c8a-onprem-ca",
      namespace: "AWS/RolesAnywhere",
      dimensions: { TrustAnchorArn: "onprem-ca" },
      metrics: { DaysToExpiry: { statistic: "Minimum", usual: 1, bad: 0 } },
      logGroup: "/onprem/roles-anywhere",
      lines: [
        {
          text: "CreateSession denied: Untrusted certificate. The certificate authority has expired",
          severity: "error",
          usual: 0,
          bad: 40,
        },
      ],
    },
  ],
  calls: [["onprem-logs", "onprem-ca"]],
  alarm: { part: "onprem-logs", metric: "onprem-logs.http.badRequests.count", threshold: 50 },
};
