import { clusterBasics, deploymentObjects, warning } from "../cluster-objects.ts";
import type { SystemIncident } from "../system-incident.ts";

/** Executors of Spark on EMR on EKS do not start, because the image of their log sidecar does not exist. */
export const sparkOnEks: SystemIncident = {
  id: "spark-on-eks",
  title: "Spark jobs do not start",
  summary: "Jobs of the virtual cluster spark wait for executors.",
  answer: {
    component: "Deployment spark/executor",
    mechanism: "change:RolloutDeployment",
    sentence: "The new image of the executors does not exist in the registry.",
  },
  parts: [
    {
      id: "spark",
      kind: "AWS::EKS::Namespace",
      arn: "arn:aws:emr-containers:{region}:{account}:/virtualclusters/spark",
      namespace: "ContainerInsights",
      dimensions: { ClusterName: "data", Namespace: "spark" },
      metrics: {
        pod_status_pending: { statistic: "Maximum", usual: 0.4, bad: 18, signal: "backlog" },
        namespace_number_of_running_pods: { statistic: "Average", usual: 20, bad: 4, signal: "other" },
      },
    },
  ],
  alarm: { part: "spark", metric: "pod_status_pending", threshold: 5 },
  cluster: {
    name: "data",
    objects: (onset, isHealthy) => [
      ...clusterBasics(onset, ["spark"]),
      ...deploymentObjects({ name: "operator", namespace: "spark", port: 8443, image: "emr/operator:7.2" }, onset),
      ...(isHealthy
        ? deploymentObjects(
            { name: "executor", namespace: "spark", port: 7079, image: "emr/spark-fluent-bit:7.2" },
            onset,
          )
        : broken(onset)),
    ],
  },
};

const IMAGE = "emr/spark-fluent-bit:7.20";

function broken(onset: number) {
  const pod = { kind: "Pod", namespace: "spark", name: "executor-7d9f8b6c54-x2x4z" };
  const message = `Failed to pull image "${IMAGE}": rpc error: code = NotFound desc = failed to resolve reference: ${IMAGE}: not found`;
  return [
    ...deploymentObjects(
      {
        name: "executor",
        namespace: "spark",
        port: 7079,
        image: IMAGE,
        rolledOut: { by: "helm", at: onset - 45, before: "emr/spark-fluent-bit:7.2" },
        container: {
          name: "main",
          ready: false,
          restartCount: 0,
          state: { waiting: { reason: "ImagePullBackOff", message: `Back-off pulling image "${IMAGE}"` } },
        },
      },
      onset,
    ),
    warning(pod, "Failed", message, onset - 30),
  ];
}
