import { addressesOf, type ConfiguredAddress, serviceNamed, serviceOf } from "../calls.ts";
import type { Cluster } from "../cluster.ts";
import { isOfTelemetry, targetIn } from "../log-texts.ts";
import { nearestName } from "../nearest-name.ts";
import { hasRun, isInTrouble } from "../pod-state.ts";
import { CERTAINTY, kubectl, type Reason } from "../reason.ts";
import type { ReasonKind } from "../reason-kinds.ts";
import { containersOf, type PodOwner } from "../work.ts";
import { complaintsOf } from "./logs.ts";

/** Addresses in the environment that lead to no service, to a port that it does not have, or to another service than their name says. */
export function addressReasons(cluster: Cluster): readonly Reason[] {
  return cluster.works.flatMap((work) => {
    if (!cluster.isComplete("Service", work.ref.namespace)) return [];
    const addresses = addressesOf(cluster, work);
    return [
      ...addresses.flatMap((address) => addressReason(cluster, work, address) ?? []),
      ...complainedAddresses(cluster, work, addresses),
    ];
  });
}

/** Hosts of the cluster that a work's log does not find and that none of its known addresses has: they stand in a command, or in the program. */
function complainedAddresses(cluster: Cluster, work: PodOwner, known: readonly ConfiguredAddress[]): readonly Reason[] {
  const complaints = complaintsOf(cluster, work).filter(({ text }) => text.kind === "host-unknown");
  return complaints.flatMap(({ line }): readonly Reason[] => {
    const host = targetIn(line)?.host;
    if (host === undefined || known.some((each) => each.host === host)) return [];
    const written = containersOf(work)
      .flatMap(([{ command, args }, at]) => [
        ...command.map((text) => [text, `${at}.command`] as const),
        ...args.map((text) => [text, `${at}.args`] as const),
      ])
      .find(([text]) => text.includes(host.split(".")[0] ?? host));
    const [text = host, field = `${work.path}.containers[]`] = written ?? [];
    const address = { host, variable: written ? "argument" : "host", field, written: text, isPlain: true };
    const reason = serviceOf(cluster, host, work.ref.namespace) ? undefined : unknown(cluster, work, address);
    return reason ? [reason] : [];
  });
}

function addressReason(cluster: Cluster, work: PodOwner, address: ConfiguredAddress): Reason | undefined {
  const { namespace } = work.ref;
  const service = serviceOf(cluster, address.host, namespace);
  if (!service) return unknown(cluster, work, address);
  const ports = service.spec?.ports ?? [];
  const isHeadless = service.spec?.clusterIP === "None";
  if (
    address.port !== undefined &&
    ports.length > 0 &&
    !isHeadless &&
    !ports.some(({ port }) => port === address.port)
  ) {
    const all = ports.map(({ port }) => port).join(", ");
    const [first] = ports;
    const written = address.ofPort ? { ...address.ofPort, written: String(address.port) } : {};
    return toReason(cluster, work, { ...address, ...written }, "service-port", {
      expected: `port ${all}`,
      words: `the service ${service.metadata.name} has no port ${address.port}, only ${all}`,
      right: address.ofPort ? String(first?.port) : address.written.replace(`:${address.port}`, `:${first?.port}`),
      least: CERTAINTY.contradicted,
    });
  }
  const meant = meantBy(cluster, work, address);
  if (meant === undefined || meant === service.metadata.name) return undefined;
  return toReason(cluster, work, address, "service-misrouted", {
    expected: meant,
    words: `it leads to ${service.metadata.name}, and there is a service ${meant}`,
    right: address.written.replace(address.host, meant),
    least: CERTAINTY.unseen,
  });
}

function unknown(cluster: Cluster, work: PodOwner, address: ConfiguredAddress): Reason | undefined {
  const { namespace } = work.ref;
  const meant = serviceNamed(address.host, namespace);
  if (!meant || (address.host.includes(".") && !isOfCluster(cluster, meant.namespace, address.host))) return undefined;
  const names = cluster.within("Service", namespace).map(({ metadata }) => metadata.name);
  const near = nearestName(address.host.split(".")[0] ?? "", names) ?? meantBy(cluster, work, address);
  const elsewhere = cluster.objects.Service.find(
    ({ metadata }) => metadata.name === meant.name && metadata.namespace !== meant.namespace,
  );
  const there = elsewhere === undefined ? undefined : `${meant.name}.${elsewhere.metadata.namespace}`;
  const suffers = isSuffering(cluster, work, address);
  if (isOfTelemetry(address.host)) return undefined;
  // A program may be told of things that it does without, such as a collector of traces.
  if (!suffers && near === undefined && there === undefined) return undefined;
  if (!suffers && !address.isPlain && near === undefined) return undefined;
  const right = there ?? near;
  return toReason(cluster, work, address, "service-address", {
    expected: right ?? `a service ${meant.name} in ${meant.namespace}`,
    words: `there is no service ${meant.name} in ${meant.namespace}${there ? `; it is in ${elsewhere?.metadata.namespace}` : near ? `, only ${near}` : ""}`,
    ...(right !== undefined && { right: address.written.replace(address.host, right) }),
    least: CERTAINTY.unseen,
  });
}

/** Whether a name of several parts is one of the cluster: it ends like those, or its namespace exists. */
function isOfCluster({ objects, works }: Cluster, namespace: string, host: string): boolean {
  return (
    /\.svc(?:\.cluster\.local)?\.?$/.test(host) ||
    objects.Namespace.some(({ metadata }) => metadata.name === namespace) ||
    works.some(({ ref }) => ref.namespace === namespace)
  );
}

const OF_ADDRESS = /_?(?:SERVICE|SVC)?_?(?:HOST|HOSTNAME|ADDR|ADDRESS|ENDPOINT|SERVER|URL|URI)?S?$/i;

/** The service that a variable is named after: PAYMENT_SERVICE_ADDR means `payment` or `paymentservice`. */
function meantBy(cluster: Cluster, { ref }: PodOwner, { variable }: ConfiguredAddress): string | undefined {
  const plain = (name: string): string =>
    name
      .toLowerCase()
      .replaceAll(/[-_]/g, "")
      .replace(/(?:service|svc)$/, "");
  const wanted = plain(variable.replace(OF_ADDRESS, ""));
  if (wanted.length < 3) return undefined;
  return cluster.within("Service", ref.namespace).find(({ metadata }) => plain(metadata.name) === wanted)?.metadata
    .name;
}

function isSuffering(cluster: Cluster, work: PodOwner, { host }: ConfiguredAddress): boolean {
  if (work.pods.some((pod) => isInTrouble(pod, cluster.now) && hasRun(pod))) return true;
  return cluster.logsOf(work).some(({ text }) =>
    text
      .split("\n")
      .slice(-100)
      .some((line) => line.includes(host) && FAILS.test(line)),
  );
}

const FAILS =
  /refused|no such host|not known|unknown ?host|ENOTFOUND|resol|timed? ?out|unreachable|unavailable|failed|error/i;

function toReason(
  cluster: Cluster,
  work: PodOwner,
  address: ConfiguredAddress,
  kind: ReasonKind,
  {
    expected,
    words,
    right,
    least,
  }: { readonly expected: string; readonly words: string; readonly right?: string; readonly least: number },
): Reason {
  const { ref } = work;
  const isMapped = address.field.startsWith("ConfigMap ");
  const target = `${ref.kind.toLowerCase()}/${ref.name}`;
  return {
    kind,
    object: ref,
    field: address.field,
    observed: `${address.variable}=${withoutPassword(address.written)}`,
    expected,
    sentence: `${ref.name} calls a wrong address: ${address.variable} is ${withoutPassword(address.written)}, and ${words}`,
    refutedBy: `${address.host}${address.port === undefined ? "" : `:${address.port}`} answers from inside a pod of ${ref.name}`,
    ...(right !== undefined &&
      !isMapped &&
      right === withoutPassword(right) && {
        relief: {
          command: kubectl(ref.namespace, "set", "env", target, `${address.variable}=${right}`),
          undo: kubectl(ref.namespace, "set", "env", target, `${address.variable}=${withoutPassword(address.written)}`),
        },
      }),
    certainty: isSuffering(cluster, work, address) ? CERTAINTY.told : least,
    affects: [ref],
    quotes: [],
  };
}

function withoutPassword(written: string): string {
  return written.replace(/\/\/[^@/\s]*@/, "//***@");
}
