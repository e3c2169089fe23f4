import type { Cluster } from "../cluster.ts";
import type { Pod } from "../objects/pod.ts";
import { isInTrouble, statusesOf } from "../pod-state.ts";
import { CERTAINTY, kubectl, type Reason } from "../reason.ts";
import type { ReasonKind } from "../reason-kinds.ts";
import type { PodOwner } from "../work.ts";

/** What kubelets and volume drivers write, the most telling first. */
const TEXTS: readonly (readonly [RegExp, ReasonKind, string])[] = [
  [
    /Multi-Attach error|already exclusively attached|already used by pod/i,
    "volume-attached-elsewhere",
    "is attached to another node",
  ],
  [
    /subPath|not a directory: unknown|Are you trying to mount a directory onto a file/i,
    "sub-path",
    "does not fit the path where it is mounted",
  ],
  [
    /permission denied|read-only file system|Operation not permitted|access denied by server/i,
    "volume-permission",
    "refuses access",
  ],
  [
    /hostPath type check failed|exit status \d+|mount failed|MountVolume|Unable to attach or mount|FailedMapVolume|AttachVolume\.Attach failed|no such file or directory/i,
    "volume-mount",
    "cannot be mounted",
  ],
];

/** What kubelets write while they begin to watch an object; they try again at once. */
const PASSING = /failed to sync (?:configmap|secret) cache/;

/** Volumes that are there and cannot be attached or mounted. */
export function mountReasons(cluster: Cluster): readonly Reason[] {
  return cluster.works.flatMap((work) => {
    const troubled = work.pods.filter((pod) => isInTrouble(pod, cluster.now) || pod.status?.phase === "Pending");
    // What was mounted at last, after a while, keeps nothing from starting.
    const events = troubled
      .filter(isWaiting)
      .flatMap(({ metadata }) => cluster.eventsOf("Pod", work.ref.namespace, metadata.name))
      .filter(
        ({ reason, message }) =>
          /^Failed(?:Mount|AttachVolume|MapVolume)$/.test(reason) || /subPath|mounting .* to rootfs/.test(message),
      )
      .map(({ message }) => message);
    const waits = troubled
      .flatMap(statusesOf)
      .flatMap(({ state, lastState }) => [
        state?.waiting?.message ?? "",
        (state?.terminated ?? lastState?.terminated)?.message ?? "",
      ]);
    const texts = [...events, ...waits.filter((text) => /subPath|mounting .* to rootfs|MountVolume/.test(text))];
    // What is missing is told with its name by other rules.
    const own = texts.filter(
      (text) =>
        !PASSING.test(text) &&
        !/(?:secret|configmap|persistentvolumeclaim) \S+ not found|references non-existent/i.test(text),
    );
    const told = own.flatMap((text) => {
      const match = TEXTS.find(([pattern]) => pattern.test(text));
      return match ? [{ text, match }] : [];
    });
    const [first] = told.toSorted((one, other) => TEXTS.indexOf(one.match) - TEXTS.indexOf(other.match));
    return first ? [mountReason(work, first.text, first.match)] : [];
  });
}

/** Whether all containers of a pod that has a node wait for its volumes, or for each other. */
function isWaiting(pod: Pod): boolean {
  const waits = statusesOf(pod).map(({ state }) => state?.waiting?.reason ?? "");
  return (
    pod.spec.nodeName !== undefined && waits.every((reason) => /^(?:ContainerCreating|PodInitializing)$/.test(reason))
  );
}

function mountReason({ ref, path, spec }: PodOwner, text: string, [, kind, words]: (typeof TEXTS)[number]): Reason {
  const name = /volume "([^"]+)"/.exec(text)?.[1] ?? /unmounted volumes=\[([^\]\s]+)/.exec(text)?.[1];
  const known = spec?.volumes.find((volume) => volume.name === name);
  const from = known?.nfs ? `nfs ${known.nfs.server}:${known.nfs.path}` : known?.hostPath?.path;
  return {
    kind,
    object: ref,
    field:
      kind === "sub-path"
        ? `${path}.containers[].volumeMounts[].subPath`
        : `${path}.volumes${name === undefined ? "" : `[${name}]`}`,
    observed: from ?? text.slice(0, 300),
    expected: "a volume that can be mounted",
    sentence: `${ref.name} does not start: its volume ${name ?? ""} ${words}`.replace("  ", " "),
    refutedBy: "the event is gone and the pod starts",
    relief: { command: kubectl(ref.namespace, "describe", `${ref.kind.toLowerCase()}/${ref.name}`) },
    certainty: CERTAINTY.told,
    affects: [ref],
    quotes: [text],
  };
}
