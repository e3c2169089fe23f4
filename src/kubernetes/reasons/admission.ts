import type { Cluster } from "../cluster.ts";
import { CERTAINTY, kubectl, type Reason } from "../reason.ts";
import { type PodOwner, wantedReplicas } from "../work.ts";

type Told = Pick<Reason, "kind" | "object" | "observed" | "expected" | "sentence" | "refutedBy"> &
  Partial<Pick<Reason, "field" | "relief">>;

/** What the API server answers when it does not create a pod, each with what it means. */
const TEXTS: readonly (readonly [RegExp, (groups: Readonly<Record<string, string>>, work: PodOwner) => Told])[] = [
  [
    /exceeded quota: (?<quota>[^,\s]+), requested: (?<requested>.+?), used: (?<used>.+?), limited: (?<limited>[^\n"]+)/,
    ({ quota = "", requested = "", used = "", limited = "" }, { ref }) => ({
      kind: "quota-exceeded",
      object: { kind: "ResourceQuota", namespace: ref.namespace, name: quota },
      field: `spec.hard[${resourcesOf(limited).join(", ")}]`,
      observed: `used ${used}, requested ${requested}`,
      expected: `at most ${limited}`,
      sentence: `${ref.name} gets no pod: the quota ${quota} allows ${limited}, ${used} is used and a pod requests ${requested}`,
      refutedBy: "a pod of the same size is created in this namespace",
      relief: { command: kubectl(ref.namespace, "describe", "resourcequota", quota) },
    }),
  ],
  [
    /failed quota: (?<quota>[^:\s]+): must specify (?<what>[^\n"]+)/,
    ({ quota = "", what = "" }, { ref, path }) => ({
      kind: "quota-unspecified",
      object: ref,
      field: `${path}.containers[].resources`,
      observed: "not set",
      expected: what,
      sentence: `${ref.name} gets no pod: the quota ${quota} demands that each container states ${what}`,
      refutedBy: "a pod without them is created in this namespace",
    }),
  ],
  [
    /(?<what>(?:maximum|minimum) (?<resource>\S+) usage per \w+ is (?<limit>[\w.]+), but (?:limit|request) is (?<observed>[\w.]+)|(?:max|min)imum \S+ usage per [^\n"\]]+)/,
    ({ what = "", resource = "", limit = "", observed = "" }, { ref, path }) => ({
      kind: "limit-range",
      object: ref,
      field: `${path}.containers[].resources${resource === "" ? "" : `[${resource}]`}`,
      observed: observed === "" ? "not set" : observed,
      expected: limit === "" ? what : limit,
      sentence: `${ref.name} gets no pod: the namespace's limit range says "${what}"`,
      refutedBy: "the limit range is gone, or its limit is another",
      relief: { command: kubectl(ref.namespace, "describe", "limitrange") },
    }),
  ],
  [
    /Invalid value: "?(?<observed>[^":]+)"?: must be less than or equal to (?<resource>\S+) limit/,
    ({ observed = "", resource = "" }, { ref, path }) => ({
      kind: "resources-contradict",
      object: ref,
      field: `${path}.containers[].resources.requests[${resource}]`,
      observed,
      expected: `at most the ${resource} limit`,
      sentence: `${ref.name} gets no pod: a container requests ${observed} of ${resource}, more than its limit`,
      refutedBy: "the request is at most the limit",
    }),
  ],
  [/serviceaccount "(?<account>[^"]+)" not found/, ({ account = "" }, work) => accountMissing(account, work)],
  [
    /violates PodSecurity "(?<level>[^"]+)": (?<what>[^\n]+)/,
    ({ level = "", what = "" }, { ref, path }) => ({
      kind: "pod-security",
      object: ref,
      field: `${path}.securityContext`,
      observed: what.slice(0, 300),
      expected: `what Pod Security "${level}" allows`,
      sentence: `${ref.name} gets no pod: Pod Security "${level}" of the namespace refuses it: ${what.slice(0, 200)}`,
      refutedBy: "the namespace's label pod-security.kubernetes.io/enforce allows it",
      relief: { command: kubectl(undefined, "get", "namespace", ref.namespace, "--show-labels") },
    }),
  ],
  [
    /admission webhook "(?<webhook>[^"]+)" denied the request:? ?(?<what>[^\n]*)/,
    ({ webhook = "", what = "" }, { ref }) => ({
      kind: "webhook-refused",
      object: ref,
      observed: what === "" ? "refused" : what.slice(0, 300),
      expected: `what ${webhook} accepts`,
      sentence: `${ref.name} gets no pod: the admission webhook ${webhook} refuses it: ${what.slice(0, 200)}`,
      refutedBy: "the webhook accepts the pod",
    }),
  ],
  [
    /failed calling webhook "(?<webhook>[^"]+)": (?<what>[^\n]*)/,
    ({ webhook = "", what = "" }, { ref }) => ({
      kind: "webhook-down",
      object: { kind: "WebhookConfiguration", name: webhook },
      field: "webhooks[].clientConfig.service",
      observed: what.slice(0, 300),
      expected: "an answer of the webhook",
      sentence: `${ref.name} gets no pod: the admission webhook ${webhook} does not answer`,
      refutedBy: "the webhook's service has ready endpoints and answers",
    }),
  ],
  [
    /no PriorityClass with name (?<name>\S+) was found/,
    ({ name = "" }, { ref, path }) => ({
      kind: "priority-class-missing",
      object: ref,
      field: `${path}.priorityClassName`,
      observed: name,
      expected: "a PriorityClass that exists",
      sentence: `${ref.name} gets no pod: its priority class ${name} does not exist`,
      refutedBy: `kubectl get priorityclass ${name} finds it`,
    }),
  ],
  [
    /(?:is forbidden|is invalid): (?<what>[^\n]+)/,
    ({ what = "" }, { ref, path }) => ({
      kind: "pod-invalid",
      object: ref,
      field: path,
      observed: what.slice(0, 300),
      expected: "a pod that the API server accepts",
      sentence: `${ref.name} gets no pod: the API server refuses it: ${what.slice(0, 200)}`,
      refutedBy: "the same pod is created",
    }),
  ],
];

/** Why no pod is made, or none of the newest specification. */
export function admissionReasons(cluster: Cluster): readonly Reason[] {
  return cluster.works.flatMap((work) => {
    if (!lacksPods(work) && !isStuck(cluster, work)) return [];
    const { ref } = work;
    const texts = refusalsOf(cluster, work);
    const told = texts.flatMap((text): readonly Reason[] => {
      for (const [pattern, toTold] of TEXTS) {
        const groups = pattern.exec(text)?.groups;
        if (!groups) continue;
        return [{ ...toTold(groups, work), certainty: CERTAINTY.told, affects: [ref], quotes: [text] }];
      }
      return [];
    });
    return told.length > 0 ? told : unspoken(cluster, work);
  });
}

function lacksPods(work: PodOwner): boolean {
  const wanted = wantedReplicas(work);
  if (work.ref.kind === "Job") return work.pods.length === 0;
  return (
    wanted !== undefined &&
    wanted > work.pods.length - work.pods.filter(({ metadata }) => metadata.deletionTimestamp).length
  );
}

/** Whether the newest ReplicaSet of a rollout has no pod, while those of the one before serve on. */
function isStuck({ objects }: Cluster, { ref, sets, pods }: PodOwner): boolean {
  const [newest] = objects.ReplicaSet.filter(
    ({ metadata, spec }) =>
      metadata.namespace === ref.namespace && sets.includes(metadata.name) && spec?.replicas !== 0,
  ).toSorted((one, other) => (other.metadata.creationTimestamp ?? 0) - (one.metadata.creationTimestamp ?? 0));
  return (
    newest !== undefined &&
    sets.length > 1 &&
    !pods.some(({ metadata }) => metadata.ownerReferences.some(({ name }) => name === newest.metadata.name))
  );
}

/** Messages of events and conditions that say why a pod was not created. */
function refusalsOf(cluster: Cluster, { ref, sets, workload }: PodOwner): readonly string[] {
  const makers = [{ kind: ref.kind, name: ref.name }, ...sets.map((name) => ({ kind: "ReplicaSet", name }))];
  const events = makers.flatMap(({ kind, name }) => cluster.eventsOf(kind, ref.namespace, name));
  const failed = events.filter(({ reason }) => reason === "FailedCreate" || reason === "ReplicaSetCreateError");
  const conditions = [
    ...(workload?.status?.conditions ?? []),
    ...sets.flatMap((name) => cluster.find("ReplicaSet", ref.namespace, name)?.status?.conditions ?? []),
  ].filter(({ type, status }) => type === "ReplicaFailure" && status === "True");
  return [...new Set([...conditions.map(({ message = "" }) => message), ...failed.map(({ message }) => message)])];
}

/** What the objects alone tell when no event does. */
function unspoken(cluster: Cluster, work: PodOwner): readonly Reason[] {
  const { ref, spec, pods } = work;
  if (pods.length > 0) return [];
  const shared = { certainty: CERTAINTY.contradicted, affects: [ref], quotes: [] };
  const account = spec?.serviceAccountName ?? "default";
  const isAccountMissing =
    cluster.isComplete("ServiceAccount", ref.namespace) && !cluster.find("ServiceAccount", ref.namespace, account);
  return [
    ...(isAccountMissing ? [{ ...accountMissing(account, work), ...shared }] : []),
    ...cluster.within("ResourceQuota", ref.namespace).flatMap((quota): readonly Reason[] => {
      const full = fullResources(quota.status?.hard ?? quota.spec?.hard ?? {}, quota.status?.used ?? {}).filter(
        (resource) => !/services|claims|configmaps|secrets|storage/.test(resource),
      );
      const [resource] = full;
      if (resource === undefined) return [];
      const used = quota.status?.used[resource] ?? "";
      const { name } = quota.metadata;
      return [
        {
          ...shared,
          kind: "quota-exceeded",
          object: { kind: "ResourceQuota", namespace: ref.namespace, name },
          field: `spec.hard[${resource}]`,
          observed: `used ${used}`,
          expected: `more than ${used}`,
          sentence: `${ref.name} gets no pod, and the quota ${name} is used up: ${resource} ${used}`,
          refutedBy: "a pod is created in this namespace",
          relief: { command: kubectl(ref.namespace, "describe", "resourcequota", name) },
        },
      ];
    }),
  ];
}

/** The resources of a quota of which nothing is left. */
export function fullResources(
  hard: Readonly<Record<string, string>>,
  used: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.keys(hard).filter((resource) => used[resource] !== undefined && used[resource] === hard[resource]);
}

function accountMissing(account: string, { ref, path }: PodOwner): Told {
  return {
    kind: "service-account-missing",
    object: ref,
    field: `${path}.serviceAccountName`,
    observed: account,
    expected: "a service account that exists",
    sentence: `${ref.name} gets no pod: its service account ${account} does not exist in ${ref.namespace}`,
    refutedBy: `kubectl -n ${ref.namespace} get serviceaccount ${account} finds it`,
    relief: {
      command: kubectl(ref.namespace, "create", "serviceaccount", account),
      undo: kubectl(ref.namespace, "delete", "serviceaccount", account),
    },
  };
}

function resourcesOf(limited: string): readonly string[] {
  return limited.split(",").flatMap((part) => part.split("=")[0]?.trim() || []);
}
