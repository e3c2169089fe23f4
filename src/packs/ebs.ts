import type { Pack } from "./pack.ts";
import { HALF_MORE, minutes } from "./recommended-alarm.ts";

const docs = "https://docs.aws.amazon.com/ebs/latest/userguide/using_cloudwatch_ebs.html";

export const ebs = {
  service: "ebs",
  title: "EBS volume",
  namespace: "AWS/EBS",
  dimensions: ["VolumeId"],
  kind: "AWS::EC2::Volume",
  metrics: {
    queue: { name: "VolumeQueueLength", statistic: "Average", unit: "Count", signal: "backlog", docs },
    writes: { name: "VolumeWriteOps", statistic: "Sum", unit: "Count", signal: "requests", docs },
    burst: { name: "BurstBalance", statistic: "Average", unit: "Percent", docs },
  },
  rules: [
    {
      id: "ebs-burst",
      title: "Burst balance used up",
      mechanism: "credits",
      all: [{ metric: "burst", op: "<=", value: 1 }],
      weight: 0.8,
      next: "Compare reads and writes with the baseline of the volume; gp3 has no burst balance",
    },
    {
      id: "ebs-queue",
      title: "Requests wait for the volume",
      mechanism: "backlog",
      all: [
        { metric: "queue", left: "up" },
        { metric: "queue", op: ">=", value: 1 },
      ],
      weight: 0.3,
      next: "Compare operations and bytes a second with what the volume and the instance type give",
    },
  ],
  alarms: [
    {
      id: "burst",
      name: "BurstBalance",
      statistic: "Average",
      op: "<",
      threshold: 10,
      because: "AWS names no number: a tenth is left before the volume falls to its baseline",
      period: 300,
      datapoints: 3,
      periods: 3,
      missing: "missing",
      next: "Compare reads and writes with the baseline of the volume",
    },
    {
      id: "queue",
      name: "VolumeQueueLength",
      statistic: "Average",
      ...HALF_MORE,
      ...minutes(10),
      missing: "missing",
      next: "Compare operations and bytes a second with what the volume gives",
    },
  ],
  queries: [
    {
      id: "waiting",
      asks: "For which volumes most requests wait",
      language: "metrics",
      text: 'SELECT MAX(VolumeQueueLength) FROM SCHEMA("AWS/EBS", VolumeId) GROUP BY VolumeId ORDER BY MAX() DESC LIMIT 10',
    },
    {
      id: "stalled",
      asks: "Which volumes take no input or output",
      language: "metrics",
      text: 'SELECT MAX(VolumeStalledIOCheck) FROM SCHEMA("AWS/EBS", InstanceId, VolumeId) GROUP BY VolumeId ORDER BY MAX() DESC LIMIT 10',
    },
  ],
  neighbours: ["the instance that it is attached to", "the zone that it is in"],
} as const satisfies Pack;
