import type { SystemIncident } from "../system-incident.ts";

/** Jobs of a Batch queue fail after their job definition was changed. */
export const batchQueue: SystemIncident = {
  id: "batch-queue",
  title: "Rendering jobs fail",
  summary: "Jobs of the queue render fail.",
  answer: {
    component: "render",
    mechanism: "change:RegisterJobDefinition",
    sentence: "The new revision of the job definition has a command that does not exist.",
  },
  parts: [
    {
      id: "render",
      kind: "AWS::Batch::JobQueue",
      arn: "arn:aws:batch:{region}:{account}:job-queue/render",
      namespace: "AWSBatchMetrics",
      dimensions: { JobQueue: "render" },
      metrics: {
        FailedJobs: { statistic: "Sum", usual: 0.2, bad: 26, signal: "errors" },
        SubmittedJobs: { statistic: "Sum", usual: 30, bad: 30, signal: "requests" },
      },
      logGroup: "/aws/batch/job",
      lines: [
        {
          text: 'exec: "/app/rendr": no such file or directory: container exit code 127',
          severity: "error",
          usual: 0,
          bad: 26,
        },
      ],
    },
  ],
  alarm: { part: "render", metric: "FailedJobs", threshold: 5 },
  changes: [
    {
      minutesBefore: 4,
      action: "RegisterJobDefinition",
      actor: "role/deploy",
      part: "render",
      detail: { jobDefinitionName: "render", revision: "32" },
    },
  ],
};
