import type { Pack } from "./pack.ts";

/** Batch publishes no metrics of its own: there is no namespace AWS/Batch. */
export const batch = {
  service: "batch",
  title: "Batch job queue",
  namespace: "AWSBatchMetrics",
  dimensions: ["JobQueue"],
  kind: "AWS::Batch::JobQueue",
  metrics: {},
  rules: [],
  alarms: [],
  queries: [
    {
      id: "errors",
      asks: "Error lines of jobs, by pattern",
      language: "logs",
      text: "filter @message like /(?i)(error|exception|fail|killed|no space left)/ | pattern @message | sort @sampleCount desc | limit 20",
      group: "/aws/batch/job",
      back: 3600,
    },
    {
      id: "jobs",
      asks: "Error lines of the jobs of a definition",
      language: "logs",
      text: "filter @logStream like /^{{definition}}\\// and @message like /(?i)(error|exception|fail|killed)/ | stats count(*) as lines by @logStream | sort lines desc | limit 20",
      group: "/aws/batch/job",
      parameters: { definition: { type: "name", means: "the job definition", example: "nightly" } },
      back: 3600,
    },
  ],
  neighbours: [
    "its compute environments: their maximum of vCPU, and their status",
    "the ECS cluster below, where Container Insights is on",
  ],
} as const satisfies Pack;
