import { callsOf } from "../calls.ts";
import type { Cluster } from "../cluster.ts";
import { CERTAINTY, kubectl, type Reason } from "../reason.ts";
import { complaintsOf } from "./logs.ts";

/** Names that are not resolved: a wrong configuration of the cluster's DNS, or pods that ask another server. */
export function dnsReasons(cluster: Cluster): readonly Reason[] {
  return [...corefileReasons(cluster), ...podReasons(cluster)];
}

function corefileReasons(cluster: Cluster): readonly Reason[] {
  const corefile = cluster.find("ConfigMap", "kube-system", "coredns")?.data.Corefile;
  if (corefile === undefined) return [];
  const lines = corefile.split("\n").map((line) => line.replace(/#.*/, "").trim());
  const zones = lines.flatMap((line) => /^kubernetes\s+([^{]*)/.exec(line)?.[1]?.trim() ?? []);
  const block = lines.find((line) =>
    /^template\b.*\b(?:ANY|A)\b|rcode (?:NXDOMAIN|SERVFAIL|REFUSED)|^(?:acl|erratic)\b/.test(line),
  );
  const isServing = zones.some((zone) =>
    zone.split(/\s+/).some((each) => each === "cluster.local" || each === "cluster.local."),
  );
  const unusual =
    zones.length === 0
      ? "no plugin kubernetes"
      : block !== undefined
        ? block
        : isServing
          ? undefined
          : `kubernetes ${zones.join(" ")}`;
  if (unusual === undefined) return [];
  const suffering = cluster.works.filter((work) =>
    complaintsOf(cluster, work).some(({ text }) => text.kind === "host-unknown"),
  );
  return [
    {
      kind: "dns-config",
      object: { kind: "ConfigMap", namespace: "kube-system", name: "coredns" },
      field: "data.Corefile",
      observed: unusual,
      expected: "kubernetes cluster.local",
      sentence: `The cluster's DNS is configured wrongly: its Corefile has ${unusual}`,
      refutedBy: "a pod resolves kubernetes.default.svc.cluster.local",
      relief: { command: kubectl("kube-system", "get", "configmap", "coredns", "-o", "yaml") },
      certainty: suffering.length > 0 || zones.length === 0 ? CERTAINTY.told : CERTAINTY.unseen,
      affects: suffering.map(({ ref }) => ref),
      quotes: [unusual],
    },
  ];
}

function podReasons(cluster: Cluster): readonly Reason[] {
  const callers = new Set(callsOf(cluster).map(({ from }) => from));
  return cluster.works.flatMap((work) => {
    const { dnsPolicy = "ClusterFirst", dnsConfig, hostNetwork } = work.spec ?? {};
    if (work.ref.namespace === "kube-system" || !(dnsPolicy === "None" || (dnsPolicy === "Default" && !hostNetwork)))
      return [];
    const isSuffering = complaintsOf(cluster, work).some(({ text }) => text.kind === "host-unknown");
    if (!isSuffering && !callers.has(work)) return [];
    const servers = dnsConfig?.nameservers.join(", ") ?? "the node's DNS";
    return [
      {
        kind: "pod-dns",
        object: work.ref,
        field: `${work.path}.${dnsPolicy === "None" ? "dnsConfig.nameservers" : "dnsPolicy"}`,
        observed: `${dnsPolicy}: ${servers}`,
        expected: "ClusterFirst",
        sentence: `${work.ref.name} asks ${servers} for names, not the cluster's DNS, so it finds no service`,
        refutedBy: "that server resolves names of the cluster",
        certainty: isSuffering ? CERTAINTY.told : CERTAINTY.unseen,
        affects: [work.ref],
        quotes: [],
      },
    ];
  });
}
