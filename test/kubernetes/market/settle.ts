import type { Json } from "../shop.ts";

/** Endpoints and statuses as the controllers would write them. */
export function settle(objects: Map<string, Json>): void {
  const all = [...objects.values()];
  const matches = (labels: Json, wanted: Json): boolean =>
    Object.entries(wanted ?? {}).every(([key, value]) => labels?.[key] === value);
  const isReady = (pod: Json): boolean =>
    pod.status.conditions?.some((each: Json) => each.type === "Ready" && each.status === "True");
  for (const service of all.filter(({ kind, spec }) => kind === "Service" && spec.selector)) {
    const pods = all.filter(
      ({ kind, metadata }) =>
        kind === "Pod" &&
        metadata.namespace === service.metadata.namespace &&
        matches(metadata.labels, service.spec.selector),
    );
    const address = (pod: Json): Json => ({
      ip: pod.status.podIP ?? "10.0.0.40",
      targetRef: { kind: "Pod", name: pod.metadata.name },
    });
    const [ready, others] = [
      pods.filter(isReady).map(address),
      pods.filter((pod) => !isReady(pod) && pod.spec.nodeName).map(address),
    ];
    const subset = {
      ...(ready.length > 0 && { addresses: ready }),
      ...(others.length > 0 && { notReadyAddresses: others }),
      ports: service.spec.ports,
    };
    objects.set(`Endpoints/${service.metadata.name}`, {
      kind: "Endpoints",
      metadata: { name: service.metadata.name, namespace: service.metadata.namespace },
      ...(ready.length + others.length > 0 && { subsets: [subset] }),
    });
  }
  for (const work of all.filter(({ kind }) => ["Deployment", "StatefulSet", "DaemonSet"].includes(kind))) {
    const pods = all.filter(
      ({ kind, metadata }) =>
        kind === "Pod" &&
        metadata.namespace === work.metadata.namespace &&
        matches(metadata.labels, work.spec.selector.matchLabels),
    );
    const ready = pods.filter(isReady).length;
    const enough = ready >= (work.spec.replicas ?? 1);
    work.status = {
      replicas: pods.length,
      readyReplicas: ready,
      availableReplicas: ready,
      updatedReplicas: pods.length,
      desiredNumberScheduled: 1,
      numberReady: ready,
      observedGeneration: work.metadata.generation,
      conditions: [
        {
          type: "Available",
          status: enough ? "True" : "False",
          reason: enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
          message: enough ? "Deployment has minimum availability." : "Deployment does not have minimum availability.",
        },
      ],
      ...work.status,
    };
  }
}
