import type { Pack } from "./pack.ts";
import { HALF_MORE, minutes } from "./recommended-alarm.ts";

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
  alarms: [
    {
      id: "cpu",
      name: "CPUUtilization",
      statistic: "Average",
      op: ">",
      threshold: 80,
      because: "Above 80 % there is little left for a peak",
      ...minutes(5),
      missing: "breaching",
      next: "Compare the desired count with the maximum of the service's auto scaling",
    },
    {
      id: "memory",
      name: "MemoryUtilization",
      statistic: "Average",
      op: ">",
      threshold: 80,
      because: "Tasks are killed at 100 %",
      ...minutes(5),
      missing: "breaching",
      next: "Look which task and container it is: ask ecs-insights memory",
    },
    {
      id: "volume",
      name: "EBSFilesystemUtilization",
      statistic: "Average",
      op: ">",
      threshold: 90,
      because: "A tenth of the tasks' EBS volume is left",
      ...minutes(5),
      missing: "missing",
      next: "Look at what the tasks write there",
    },
    {
      id: "connect-5xx",
      name: "HTTPCode_Target_5XX_Count",
      statistic: "Sum",
      ...HALF_MORE,
      ...minutes(5),
      missing: "notBreaching",
      next: "Look at the errors and logs of the service",
    },
    {
      id: "connect-latency",
      name: "TargetResponseTime",
      statistic: "Average",
      ...HALF_MORE,
      ...minutes(5),
      missing: "missing",
      next: "Look at what the service waits for",
    },
  ],
  queries: [
    {
      id: "memory",
      asks: "Which services use most of their memory",
      language: "metrics",
      text: 'SELECT MAX(MemoryUtilization) FROM SCHEMA("AWS/ECS", ClusterName, ServiceName) GROUP BY ServiceName ORDER BY MAX() DESC LIMIT 10',
    },
    {
      id: "cpu",
      asks: "Which services use most of their CPU",
      language: "metrics",
      text: 'SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/ECS", ClusterName, ServiceName) GROUP BY ServiceName ORDER BY MAX() DESC LIMIT 10',
    },
  ],
  neighbours: [
    "its tasks and containers, where Container Insights is on",
    "its target group and balancer",
    "its deployments, and the image that the newest one runs",
  ],
} as const satisfies Pack;
