import { NotSeen } from "../../../src/errors.ts";
import { parseState } from "../../../src/kubernetes/parse-state.ts";
import type { Clusters } from "../../../src/telemetry/ports/clusters.ts";
import type { SystemCluster } from "./system-incident.ts";
import type { SystemRun } from "./system-run.ts";

/** The cluster of a system, as its API server would list it now. */
export function createSystemClusters({ name, objects }: SystemCluster, run: SystemRun): Clusters {
  return {
    names: [name],
    async state(cluster, namespace, signal) {
      signal.throwIfAborted();
      if (cluster !== name) throw new NotSeen(`no cluster is called ${cluster}`, { remedy: `name ${name}` });
      const now = Math.floor(run.now().getTime() / 1000);
      const all = parseState([objects(run.onset, run.isHealthy)], { now });
      if (namespace === undefined) return { value: all, horizon: now, gaps: [] };
      const within = objects(run.onset, run.isHealthy).filter((each) => isIn(each, namespace));
      return { value: parseState([within], { now }), horizon: now, gaps: [] };
    },
  };
}

function isIn(object: unknown, namespace: string): boolean {
  if (!(object instanceof Object) || !("metadata" in object) || !(object.metadata instanceof Object)) return false;
  return !("namespace" in object.metadata) || object.metadata.namespace === namespace;
}
