import { behind } from "../calls.ts";
import type { Cluster } from "../cluster.ts";
import type { Service } from "../objects/network.ts";
import { isInTrouble, isReady } from "../pod-state.ts";
import { CERTAINTY, kubectl, type ObjectRef, type Reason } from "../reason.ts";
import { hasLabels, labelText } from "../selectors.ts";
import { type PodOwner, wantedReplicas } from "../work.ts";

/** Services that send their traffic nowhere, or to a wrong port. */
export function serviceReasons(cluster: Cluster): readonly Reason[] {
  return cluster.objects.Service.flatMap((service): readonly Reason[] => {
    const selector = service.spec?.selector ?? {};
    if (Object.keys(selector).length === 0 || service.spec?.type === "ExternalName") return [];
    const works = behind(cluster, service);
    const own = ownWork(cluster, service, works);
    if (own) return [selectorReason(service, own, works)];
    if (works.length === 0) {
      const near = nearest(cluster, service);
      return near || hasEndpoints(cluster, service) === false ? [selectorReason(service, near)] : [];
    }
    return [...portReasons(service, works), ...emptyReason(cluster, service, works)];
  });
}

const refOf = ({ metadata }: Service): ObjectRef & { readonly namespace: string } => ({
  kind: "Service",
  namespace: metadata.namespace ?? "",
  name: metadata.name,
});

/**
 * The work of a service's name, if the service sends to works of other names instead and no other service leads to it. A service that leads to
 * versions of its work, such as web-blue, is meant to.
 */
function ownWork(cluster: Cluster, { metadata }: Service, selected: readonly PodOwner[]): PodOwner | undefined {
  const isOf = (name: string, { ref }: PodOwner): boolean => stem(ref.name).startsWith(stem(name));
  if (selected.length === 0 || selected.some((work) => isOf(metadata.name, work))) return undefined;
  const isOwn = ({ ref }: PodOwner): boolean =>
    ref.namespace === (metadata.namespace ?? "") && ref.kind !== "Job" && stem(ref.name) === stem(metadata.name);
  const own = cluster.works.find(isOwn);
  return own && !cluster.objects.Service.some((each) => behind(cluster, each).includes(own)) ? own : undefined;
}

/** A selector that matches no pod, or those of other works than the service's own. */
function selectorReason(service: Service, near: PodOwner | undefined, others: readonly PodOwner[] = []): Reason {
  const object = refOf(service);
  const selector = service.spec?.selector ?? {};
  const patch = JSON.stringify({ spec: { selector: near ? wantedSelector(selector, near) : {} } });
  const undo = JSON.stringify({ spec: { selector } });
  const names = others.map(({ ref }) => ref.name).join(", ");
  const wrong =
    names === ""
      ? `${object.name} has no endpoints: its selector ${labelText(selector)} matches no pod`
      : `${object.name} sends its traffic to ${names}: its selector is ${labelText(selector)}`;
  return {
    kind: "service-selector",
    object,
    field: "spec.selector",
    observed: labelText(selector),
    expected: near
      ? `${labelText(wantedSelector(selector, near))}, of the pods of ${near.ref.name}`
      : "labels that pods have",
    sentence: `${wrong}${near ? `; the pods of ${near.ref.name} have ${labelText(near.labels)}` : ""}`,
    refutedBy: `kubectl -n ${object.namespace} get pods -l ${Object.entries(selector)
      .map((pair) => pair.join("="))
      .join(",")} lists pods`,
    ...(near && {
      relief: {
        command: kubectl(object.namespace, "patch", "service", object.name, "-p", patch),
        undo: kubectl(object.namespace, "patch", "service", object.name, "-p", undo),
      },
    }),
    certainty: near ? CERTAINTY.told : CERTAINTY.unseen,
    affects: [object],
    quotes: [],
  };
}

/** The work that a service was probably meant for: of its name, else the one that shares most of the selector's labels. */
function nearest({ works }: Cluster, { metadata, spec }: Service): PodOwner | undefined {
  const own = works.filter(({ ref }) => ref.namespace === (metadata.namespace ?? "") && ref.kind !== "Job");
  const named =
    own.find(({ ref }) => ref.name === metadata.name) ?? own.find(({ ref }) => stem(ref.name) === stem(metadata.name));
  if (named) return named;
  const selector = Object.entries(spec?.selector ?? {});
  const shared = ({ labels }: PodOwner): number =>
    selector.filter(([key, value]) => labels[key] === value || Object.values(labels).includes(value)).length;
  const [best] = own.toSorted((one, other) => shared(other) - shared(one));
  return best && shared(best) > 0 && selector.length > 1 ? best : undefined;
}

const stem = (name: string): string => name.toLowerCase().replaceAll(/-?(?:service|svc|headless)$|[-_]/g, "");

function wantedSelector(
  selector: Readonly<Record<string, string>>,
  { labels }: PodOwner,
): Readonly<Record<string, string>> {
  const kept = Object.fromEntries(
    Object.keys(selector).flatMap((key) => (labels[key] === undefined ? [] : [[key, labels[key]]])),
  );
  return Object.keys(kept).length > 0 ? kept : labels;
}

/** Whether a service has ready endpoints; undefined if they were not recorded. */
function hasEndpoints({ objects }: Cluster, { metadata }: Service): boolean | undefined {
  const slices = objects.EndpointSlice.filter(
    (slice) =>
      slice.metadata.labels["kubernetes.io/service-name"] === metadata.name &&
      slice.metadata.namespace === metadata.namespace,
  );
  const endpoints = objects.Endpoints.find(
    (each) => each.metadata.name === metadata.name && each.metadata.namespace === metadata.namespace,
  );
  if (slices.length === 0 && !endpoints) return undefined;
  return (
    slices.some((slice) =>
      slice.endpoints.some(({ addresses, conditions }) => addresses.length > 0 && conditions?.ready !== false),
    ) ||
    (endpoints?.subsets.some(({ addresses }) => addresses.length > 0) ?? false)
  );
}

function portReasons(service: Service, works: readonly PodOwner[]): readonly Reason[] {
  const object = refOf(service);
  const containers = works.flatMap(({ spec }) => spec?.containers ?? []);
  const declared = containers.flatMap(({ ports }) => ports);
  const affects = [object, ...works.map(({ ref }) => ref)];
  return (service.spec?.ports ?? []).flatMap((port): readonly Reason[] => {
    const target = port.targetPort ?? String(port.port ?? "");
    const at = `spec.ports[${port.name ?? port.port ?? ""}]`;
    const isNamed = !/^\d+$/.test(target);
    const same = declared.filter(({ name, containerPort }) =>
      isNamed ? name === target : String(containerPort) === target,
    );
    const shared = {
      object,
      affects,
      refutedBy: `a program in the pods of ${works[0]?.ref.name ?? ""} listens on ${target}`,
      quotes: [],
    };
    const all = [
      ...new Set(declared.map(({ name, containerPort }) => `${containerPort}${name ? ` (${name})` : ""}`)),
    ].join(", ");
    if (isNamed && same.length === 0 && containers.length > 0) {
      return [
        {
          ...shared,
          kind: "service-port-name",
          field: `${at}.targetPort`,
          observed: target,
          expected: all === "" ? "a name that a container's port has" : `one of ${all}`,
          sentence: `${object.name} sends traffic to the port named ${target}, and no container of its pods has a port of that name${all === "" ? "" : ` (they have ${all})`}`,
          certainty: CERTAINTY.told,
        },
      ];
    }
    if (!isNamed && same.length === 0 && declared.length > 0 && !mentions(containers, target)) {
      const only = declared.length === 1 ? declared[0]?.containerPort : undefined;
      return [
        {
          ...shared,
          kind: "service-target-port",
          field: `${at}.targetPort`,
          observed: target,
          expected: all,
          sentence: `${object.name} sends traffic to port ${target}, and its pods listen on ${all}`,
          ...(only !== undefined && {
            relief: {
              command: patchPort(object, { ...port, targetPort: only }),
              undo: patchPort(object, { ...port, targetPort: Number(target) }),
            },
          }),
          certainty: CERTAINTY.contradicted,
        },
      ];
    }
    const protocol = port.protocol ?? "TCP";
    const [listening] = same;
    if (listening && same.every((each) => (each.protocol ?? "TCP") !== protocol)) {
      return [
        {
          ...shared,
          kind: "service-protocol",
          field: `${at}.protocol`,
          observed: protocol,
          expected: listening.protocol ?? "TCP",
          sentence: `${object.name} forwards ${protocol} on port ${port.port}, and its pods listen for ${listening.protocol ?? "TCP"} there`,
          certainty: CERTAINTY.told,
        },
      ];
    }
    return [];
  });
}

function patchPort({ namespace, name }: ObjectRef, port: Readonly<Record<string, unknown>>): string {
  return kubectl(namespace, "patch", "service", name, "-p", JSON.stringify({ spec: { ports: [port] } }));
}

/** Whether containers name a number elsewhere: programs listen on ports that their containers do not declare. */
function mentions(containers: readonly NonNullable<PodOwner["spec"]>["containers"][number][], port: string): boolean {
  const word = new RegExp(`(?:^|\\D)${port}(?:\\D|$)`);
  return containers.some(
    ({ env, args, command, livenessProbe, readinessProbe }) =>
      [
        ...args,
        ...command,
        ...env.filter(({ name }) => /PORT|LISTEN|BIND/i.test(name)).map(({ value = "" }) => value),
      ].some((text) => word.test(text)) ||
      [livenessProbe, readinessProbe].some(
        (probe) => (probe?.httpGet ?? probe?.tcpSocket ?? probe?.grpc)?.port === port,
      ),
  );
}

/** A service whose pods are there and not ready: the pods' own reasons say why. */
function emptyReason({ now }: Cluster, service: Service, works: readonly PodOwner[]): readonly Reason[] {
  const object = refOf(service);
  const selector = service.spec?.selector ?? {};
  const pods = works.flatMap((work) => work.pods).filter(({ metadata }) => hasLabels(metadata.labels, selector));
  if (pods.some(isReady) || works.every((work) => wantedReplicas(work) === 0)) return [];
  const isStarting = pods.length > 0 && !pods.some((pod) => isInTrouble(pod, now));
  if (isStarting) return [];
  return [
    {
      kind: "endpoints-empty",
      object,
      observed: `0 of ${pods.length} pods ready`,
      expected: "at least one ready pod",
      sentence: `${object.name} has no endpoints: none of its pods is ready`,
      refutedBy: `kubectl -n ${object.namespace} get endpoints ${object.name} shows addresses`,
      certainty: CERTAINTY.symptom / 2,
      affects: [object, ...works.map(({ ref }) => ref)],
      quotes: [],
    },
  ];
}
