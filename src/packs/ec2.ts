import type { Pack } from "./pack.ts";

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
} as const satisfies Pack;
