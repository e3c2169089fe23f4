import type { SystemIncident } from "../system-incident.ts";

/** One container of an ECS task is at its memory limit, as Container Insights with enhanced observability shows. */
export const ecsContainer: SystemIncident = {
  id: "ecs-container",
  title: "Checkout tasks restart",
  summary: "Tasks of checkout restart.",
  answer: {
    component: "checkout-tasks",
    mechanism: "change:UpdateService",
    sentence: "The application container uses all memory of its limit since a deployment.",
  },
  parts: [
    {
      id: "checkout-tasks",
      kind: "AWS::ECS::ObservedService",
      arn: "arn:aws:ecs:{region}:{account}:service/shop/checkout-tasks",
      namespace: "ECS/ContainerInsights",
      dimensions: { ClusterName: "shop", ServiceName: "checkout-tasks" },
      metrics: {
        RestartCount: { statistic: "Sum", usual: 0, bad: 4, signal: "errors" },
        TaskMemoryUtilization: { statistic: "Maximum", usual: 52, bad: 97 },
        TaskCpuUtilization: { statistic: "Maximum", usual: 31, bad: 36 },
        ContainerMemoryUtilization: { statistic: "Maximum", usual: 55, bad: 99 },
        RunningTaskCount: { statistic: "Average", usual: 6, bad: 5.6 },
        DesiredTaskCount: { statistic: "Average", usual: 6 },
        TaskEphemeralStorageUtilization: { statistic: "Maximum", usual: 12 },
      },
      logGroup: "/ecs/checkout-tasks",
      lines: [{ text: "OutOfMemoryError: container killed due to memory usage", severity: "error", usual: 0, bad: 4 }],
    },
  ],
  alarm: { part: "checkout-tasks", metric: "RestartCount", threshold: 1 },
  changes: [
    {
      minutesBefore: 6,
      action: "UpdateService",
      actor: "role/deploy",
      part: "checkout-tasks",
      detail: { service: "checkout-tasks", cluster: "shop", taskDefinition: "checkout:88" },
    },
  ],
};
