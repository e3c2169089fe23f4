import type { Pack } from "./pack.ts";
import { minutes } from "./recommended-alarm.ts";

const docs = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html";
const level = { statistic: "Average", docs } as const;
const check = { statistic: "Maximum", unit: "Count", docs } as const;
const failed = { mechanism: "status check", weight: 0.9 } as const;
const credits = { mechanism: "credits", weight: 0.8 } as const;

export const ec2 = {
  service: "ec2",
  title: "EC2 instance",
  namespace: "AWS/EC2",
  dimensions: ["InstanceId"],
  kind: "AWS::EC2::Instance",
  metrics: {
    cpu: { ...level, name: "CPUUtilization", unit: "Percent", signal: "cpu" },
    hostCheck: { ...check, name: "StatusCheckFailed_System" },
    instanceCheck: { ...check, name: "StatusCheckFailed_Instance" },
    volumeCheck: { ...check, name: "StatusCheckFailed_AttachedEBS" },
    cpuCredits: { ...level, name: "CPUCreditBalance", unit: "Count" },
    ioBalance: { ...level, name: "EBSIOBalance%", unit: "Percent" },
    byteBalance: { ...level, name: "EBSByteBalance%", unit: "Percent" },
  },
  rules: [
    {
      ...failed,
      id: "ec2-host",
      title: "The host below the instance fails its check",
      all: [{ metric: "hostCheck", op: ">=", value: 1 }],
      next: "Look at AWS Health; to stop and start the instance moves it to another host",
    },
    {
      ...failed,
      id: "ec2-instance",
      title: "The instance does not answer its check",
      all: [{ metric: "instanceCheck", op: ">=", value: 1 }],
      next: "Look at the instance's system log: memory, disk, kernel, network settings",
    },
    {
      ...failed,
      id: "ec2-volume",
      title: "An attached volume does not answer",
      all: [{ metric: "volumeCheck", op: ">=", value: 1 }],
      next: "Look at AWS Health, and at VolumeStalledIOCheck of the instance's volumes",
    },
    {
      ...credits,
      id: "ec2-cpu-credits",
      title: "CPU credits used up",
      all: [{ metric: "cpuCredits", op: "<=", value: 1 }],
      next: "Compare CPUUtilization with the baseline of the instance type, and see whether it is unlimited",
    },
    {
      ...credits,
      id: "ec2-io-balance",
      title: "I/O credits to its volumes used up",
      all: [{ metric: "ioBalance", op: "<=", value: 1 }],
      next: "Compare EBSReadOps and EBSWriteOps with the baseline of the instance type",
    },
    {
      ...credits,
      id: "ec2-byte-balance",
      title: "Throughput credits to its volumes used up",
      all: [{ metric: "byteBalance", op: "<=", value: 1 }],
      next: "Compare EBSReadBytes and EBSWriteBytes with the baseline of the instance type",
    },
  ],
  alarms: [
    {
      id: "cpu",
      name: "CPUUtilization",
      statistic: "Average",
      op: ">",
      threshold: 80,
      because: "Above 80 % for 15 min there is little left for a peak",
      period: 300,
      datapoints: 3,
      periods: 3,
      missing: "missing",
      next: "Look at which process uses it, and whether credits are used up",
    },
    {
      id: "status-check",
      name: "StatusCheckFailed",
      statistic: "Maximum",
      op: ">=",
      threshold: 1,
      because: "One of its two checks fails: host or instance",
      period: 300,
      datapoints: 2,
      periods: 2,
      missing: "missing",
      next: "Tell host and instance apart; to stop and start the instance moves it to another host",
    },
    {
      id: "volume-check",
      name: "StatusCheckFailed_AttachedEBS",
      statistic: "Maximum",
      op: ">=",
      threshold: 1,
      because: "An attached volume takes no input or output",
      ...minutes(10),
      missing: "missing",
      next: "Look at VolumeStalledIOCheck of its volumes, and at AWS Health",
    },
  ],
  queries: [
    {
      id: "busiest",
      asks: "Which instances use most CPU",
      language: "metrics",
      text: 'SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId) GROUP BY InstanceId ORDER BY MAX() DESC LIMIT 10',
    },
    {
      id: "failing",
      asks: "Which instances fail a check",
      language: "metrics",
      text: 'SELECT MAX(StatusCheckFailed) FROM SCHEMA("AWS/EC2", InstanceId) GROUP BY InstanceId ORDER BY MAX() DESC LIMIT 10',
    },
  ],
  neighbours: ["its volumes", "its Auto Scaling group and target group", "the zone that it is in"],
} as const satisfies Pack;
