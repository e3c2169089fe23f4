import type { Cluster } from "../cluster.ts";
import type { Pod } from "../objects/pod.ts";
import { statusesOf } from "../pod-state.ts";
import { CERTAINTY, kubectl, type Reason } from "../reason.ts";
import type { ReasonKind } from "../reason-kinds.ts";
import { containersOf, type PodOwner } from "../work.ts";

const PULL_WAITS =
  /^(?:ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|ImageInspectError|RegistryUnavailable)$/;

/** What registries and runtimes write, the most telling first. */
const TEXTS: readonly (readonly [RegExp, ReasonKind])[] = [
  [/InvalidImageName|couldn't parse image|invalid reference format/i, "image-name-invalid"],
  [/ErrImageNeverPull|pull policy of Never/i, "image-never-pulled"],
  [/no match for platform|no matching manifest for/i, "image-platform"],
  [/no such host|server misbehaving|lookup \S+(?: on \S+)?:.*(?:timeout|refused)|name resolution/i, "image-registry"],
  [/retrieve some image pull secrets/i, "image-secret"],
  [/no basic auth/i, "image-secret"],
  [/does not exist or may require|insufficient_scope/i, "image-wrong"],
  [/unauthorized|\b40[13]\b|authentication required|access denied|denied:|authorization failed/i, "image-secret"],
  [/not found|manifest unknown|NotFound|name unknown|does not exist/i, "image-wrong"],
  [/timeout|refused|deadline|\bEOF\b|x509|unreachable|toomanyrequests|rate limit|\b50\d\b/i, "image-registry"],
];

/** Why images are not pulled. */
export function imageReasons(cluster: Cluster): readonly Reason[] {
  return cluster.works.flatMap((work) =>
    work.pods.flatMap((pod) =>
      statusesOf(pod).flatMap((status): readonly Reason[] => {
        const waiting = status.state?.waiting;
        const events = cluster
          .eventsOf("Pod", work.ref.namespace, pod.metadata.name)
          .filter(
            ({ container, message, reason }) =>
              (container === undefined || container === status.name) &&
              (reason === "FailedToRetrieveImagePullSecret" ||
                /pull(?:ing)?\b.*image|image.*pull|InvalidImageName|couldn't parse image/i.test(message)),
          );
        const isWaiting = PULL_WAITS.test(waiting?.reason ?? "");
        if (!isWaiting) return [];
        const quotes = [
          waiting?.message ?? "",
          ...events.filter(({ isWarning }) => isWarning).map(({ message }) => message),
        ];
        return [
          imageReason(
            cluster,
            work,
            pod,
            status.name,
            [waiting?.reason ?? "", ...quotes].filter((text) => text !== ""),
          ),
        ];
      }),
    ),
  );
}

function imageReason(cluster: Cluster, work: PodOwner, pod: Pod, container: string, texts: readonly string[]): Reason {
  const [spec, path] = containersOf(work).find(([{ name }]) => name === container) ?? [];
  const image =
    [...pod.spec.containers, ...pod.spec.initContainers].find(({ name }) => name === container)?.image ??
    spec?.image ??
    "unknown";
  const all = texts.join("\n");
  const { ref } = work;
  const secret = missingPullSecret(cluster, work);
  const told = TEXTS.find(([pattern]) => pattern.test(all))?.[1] ?? "image-wrong";
  const isHidden = /insufficient_scope|may require/.test(all);
  const needsSecret =
    told === "image-secret" || (isHidden && (secret !== undefined || isRepositoryUsed(cluster, work, image)));
  const kind: ReasonKind = needsSecret ? "image-secret" : told;
  const shared = {
    kind,
    object: ref,
    certainty: CERTAINTY.told,
    affects: [ref],
    quotes: texts.filter((text) => text.includes(" ")).slice(0, 2),
    refutedBy: `the image ${image} is pulled on a node of the cluster`,
  };
  if (kind === "image-secret") {
    const named = work.spec?.imagePullSecrets.map(({ name }) => name).join(", ") ?? "";
    return {
      ...shared,
      field: `${work.path}.imagePullSecrets`,
      observed: secret !== undefined ? `secret ${secret}, which does not exist` : named === "" ? "none" : named,
      expected: "a secret with credentials of the registry",
      sentence: `${ref.name} does not start: the registry refuses to give ${image}, ${secret !== undefined ? `because the pull secret ${secret} does not exist` : named === "" ? "and the pod has no pull secret" : `with the pull secret ${named}`}`,
      relief: {
        command: kubectl(ref.namespace, "get", "secrets", "--field-selector", "type=kubernetes.io/dockerconfigjson"),
      },
    };
  }
  const before = earlierImage(cluster, work, container, image);
  const field = `${path ?? work.path}.image`;
  return {
    ...shared,
    field,
    observed: image,
    expected: before ?? EXPECTED[kind] ?? "an image that exists",
    sentence: `${ref.name} does not start: ${WORDS[kind] ?? "the image cannot be pulled"} (${image})${before === undefined ? "" : `; before it was ${before}`}`,
    ...(before !== undefined && {
      relief: {
        command: kubectl(
          ref.namespace,
          "set",
          "image",
          `${ref.kind.toLowerCase()}/${ref.name}`,
          `${container}=${before}`,
        ),
        undo: kubectl(ref.namespace, "set", "image", `${ref.kind.toLowerCase()}/${ref.name}`, `${container}=${image}`),
      },
    }),
  };
}

const WORDS: Partial<Record<ReasonKind, string>> = {
  "image-wrong": "the image or its tag does not exist in the registry",
  "image-name-invalid": "the image's name is not valid",
  "image-never-pulled": "the image is not on the node and its pull policy is Never",
  "image-platform": "the image is not made for the node's processor",
  "image-registry": "the image's registry cannot be reached",
};

const EXPECTED: Partial<Record<ReasonKind, string>> = {
  "image-registry": "a registry that answers under this name",
  "image-never-pulled": "imagePullPolicy IfNotPresent",
  "image-platform": "an image for the node's processor",
};

function missingPullSecret(cluster: Cluster, { ref, spec, pods }: PodOwner): string | undefined {
  const told = pods
    .flatMap(({ metadata }) => cluster.eventsOf("Pod", ref.namespace, metadata.name))
    .map(({ message }) => /retrieve some image pull secrets \(([^)]+)\)/.exec(message)?.[1])
    .find((name) => name !== undefined);
  if (told !== undefined) return told;
  if (!cluster.isComplete("Secret", ref.namespace)) return undefined;
  return spec?.imagePullSecrets
    .map(({ name = "" }) => name)
    .find((name) => !cluster.find("Secret", ref.namespace, name));
}

const repositoryOf = (image: string): string => image.replace(/@.*$/, "").replace(/:[^/:]*$/, "");

/** Whether another container runs an image of the same repository: then it exists, and the pull lacks credentials. */
function isRepositoryUsed({ works }: Cluster, work: PodOwner, image: string): boolean {
  return works
    .filter((other) => other !== work)
    .flatMap(({ pods }) => pods)
    .flatMap(statusesOf)
    .some((status) => status.state?.running && repositoryOf(status.image ?? "").endsWith(repositoryOf(image)));
}

/** The image of the container in another ReplicaSet of the workload, the newest first. */
function earlierImage(
  { objects }: Cluster,
  { ref, sets, pods }: PodOwner,
  container: string,
  image: string,
): string | undefined {
  const others = objects.ReplicaSet.filter(
    ({ metadata }) => sets.includes(metadata.name) && metadata.namespace === ref.namespace,
  ).toSorted((one, other) => (other.metadata.creationTimestamp ?? 0) - (one.metadata.creationTimestamp ?? 0));
  const specs = [...others.map(({ spec }) => spec?.template?.spec), ...pods.map(({ spec }) => spec)];
  return specs
    .flatMap((spec) => spec?.containers.find(({ name }) => name === container)?.image ?? [])
    .find((other) => other !== image);
}
