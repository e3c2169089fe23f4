import type { Pack } from "./pack.ts";
import { minutes } from "./recommended-alarm.ts";

const docs = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-EKS.html";

export const eksPod = {
  service: "eks-pod",
  title: "EKS pod with Container Insights",
  namespace: "ContainerInsights",
  dimensions: ["ClusterName", "Namespace", "PodName"],
  kind: "AWS::EKS::Pod",
  metrics: {
    cpu: { name: "pod_cpu_utilization_over_pod_limit", statistic: "Maximum", unit: "Percent", signal: "cpu", docs },
    memory: {
      name: "pod_memory_utilization_over_pod_limit",
      statistic: "Maximum",
      unit: "Percent",
      signal: "memory",
      docs,
    },
    restarts: { name: "pod_number_of_container_restarts", statistic: "Maximum", unit: "Count", docs },
    dropped: { name: "pod_interface_network_rx_dropped", statistic: "Sum", unit: "Count", docs },
  },
  rules: [
    {
      id: "eks-pod-memory",
      title: "Memory at the pod's limit",
      mechanism: "memory",
      all: [{ metric: "memory", op: ">=", value: 95 }],
      weight: 0.8,
      next: "Look for containers that ended with OOMKilled, and at what the newest version allows",
    },
    {
      id: "eks-pod-restarts",
      title: "Containers of the pod restart",
      mechanism: "restarts",
      all: [
        { metric: "restarts", left: "up" },
        { metric: "restarts", op: ">", value: 0 },
      ],
      weight: 0.5,
      next: "Look at the exit code and the last lines of the container before",
    },
    {
      id: "eks-pod-cpu",
      title: "CPU at the pod's limit",
      mechanism: "cpu",
      all: [{ metric: "cpu", op: ">=", value: 95 }],
      weight: 0.4,
      next: "Compare the number of pods with the maximum of its autoscaler",
    },
    {
      id: "eks-pod-dropped",
      title: "The pod drops packets",
      mechanism: "network",
      all: [{ metric: "dropped", left: "up" }],
      weight: 0.4,
      next: "Look at the bandwidth of the node: ask eks dropped",
    },
  ],
  alarms: [
    {
      id: "cpu",
      name: "container_cpu_utilization",
      statistic: "Average",
      op: ">",
      threshold: 85,
      because: "Little is left for a peak",
      period: 60,
      datapoints: 3,
      periods: 5,
      missing: "notBreaching",
      next: "Compare with the container's limit",
    },
    {
      id: "disk",
      name: "container_filesystem_utilization",
      statistic: "Maximum",
      op: ">",
      threshold: 85,
      because: "The container's disk is nearly full",
      ...minutes(5),
      missing: "notBreaching",
      next: "Look at what it writes",
    },
    {
      id: "memory",
      name: "container_memory_utilization",
      statistic: "Average",
      op: ">",
      threshold: 80,
      because: "A container is ended at its limit",
      period: 60,
      datapoints: 2,
      periods: 3,
      missing: "notBreaching",
      next: "Compare with the container's limit",
    },
  ],
  queries: [
    {
      id: "containers",
      asks: "Which containers of a workload are nearest to their memory limit, percent",
      language: "metrics",
      text: "SELECT MAX(container_memory_utilization_over_container_limit) FROM SCHEMA(\"ContainerInsights\", ClusterName, ContainerName, FullPodName, Namespace, PodName) WHERE PodName = '{{pod}}' GROUP BY FullPodName, ContainerName ORDER BY MAX() DESC LIMIT 10",
      parameters: {
        pod: { type: "name", means: "the workload's pods, without the end of their names", example: "checkout" },
      },
    },
    {
      id: "errors",
      asks: "Error lines of a pod, by pattern",
      language: "logs",
      text: "filter kubernetes.pod_name like /^{{pod}}/ | filter @message like /(?i)(error|exception|fail|timeout)/ | pattern @message | sort @sampleCount desc | limit 20",
      group: "/aws/containerinsights/{{cluster}}/application",
      parameters: {
        cluster: { type: "name", means: "the cluster", example: "shop" },
        pod: { type: "name", means: "the beginning of the pod's name", example: "checkout" },
      },
      back: 3600,
    },
  ],
  neighbours: ["its node", "its service and the balancer in front of it", "what it calls"],
} as const satisfies Pack;
