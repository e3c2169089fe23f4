import type { Cluster } from "../cluster.ts";
import { quantityOf } from "../quantity.ts";
import { CERTAINTY, kubectl, type Reason } from "../reason.ts";
import { containersOf } from "../work.ts";
import { rollback } from "./containers.ts";

/** Shares of its limit from which a container is slowed down (CPU) or soon killed (memory). */
const CPU_SHARE = 0.95;
const MEMORY_SHARE = 0.95;

/** Containers at the limits that they were given. */
export function usageReasons(cluster: Cluster): readonly Reason[] {
  return cluster.objects.PodMetrics.flatMap(({ metadata, containers }) => {
    const pod = cluster.find("Pod", metadata.namespace, metadata.name);
    const work = pod && cluster.workOf(pod);
    if (!work) return [];
    return containers.flatMap(({ name, usage }): readonly Reason[] => {
      const [container, path = work.path] = containersOf(work).find(([each]) => each.name === name) ?? [];
      const share = (resource: string): number => {
        const [used, limit] = [quantityOf(usage[resource]), quantityOf(container?.resources?.limits[resource])];
        return used === undefined || !limit ? 0 : used / limit;
      };
      const at = (resource: "cpu" | "memory"): Reason => ({
        kind: resource === "cpu" ? "cpu-throttled" : "memory-near-limit",
        object: work.ref,
        field: `${path}.resources.limits.${resource}`,
        observed: `${usage[resource]} of ${container?.resources?.limits[resource]}`,
        expected: "room below the limit",
        sentence: `${work.ref.name} uses ${usage[resource]} of ${container?.resources?.limits[resource]} ${resource === "cpu" ? "CPU: it is slowed down" : "memory: it is close to being killed"}`,
        refutedBy: `kubectl -n ${work.ref.namespace} top pod ${metadata.name} shows less`,
        ...(resource === "cpu"
          ? { relief: { command: kubectl(work.ref.namespace, "top", "pod", metadata.name, "--containers") } }
          : rollback(work)),
        certainty: resource === "cpu" ? CERTAINTY.logged : CERTAINTY.unseen,
        affects: [work.ref],
        quotes: [],
      });
      return [
        ...(share("cpu") >= CPU_SHARE ? [at("cpu")] : []),
        ...(share("memory") >= MEMORY_SHARE ? [at("memory")] : []),
      ];
    });
  });
}
