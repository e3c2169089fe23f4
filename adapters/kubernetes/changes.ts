import pLimit from "p-limit";
import type { Gap } from "../../src/events/events.ts";
import { parseState } from "../../src/kubernetes/parse-state.ts";
import type { ResourceKind } from "../../src/kubernetes/state.ts";
import { isAbout } from "../../src/telemetry/changes/change-index.ts";
import { changesOfCluster } from "../../src/telemetry/changes/cluster-changes.ts";
import type { ChangeRecord } from "../../src/telemetry/changes/merged-changes.ts";
import { gapOf } from "../../src/telemetry/ports/gap.ts";
import type { Api } from "./api.ts";
import { listOf } from "./list.ts";
import { RESOURCES } from "./resources.ts";

const AT_ONCE = 6;

/** Kinds that tell of changes, or on which workloads these act. */
const KINDS: ReadonlySet<ResourceKind> = new Set<ResourceKind>([
  "Deployment",
  "ReplicaSet",
  "StatefulSet",
  "DaemonSet",
  "CronJob",
  "Service",
  "ConfigMap",
  "Ingress",
  "NetworkPolicy",
  "ResourceQuota",
  "HorizontalPodAutoscaler",
  "PodDisruptionBudget",
  "ServiceAccount",
  "Event",
  "Node",
]);

/** What was done to the objects of a cluster, as the objects themselves tell it. */
export function createClusterChanges(cluster: string, api: Api, now: () => Date): ChangeRecord {
  const what = `changes of the cluster ${cluster}`;
  const resources = RESOURCES.filter(({ kind }) => KINDS.has(kind));
  return {
    what,
    async during(window, signal, resource) {
      signal.throwIfAborted();
      const horizon = Math.floor(now().getTime() / 1000);
      const limit = pLimit(AT_ONCE);
      const gaps: Gap[] = [];
      const failures: unknown[] = [];
      const lists = await Promise.all(
        resources.map((each) =>
          limit(() => listOf(api, each, undefined, signal, gaps)).catch((error: unknown) => {
            signal.throwIfAborted();
            failures.push(error);
            gaps.push(gapOf(`${what}: ${each.plural}`, error));
            return undefined;
          }),
        ),
      );
      if (failures.length === resources.length) throw failures[0];
      const state = parseState(
        lists.filter((list) => list !== undefined),
        { now: horizon },
      );
      const all = changesOfCluster(cluster, state, window);
      const value = resource === undefined ? all : all.filter((change) => isAbout(change, resource));
      return { value, horizon, gaps };
    },
  };
}
