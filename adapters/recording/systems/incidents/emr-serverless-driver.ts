import type { SystemIncident } from "../system-incident.ts";

/** Workers of an EMR Serverless job use all of their memory. */
export const emrServerlessDriver: SystemIncident = {
  id: "emr-serverless-driver",
  title: "The revenue report fails",
  summary: "Jobs of the application revenue fail.",
  answer: { component: "revenue-job", mechanism: "memory", sentence: "The driver uses all of the 16 GB that it has." },
  parts: [
    {
      id: "revenue",
      kind: "AWS::EMRServerless::Application",
      arn: "arn:aws:emr-serverless:{region}:{account}:/applications/revenue",
      namespace: "AWS/EMRServerless",
      dimensions: { ApplicationId: "00f1", ApplicationName: "revenue" },
      metrics: { FailedJobs: { statistic: "Sum", usual: 0.1, bad: 6 }, SubmittedJobs: { statistic: "Sum", usual: 8 } },
    },
    {
      id: "revenue-job",
      kind: "AWS::EMRServerless::JobRun",
      arn: "arn:aws:emr-serverless:{region}:{account}:/applications/revenue/jobruns/00f2",
      namespace: "AWS/EMRServerless",
      dimensions: {
        ApplicationId: "00f1",
        ApplicationName: "revenue",
        CapacityAllocationType: "OnDemandCapacity",
        JobName: "daily",
        WorkerType: "Spark_Driver",
        JobId: "00f2",
      },
      metrics: {
        WorkerMemoryUsed: { statistic: "Maximum", usual: 8.1, bad: 15.9 },
        WorkerMemoryAllocated: { statistic: "Maximum", usual: 16 },
        WorkerEphemeralStorageUsed: { statistic: "Maximum", usual: 4 },
        WorkerEphemeralStorageAllocated: { statistic: "Maximum", usual: 20 },
        WorkerCpuUsed: { statistic: "Maximum", usual: 1.3 },
        WorkerCpuAllocated: { statistic: "Maximum", usual: 4 },
      },
      logGroup: "/aws/emr-serverless/revenue",
      lines: [
        { text: "java.lang.OutOfMemoryError: Java heap space in the driver", severity: "error", usual: 0, bad: 6 },
      ],
    },
  ],
  calls: [["revenue", "revenue-job"]],
  alarm: { part: "revenue", metric: "FailedJobs", threshold: 2 },
  listings: [
    {
      listing: "worker-sizes",
      columns: ["Job", "Workers", "Verdict", "vCPU", "Memory, GB", "Disk, GB", "What to do"],
      rows: [
        [
          "daily (00f2)",
          "driver",
          "memory full",
          "1.3 of 4",
          "16 of 16",
          "4 of 20",
          "all 16 GB of memory are used: raise spark.driver.memory, then lower it to 1.05 times what is used",
        ],
      ],
      usual: [
        [
          "daily (00f2)",
          "driver",
          "fits",
          "1.3 of 4",
          "8.1 of 16",
          "4 of 20",
          "8.5 GB of memory and 5 GB of disk would do",
        ],
      ],
    },
  ],
};
