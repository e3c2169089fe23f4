import type { Pack } from "./pack.ts";

const docs = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html";

export const ecs = {
  service: "ecs",
  title: "ECS service",
  namespace: "AWS/ECS",
  dimensions: ["ClusterName", "ServiceName"],
  kind: "AWS::ECS::Service",
  metrics: {
    cpu: { name: "CPUUtilization", statistic: "Average", unit: "Percent", docs, signal: "cpu" },
    memory: { name: "MemoryUtilization", statistic: "Average", unit: "Percent", docs, signal: "memory" },
  },
  rules: [
    {
      id: "ecs-memory",
      title: "Memory at its allocation",
      mechanism: "memory",
      all: [{ metric: "memory", op: ">=", value: 95 }],
      weight: 0.8,
      next: "Look for tasks that stopped with OutOfMemoryError, and at what the newest task definition allows",
    },
    {
      id: "ecs-cpu",
      title: "CPU at its allocation",
      mechanism: "cpu",
      all: [{ metric: "cpu", op: ">=", value: 95 }],
      weight: 0.3,
      next: "Compare the desired count with the maximum of the service's auto scaling",
    },
  ],
} as const satisfies Pack;
