import type { SystemIncident } from "../system-incident.ts";

/** The function of a dashboard of code assistants stays at its timeout of three seconds. */
export const dashboardWidget: SystemIncident = {
  id: "dashboard-widget",
  title: "A dashboard stays empty",
  summary: "The function q-users-widget fails.",
  answer: {
    component: "q-users-widget",
    mechanism: "change:UpdateFunctionConfiguration",
    sentence: "The function ends at its timeout of 3 s; it needs minutes.",
  },
  parts: [
    {
      id: "q-users-widget",
      kind: "AWS::Lambda::Function",
      arn: "arn:aws:lambda:{region}:{account}:function:q-users-widget",
      namespace: "AWS/Lambda",
      dimensions: { FunctionName: "q-users-widget" },
      metrics: {
        Errors: { statistic: "Sum", usual: 0.1, bad: 12 },
        Invocations: { statistic: "Sum", usual: 12 },
        Throttles: { statistic: "Sum", usual: 0 },
        ConcurrentExecutions: { statistic: "Maximum", usual: 2 },
        Duration: { statistic: "Maximum", usual: 640, bad: 3000 },
      },
      logGroup: "/aws/lambda/q-users-widget",
      lines: [{ text: "Task timed out after 3.00 seconds", severity: "error", usual: 0, bad: 12 }],
    },
    {
      id: "identity-store",
      kind: "AWS::IdentityStore",
      arn: "arn:aws:identitystore:{region}:{account}:identitystore/d-0123456789",
      namespace: "AWS/IdentityStore",
      dimensions: { Store: "d-0123456789" },
      metrics: {},
    },
  ],
  calls: [["q-users-widget", "identity-store"]],
  alarm: { part: "q-users-widget", metric: "Errors", threshold: 3 },
  changes: [
    {
      minutesBefore: 7,
      action: "UpdateFunctionConfiguration20150331v2",
      actor: "role/developer/ben",
      part: "q-users-widget",
      detail: { functionName: "q-users-widget", timeout: "3" },
    },
  ],
};
