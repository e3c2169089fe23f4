import pLimit from "p-limit";
import { NotSeen } from "../../src/errors.ts";
import type { Gap } from "../../src/events/events.ts";
import { parseState } from "../../src/kubernetes/parse-state.ts";
import { isInTrouble } from "../../src/kubernetes/pod-state.ts";
import type { ClusterState, ContainerLog } from "../../src/kubernetes/state.ts";
import type { Clusters } from "../../src/telemetry/ports/clusters.ts";
import { gapOf } from "../../src/telemetry/ports/gap.ts";
import type { Api } from "./api.ts";
import { listOf } from "./list.ts";
import { RESOURCES } from "./resources.ts";

const AT_ONCE = 6;
const MOST_LOGS = 30;
const LOG_LINES = 60;
const LOG_BYTES = 65_536;

/** Clusters by their names, read through their APIs. Nothing is watched, and nothing is kept. */
export function createClusters(apis: ReadonlyMap<string, Api>, now: () => Date): Clusters {
  return {
    names: [...apis.keys()],
    async state(cluster, namespace, signal) {
      signal.throwIfAborted();
      const api = apis.get(cluster);
      if (!api)
        throw new NotSeen(`no cluster is called ${cluster}`, { remedy: `name one of ${[...apis.keys()].join(", ")}` });
      const at = Math.floor(now().getTime() / 1000);
      const limit = pLimit(AT_ONCE);
      const gaps: Gap[] = [];
      const notice = (what: string) => (error: unknown) => {
        signal.throwIfAborted();
        gaps.push(gapOf(what, error));
        return undefined;
      };
      const lists = await Promise.all(
        RESOURCES.map((resource) =>
          limit(() => listOf(api, resource, namespace, signal, gaps)).catch(
            resource.kind === "PodMetrics" ? absentMetrics(signal) : notice(`${resource.plural} of ${cluster}`),
          ),
        ),
      );
      const read = lists.filter((each) => each !== undefined);
      if (read.length === 0) throw notAtAll(cluster, gaps);
      const state = parseState(read, { now: at });
      const logs = await Promise.all(
        wantedLogs(state).map(({ pod, container, previous }) =>
          limit(() => logOf(api, pod, container, previous, signal)).catch(() => {
            signal.throwIfAborted();
            // A container that has not started has no log, and that is said of it anyway.
            return undefined;
          }),
        ),
      );
      return { value: { ...state, logs: logs.filter((each) => each !== undefined) }, horizon: at, gaps };
    },
  };
}

/** Not every cluster has the metrics server. */
const absentMetrics = (signal: AbortSignal) => (): undefined => {
  signal.throwIfAborted();
  return undefined;
};

function notAtAll(cluster: string, [first]: readonly Gap[]): NotSeen {
  return new NotSeen(`nothing of ${cluster} could be read: ${first?.reason ?? "no answer"}`, {
    ...(first?.remedy !== undefined && { remedy: first.remedy }),
  });
}

interface WantedLog {
  readonly pod: ClusterState["objects"]["Pod"][number];
  readonly container: string;
  readonly previous: boolean;
}

/** The logs of pods in trouble first, then of others; of containers that restarted also those of the run before. */
function wantedLogs({ objects, now }: ClusterState): readonly WantedLog[] {
  const rank = (pod: WantedLog["pod"]): number =>
    Number(!isInTrouble(pod, now)) + Number(pod.metadata.namespace === "kube-system");
  return objects.Pod.filter(({ status }) => status?.phase !== "Succeeded")
    .toSorted((one, other) => rank(one) - rank(other))
    .flatMap((pod) =>
      [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])]
        .filter(({ state, lastState }) => state?.running || state?.terminated || lastState?.terminated)
        .flatMap(({ name, lastState }) => [
          { pod, container: name, previous: false },
          ...(lastState?.terminated ? [{ pod, container: name, previous: true }] : []),
        ]),
    )
    .slice(0, MOST_LOGS);
}

async function logOf(
  api: Api,
  { metadata }: WantedLog["pod"],
  container: string,
  previous: boolean,
  signal: AbortSignal,
): Promise<ContainerLog> {
  const namespace = metadata.namespace ?? "default";
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(metadata.name)}/log`;
  const query = `container=${encodeURIComponent(container)}&tailLines=${LOG_LINES}&limitBytes=${LOG_BYTES}${previous ? "&previous=true" : ""}`;
  const text = await api.get(`${path}?${query}`, signal, 2 * LOG_BYTES);
  return { namespace, pod: metadata.name, container, ...(previous && { previous }), text };
}
