import type { ClusterReason } from "../../findings/cluster-reason.ts";
import type { Component } from "../../graph/service-graph.ts";
import { beganAt } from "../../kubernetes/began.ts";
import { clusterOf } from "../../kubernetes/cluster.ts";
import { concerning } from "../../kubernetes/concern.ts";
import { explain } from "../../kubernetes/explain.ts";
import { type Reason, refText } from "../../kubernetes/reason.ts";
import type { ClusterState } from "../../kubernetes/state.ts";
import { objectId } from "../changes/cluster-changes.ts";
import { mask } from "../masking/mask.ts";
import type { Clusters } from "../ports/clusters.ts";
import type { Telemetry } from "../ports/ports.ts";
import type { ClusterTarget } from "../resources/cluster-target.ts";
import type { Asker } from "./asker.ts";

/** Clusters that are looked at where only names of what runs in them are known. */
const MOST_CLUSTERS = 3;
/** Reasons of one cluster. */
const MOST_FELT = 5;
const MOST_NEAR = 3;

/** Asks the clusters in question once for their state, and names why what the alarm is about does not run. */
export function askClusters(
  { clusters }: Pick<Telemetry, "clusters">,
  asker: Asker,
  target: ClusterTarget | undefined,
): readonly Promise<readonly ClusterReason[]>[] {
  if (!target) return [];
  const names = namesOf(clusters, target);
  if (!clusters || names.length === 0) return target.cluster === undefined ? [] : [unconnected(asker, target.cluster)];
  return names.map(async (name) => {
    const state = await asker.ask<ClusterState | undefined>("cluster", `the state of ${name}`, undefined, (signal) =>
      clusters.state(name, undefined, signal),
    );
    return state ? reasonsOf(name, state, target) : [];
  });
}

function namesOf(clusters: Clusters | undefined, { cluster }: ClusterTarget): readonly string[] {
  const all = clusters?.names ?? [];
  if (cluster === undefined) return all.slice(0, MOST_CLUSTERS);
  return all.filter((name) => name.toLowerCase() === cluster.toLowerCase());
}

/** A cluster that is not connected is a gap like any other source that does not answer. */
async function unconnected(asker: Asker, cluster: string): Promise<readonly ClusterReason[]> {
  const gap = {
    what: `pods and events of ${cluster}`,
    reason: "this cluster is not connected",
    remedy: "name it in the file of CLUSTERS_KUBECONFIG (docs/kubernetes.md)",
  };
  return asker.ask("cluster", gap.what, [], async () => ({
    value: [],
    horizon: Number.POSITIVE_INFINITY,
    gaps: [gap],
  }));
}

function reasonsOf(cluster: string, state: ClusterState, target: ClusterTarget): readonly ClusterReason[] {
  const indexed = clusterOf(state);
  const { felt, near } = concerning(indexed, explain(state), target);
  const toReason =
    (isFelt: boolean) =>
    (reason: Reason): ClusterReason => {
      const since = beganAt(indexed, reason);
      const dated = since === undefined ? reason : { ...reason, since };
      return { cluster, component: objectId(cluster, reason.object), reason: maskedReason(dated), isFelt };
    };
  return [...felt.slice(0, MOST_FELT).map(toReason(true)), ...near.slice(0, MOST_NEAR).map(toReason(false))];
}

/** Fields of objects may hold secrets where people wrote them. */
function maskedReason(reason: Reason): Reason {
  const { observed, expected, sentence, refutedBy, quotes } = reason;
  return {
    ...reason,
    observed: mask(observed),
    expected: mask(expected),
    sentence: mask(sentence),
    refutedBy: mask(refutedBy),
    quotes: quotes.map((quote) => mask(quote)),
  };
}

/** The objects of reasons as components of the graph, so that they can be causes and have changes. */
export function objectComponents(reasons: readonly ClusterReason[]): readonly Component[] {
  const all = reasons.map(({ component, reason: { object } }): Component => {
    return {
      id: component,
      name: refText(object),
      kind: `Kubernetes::${object.kind}`,
      aliases: [],
      metrics: [],
      logGroups: [],
    };
  });
  return [...new Map(all.map((each) => [each.id, each])).values()];
}
