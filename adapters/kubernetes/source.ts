import type { SourceAdapter } from "../../src/process/source.ts";
import { createClusterChanges } from "./changes.ts";
import { createClusters } from "./clusters.ts";
import { kubernetesSettings } from "./settings.ts";

/** Kubernetes clusters as a source, where a kubeconfig names them. */
export const kubernetes: SourceAdapter = {
  settings: { schema: kubernetesSettings },
  async connect(config, { now }) {
    const { CLUSTERS_KUBECONFIG: file } = config.read(kubernetesSettings);
    if (file === undefined) return undefined;
    // Forty megabytes that only those who have a cluster need.
    const { apisOf } = await import("./kubeconfig.ts");
    const apis = apisOf(file, now);
    const clusters = createClusters(apis, now);
    const records = [...apis].map(([name, api]) => createClusterChanges(name, api, now));
    return {
      adds: () => ({ clusters }),
      changesFor: () => records,
      greeting: () => ["clusters", `${clusters.names.join(", ")}, of ${file}`],
    };
  },
};
