import { z } from "zod";

/** The settings of Kubernetes clusters as a source. */
export const kubernetesSettings = z.object({
  /** A kubeconfig file: each of its contexts is a cluster that may be looked at. */
  CLUSTERS_KUBECONFIG: z.string().min(1).optional(),
});
