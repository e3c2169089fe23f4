import type { Pack } from "./pack.ts";

/** EMR on EKS publishes no metrics of its own. */
export const emrOnEks = {
  service: "emr-on-eks",
  title: "Spark on EMR on EKS",
  namespace: "AWS/EMRContainers",
  dimensions: ["VirtualClusterId"],
  kind: "AWS::EMRContainers::VirtualCluster",
  metrics: {},
  rules: [],
  alarms: [],
  queries: [
    {
      id: "errors",
      asks: "Why a job fails, by pattern",
      language: "logs",
      text: "filter @logStream like /{{job}}/ and @message like /Exception|ERROR|Caused by|OutOfMemoryError|ExecutorLostFailure|FetchFailed|No space left|AccessDenied/ | pattern @message | sort @sampleCount desc | limit 20",
      group: "{{group}}",
      parameters: {
        group: { type: "group", means: "the log group of the jobs", example: "/emr-on-eks/jobs" },
        job: { type: "name", means: "the job's id", example: "00000003abcdefgh" },
      },
      back: 3600,
    },
    {
      id: "executors",
      asks: "Which executors were lost, and why",
      language: "logs",
      text: "filter @logStream like /{{job}}/ and @message like /ExecutorLostFailure|exit code|Container killed|Exit code/ | fields @timestamp, @message | sort @timestamp asc | limit 50",
      group: "{{group}}",
      parameters: {
        group: { type: "group", means: "the log group of the jobs", example: "/emr-on-eks/jobs" },
        job: { type: "name", means: "the job's id", example: "00000003abcdefgh" },
      },
      back: 3600,
    },
  ],
  neighbours: ["the EKS cluster and its nodes: pack eks", "the role of the job, and S3"],
} as const satisfies Pack;
