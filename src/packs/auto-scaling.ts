import type { Pack } from "./pack.ts";
import { HALF_LESS, minutes } from "./recommended-alarm.ts";

const docs = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html";

export const autoScaling = {
  service: "auto-scaling",
  title: "Auto Scaling group",
  namespace: "AWS/AutoScaling",
  dimensions: ["AutoScalingGroupName"],
  kind: "AWS::AutoScaling::AutoScalingGroup",
  metrics: {
    running: { name: "GroupInServiceInstances", statistic: "Average", unit: "Count", docs },
    desired: { name: "GroupDesiredCapacity", statistic: "Average", unit: "Count", docs },
    most: { name: "GroupMaxSize", statistic: "Average", unit: "Count", docs },
  },
  rules: [
    {
      id: "auto-scaling-maximum",
      title: "The group is at its maximum size",
      mechanism: "capacity",
      all: [
        { metric: "desired", op: ">=", value: 1, of: { metric: "most" } },
        { metric: "desired", left: "up" },
      ],
      weight: 0.4,
      next: "Raise the maximum, and look at why more instances are wanted",
    },
    {
      id: "auto-scaling-missing",
      title: "Fewer instances in service than wanted",
      mechanism: "capacity",
      all: [{ metric: "running", op: "<=", value: 0.8, of: { metric: "desired" } }],
      weight: 0.5,
      next: "Look at the scaling activities: no capacity in the zone, a launch template that fails, a health check",
    },
  ],
  alarms: [
    {
      id: "in-service",
      name: "GroupInServiceCapacity",
      statistic: "Average",
      ...HALF_LESS,
      ...minutes(10),
      missing: "breaching",
      next: "Look at the scaling activities of the group",
    },
  ],
  queries: [
    {
      id: "pending",
      asks: "Which groups wait for instances",
      language: "metrics",
      text: 'SELECT MAX(GroupPendingInstances) FROM SCHEMA("AWS/AutoScaling", AutoScalingGroupName) GROUP BY AutoScalingGroupName ORDER BY MAX() DESC LIMIT 10',
    },
  ],
  neighbours: ["its instances, and the zone that they are in", "its target group", "its launch template"],
} as const satisfies Pack;
