import type { Pack } from "./pack.ts";
import { HALF_MORE } from "./recommended-alarm.ts";

const docs = "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/monitoring-pipeline-metrics.html";

export const openSearchIngestion = {
  service: "opensearch-ingestion",
  title: "OpenSearch Ingestion pipeline",
  namespace: "AWS/OSIS",
  dimensions: ["PipelineName"],
  kind: "AWS::OSIS::Pipeline",
  metrics: {
    cpu: { name: "system.cpu.usage.value", statistic: "Average", unit: "Percent", signal: "cpu", docs },
    units: { name: "computeUnits", statistic: "Maximum", unit: "Count", signal: "consumed", docs },
  },
  rules: [
    {
      id: "opensearch-ingestion-units",
      title: "Compute units at a plateau above the usual",
      mechanism: "capacity",
      all: [
        { metric: "units", left: "up" },
        { metric: "units", op: ">=", value: 1, of: "highest" },
      ],
      weight: 0.3,
      next: "Compare with the pipeline's maximum; where it is reached, raise it",
    },
    {
      id: "opensearch-ingestion-cpu",
      title: "The pipeline's CPU is used up",
      mechanism: "cpu",
      all: [{ metric: "cpu", op: ">=", value: 95 }],
      weight: 0.4,
      next: "Look at its processors, and at who sends more",
    },
  ],
  alarms: [
    {
      id: "cpu",
      name: "system.cpu.usage.value",
      statistic: "Average",
      op: ">=",
      threshold: 80,
      because: "AWS advises 80 % for 45 min",
      period: 900,
      datapoints: 3,
      periods: 3,
      missing: "missing",
      next: "Compare its compute units with their maximum",
    },
    {
      id: "units",
      name: "computeUnits",
      statistic: "Maximum",
      ...HALF_MORE,
      period: 900,
      datapoints: 3,
      periods: 3,
      missing: "missing",
      next: "Compare with the pipeline's maximum",
    },
  ],
  queries: [
    {
      id: "refused",
      asks: "How many documents the domain refused",
      language: "metrics",
      text: 'SELECT SUM("{{stage}}.opensearch.documentErrors.count") FROM SCHEMA("AWS/OSIS", PipelineName) GROUP BY PipelineName ORDER BY SUM() DESC LIMIT 10',
      parameters: { stage: { type: "name", means: "the pipeline's name in its definition", example: "log-pipeline" } },
    },
    {
      id: "buffers",
      asks: "How full the buffers are, percent",
      language: "metrics",
      text: 'SELECT MAX("{{stage}}.BlockingBuffer.bufferUsage.value") FROM SCHEMA("AWS/OSIS", PipelineName) GROUP BY PipelineName ORDER BY MAX() DESC LIMIT 10',
      parameters: { stage: { type: "name", means: "the pipeline's name in its definition", example: "log-pipeline" } },
    },
    {
      id: "unsigned",
      asks: "How many requests had no right to send",
      language: "metrics",
      text: 'SELECT SUM("{{stage}}.osis_sigv4_auth.httpAuthFailure.count") FROM SCHEMA("AWS/OSIS", PipelineName) GROUP BY PipelineName ORDER BY SUM() DESC LIMIT 10',
      parameters: { stage: { type: "name", means: "the pipeline's name in its definition", example: "log-pipeline" } },
    },
  ],
  neighbours: [
    "its domain or collection",
    "what sends to it: Fluent Bit, with a certificate of Roles Anywhere",
    "its dead-letter bucket",
  ],
} as const satisfies Pack;
