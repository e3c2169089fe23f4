import type { SystemIncident } from "../system-incident.ts";

/** A function fails in its new runtime, to which its alias was moved. */
export const lambdaRuntime: SystemIncident = {
  id: "lambda-runtime",
  title: "Exports fail",
  summary: "The function nightly-export fails.",
  answer: {
    component: "nightly-export",
    mechanism: "change:UpdateFunctionConfiguration",
    sentence: "The runtime was upgraded, and the handler does not load in it.",
  },
  parts: [
    {
      id: "nightly-export",
      kind: "AWS::Lambda::Function",
      arn: "arn:aws:lambda:{region}:{account}:function:nightly-export",
      namespace: "AWS/Lambda",
      dimensions: { FunctionName: "nightly-export" },
      metrics: {
        Errors: { statistic: "Sum", usual: 0.2, bad: 58 },
        Invocations: { statistic: "Sum", usual: 60 },
        Throttles: { statistic: "Sum", usual: 0 },
        ConcurrentExecutions: { statistic: "Maximum", usual: 9 },
        Duration: { statistic: "Maximum", usual: 840, bad: 95 },
      },
      logGroup: "/aws/lambda/nightly-export",
      lines: [
        {
          text: "Runtime.ImportModuleError: Unable to import module 'export': No module named 'distutils'",
          severity: "error",
          usual: 0,
          bad: 58,
        },
      ],
    },
    {
      id: "exports",
      kind: "AWS::S3::Bucket",
      arn: "arn:aws:s3:::exports-{account}",
      namespace: "AWS/S3",
      dimensions: { BucketName: "exports" },
      metrics: {},
    },
  ],
  calls: [["nightly-export", "exports"]],
  alarm: { part: "nightly-export", metric: "Errors", threshold: 5 },
  listings: [
    {
      listing: "lambda-runtimes",
      columns: ["Function", "owner", "Runtime", "End", "When", "#Calls in 14 days"],
      rows: [["nightly-image", "media", "python3.9", "2025-12-15", "ended 343 days ago", "1,400"]],
      usual: [["nightly-image", "media", "python3.9", "2025-12-15", "ended 343 days ago", "1,400"]],
    },
    {
      listing: "lambda-unused",
      columns: ["Function", "owner", "Runtime", "Last changed"],
      rows: [["old-export", "nobody", "nodejs16.x", "2023-02-11"]],
      usual: [["old-export", "nobody", "nodejs16.x", "2023-02-11"]],
    },
  ],
  changes: [
    {
      minutesBefore: 4,
      action: "UpdateFunctionConfiguration20150331v2",
      actor: "role/runtime-upgrade",
      part: "nightly-export",
      detail: { functionName: "nightly-export", runtime: "python3.12" },
    },
  ],
};
