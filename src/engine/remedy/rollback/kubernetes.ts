import { kubectl } from "../../../kubernetes/reason.ts";
import { back, look, type Made, type Rollback } from "./rollback.ts";

/** Rollbacks of changes to objects of a Kubernetes cluster. */
export const kubernetes: Readonly<Record<string, Rollback>> = {
  RolloutDeployment: (made) => {
    const { revision, previous, name, namespace } = made.parameters;
    const to = (wanted: string) =>
      kubectl(namespace, "rollout", "undo", `deployment/${name}`, `--to-revision=${wanted}`);
    if (revision === undefined || previous === undefined || !isRevision(revision) || !isRevision(previous))
      return look(
        "The previous revision is unknown",
        "those that are kept",
        kubectl(namespace, "rollout", "history", `deployment/${name}`),
      );
    return back(`Back to revision ${previous} of ${name}`, to(previous), to(revision));
  },
  ScaleDeployment: (made) => scaled(made),
  ScaleStatefulSet: (made) => scaled(made),
  ...Object.fromEntries(
    ["Deployment", "StatefulSet", "DaemonSet", "ConfigMap", "Service", "Ingress", "NetworkPolicy", "Node"].map(
      (kind) => [`Edit${kind}`, shown] as const,
    ),
  ),
};

const isRevision = (text: string): boolean => /^\d{1,9}$/.test(text);

function scaled({ parameters: { replicas, previous, name, namespace, kind = "" } }: Made) {
  const to = (count: string) => kubectl(namespace, "scale", `${kind.toLowerCase()}/${name}`, `--replicas=${count}`);
  if (previous !== undefined && replicas !== undefined && isRevision(previous))
    return back(`Back to ${previous} replicas`, to(previous), to(replicas));
  return look(
    "The number of replicas before is unknown",
    "how it was scaled",
    kubectl(namespace, "describe", `${kind.toLowerCase()}/${name}`),
  );
}

/** Kubernetes keeps no earlier version of an object; its fields tell who wrote them. */
function shown({ parameters: { name, namespace, kind = "" } }: Made) {
  const command = kubectl(namespace, "get", `${kind.toLowerCase()}/${name}`, "-o", "yaml", "--show-managed-fields");
  return look("What it was before is unknown", "who wrote which field", command);
}
