import type { Pack } from "./pack.ts";

const docs = "https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/app-job-metrics.html";

/** From release 7.10 on the name of application and job are dimensions, too; a job without a name has [Unspecified]. */
export const emrServerlessJob = {
  service: "emr-serverless-job",
  title: "Workers of an EMR Serverless job",
  namespace: "AWS/EMRServerless",
  dimensions: ["ApplicationId", "ApplicationName", "CapacityAllocationType", "JobName", "WorkerType", "JobId"],
  kind: "AWS::EMRServerless::JobRun",
  metrics: {
    memory: { name: "WorkerMemoryUsed", statistic: "Maximum", unit: "Count", docs },
    memoryAllocated: { name: "WorkerMemoryAllocated", statistic: "Maximum", unit: "Count", docs },
    disk: { name: "WorkerEphemeralStorageUsed", statistic: "Maximum", unit: "Count", docs },
    diskAllocated: { name: "WorkerEphemeralStorageAllocated", statistic: "Maximum", unit: "Count", docs },
    cpu: { name: "WorkerCpuUsed", statistic: "Maximum", unit: "Count", docs },
    cpuAllocated: { name: "WorkerCpuAllocated", statistic: "Maximum", unit: "Count", docs },
  },
  rules: [
    {
      id: "emr-serverless-job-memory",
      title: "The workers use all their memory",
      mechanism: "memory",
      all: [{ metric: "memory", op: ">=", value: 0.95, of: { metric: "memoryAllocated" } }],
      weight: 0.8,
      next: "Give the driver, or the executors, a tenth more than they use: spark.driver.memory, spark.executor.memory",
    },
    {
      id: "emr-serverless-job-disk",
      title: "The workers' disks are full",
      mechanism: "storage",
      all: [{ metric: "disk", op: ">=", value: 0.85, of: { metric: "diskAllocated" } }],
      weight: 0.8,
      next: "Give each executor a quarter more than it uses: spark.emr-serverless.executor.disk; one may be full while others are not, which the sum does not show",
    },
    {
      id: "emr-serverless-job-cpu",
      title: "The workers use all their vCPU",
      mechanism: "cpu",
      all: [{ metric: "cpu", op: ">=", value: 0.95, of: { metric: "cpuAllocated" } }],
      weight: 0.3,
      next: "Raise spark.dynamicAllocation.maxExecutors, if the job is late",
    },
  ],
  alarms: [],
  queries: [
    {
      id: "disk",
      asks: "How much disk the workers of a job use, GB",
      language: "metrics",
      text: "SELECT MAX(WorkerEphemeralStorageUsed) FROM SCHEMA(\"AWS/EMRServerless\", ApplicationId, ApplicationName, CapacityAllocationType, JobId, JobName, WorkerType) WHERE JobId = '{{job}}' GROUP BY WorkerType ORDER BY MAX() DESC LIMIT 10",
      parameters: { job: { type: "name", means: "the job's id", example: "00f1a2b3c4d5e6f8" } },
    },
    {
      id: "memory",
      asks: "How much memory the workers of a job use, GB",
      language: "metrics",
      text: "SELECT MAX(WorkerMemoryUsed) FROM SCHEMA(\"AWS/EMRServerless\", ApplicationId, ApplicationName, CapacityAllocationType, JobId, JobName, WorkerType) WHERE JobId = '{{job}}' GROUP BY WorkerType ORDER BY MAX() DESC LIMIT 10",
      parameters: { job: { type: "name", means: "the job's id", example: "00f1a2b3c4d5e6f8" } },
    },
  ],
  neighbours: ["its application", "S3, which it reads and writes"],
} as const satisfies Pack;
