import type { Cluster } from "./cluster.ts";
import type { Service } from "./objects/network.ts";
import { hasLabels } from "./selectors.ts";
import { containersOf, type PodOwner } from "./work.ts";

/** An address that a work is configured with: host and port as written, and where. */
export interface ConfiguredAddress {
  readonly host: string;
  readonly port?: number;
  /** "DB_HOST" of an environment variable. */
  readonly variable: string;
  readonly field: string;
  /** The variable of the port, if it has one of its own. */
  readonly ofPort?: { readonly variable: string; readonly field: string };
  readonly written: string;
  /** Whether the value is an address beyond doubt: it has a scheme, or a port. */
  readonly isPlain: boolean;
}

/** A call from a work to a service that exists. */
export interface ServiceCall {
  readonly from: PodOwner;
  readonly service: Service;
  readonly address: ConfiguredAddress;
}

const URL_PATTERN = /^[a-z][a-z0-9+.-]*:(?:[a-z]+:)?\/\/(?:[^@/\s]*@)?(\[?[\w.-]+\]?)(?::(\d+))?/i;
const HOST_PORT = /^([a-z][\w.-]*):(\d{2,5})(?:[/?,].*)?$/i;
const HOST = /^[a-z]([\w-]*[a-z0-9])?(?:\.[\w-]+)*$/i;
const NAMES_ADDRESS = /(?:^|_)(?:HOST|HOSTNAME|ADDR|ADDRESS|ENDPOINT|SERVER|BROKER|BROKERS|URL|URI|DSN)S?$/i;

/** All addresses in the environment of a work's containers, also through ConfigMaps. */
export function addressesOf(cluster: Cluster, work: PodOwner): readonly ConfiguredAddress[] {
  const ofContainers = containersOf(work).flatMap(([{ env, envFrom }, at]) => {
    const inline = env.flatMap(({ name, value, valueFrom }): readonly (readonly [string, string, string])[] => {
      const reference = valueFrom?.configMapKeyRef;
      const found =
        reference?.name === undefined ? undefined : cluster.find("ConfigMap", work.ref.namespace, reference.name);
      const text = value ?? found?.data[reference?.key ?? ""];
      const field = value === undefined ? `${at}.env[${name}].valueFrom.configMapKeyRef` : `${at}.env[${name}].value`;
      return text === undefined ? [] : [[name, text, field]];
    });
    const mapped = envFrom.flatMap(({ configMapRef }) => {
      const map =
        configMapRef?.name === undefined ? undefined : cluster.find("ConfigMap", work.ref.namespace, configMapRef.name);
      return Object.entries(map?.data ?? {}).map(
        ([name, text]) => [name, text, `ConfigMap ${map?.metadata.name} data[${name}]`] as const,
      );
    });
    const all = [...inline, ...mapped];
    const values: Values = new Map(all.map(([name, text, field]) => [name, { text, field }]));
    return all.flatMap(([name, text, field]) => addressIn(name, text, field, values) ?? []);
  });
  return [...ofContainers, ...addressesInFiles(cluster, work)];
}

/** Addresses with a port of services that exist, in the files that ConfigMaps mount and in the arguments of commands. */
function addressesInFiles(cluster: Cluster, work: PodOwner): readonly ConfiguredAddress[] {
  const { namespace } = work.ref;
  const files = (work.spec?.volumes ?? []).flatMap(({ configMap }) => {
    const map = configMap?.name === undefined ? undefined : cluster.find("ConfigMap", namespace, configMap.name);
    return Object.entries(map?.data ?? {}).map(
      ([key, text]) => [key, text, `ConfigMap ${map?.metadata.name} data[${key}]`] as const,
    );
  });
  const commands = containersOf(work).flatMap(([{ command, args }, at]) =>
    [...command, ...args].map((text) => ["argument", text, `${at}.args`] as const),
  );
  return [...files, ...commands].flatMap(([variable, text, field]) =>
    [...text.slice(0, FILE_CHARACTERS).matchAll(IN_TEXT)].flatMap(
      ([written, host = "", port]): readonly ConfiguredAddress[] => {
        if (!serviceOf(cluster, host, namespace)) return [];
        return [{ host, port: Number(port), variable, field, written, isPlain: true }];
      },
    ),
  );
}

const FILE_CHARACTERS = 100_000;
const IN_TEXT = /(?<![\w.-])([a-z][\w-]*(?:\.[\w-]+)*):(\d{2,5})(?!\w)/gi;

/** The variables of a container, each with its text and where that stands. */
type Values = ReadonlyMap<string, { readonly text: string; readonly field: string }>;

function addressIn(variable: string, text: string, field: string, values: Values): ConfiguredAddress | undefined {
  const written = text.trim();
  const [, urlHost, urlPort] = URL_PATTERN.exec(written) ?? [];
  if (urlHost !== undefined) return toAddress({ variable, field, written, isPlain: true }, urlHost, urlPort);
  const [, host, port] = HOST_PORT.exec(written) ?? [];
  if (host !== undefined)
    return toAddress({ variable, field, written, isPlain: NAMES_ADDRESS.test(variable) }, host, port);
  if (!NAMES_ADDRESS.test(variable) || !HOST.test(written)) return undefined;
  const stem = variable.replace(NAMES_ADDRESS, "");
  const portVariable = [`${stem}_PORT`, `${stem}PORT`].find((name) => values.has(name));
  const own = portVariable === undefined ? undefined : values.get(portVariable);
  const ofPort = portVariable !== undefined && own && { ofPort: { variable: portVariable, field: own.field } };
  return toAddress({ variable, field, written, isPlain: false, ...ofPort }, written, own?.text);
}

function toAddress(
  rest: Omit<ConfiguredAddress, "host" | "port">,
  host: string,
  port: string | undefined,
): ConfiguredAddress | undefined {
  if (/^(?:localhost|127\.|0\.0\.0\.0|::)/.test(host) || /^\d+(?:\.\d+){3}$/.test(host)) return undefined;
  const number = Number(port);
  return { ...rest, host, ...(port !== undefined && Number.isInteger(number) && { port: number }) };
}

/** The namespace and name of a service that a host name of the cluster means; undefined for names outside. */
export function serviceNamed(
  host: string,
  namespace: string,
): { readonly namespace: string; readonly name: string } | undefined {
  const parts = host
    .replace(/\.$/, "")
    .replace(/\.svc(?:\.cluster\.local)?$/, "")
    .split(".");
  const isLong = /\.svc(?:\.cluster\.local)?\.?$/.test(host);
  if (parts.length === 1) return { namespace, name: parts[0] ?? "" };
  if (parts.length === 2) return { name: parts[0] ?? "", namespace: parts[1] ?? "" };
  // <pod>.<service>.<namespace>, of a StatefulSet.
  return parts.length === 3 && isLong ? { name: parts[1] ?? "", namespace: parts[2] ?? "" } : undefined;
}

/** The service of an address, if it exists; also `<pod>.<service>` of a StatefulSet. */
export function serviceOf({ find }: Pick<Cluster, "find">, host: string, namespace: string): Service | undefined {
  const meant = serviceNamed(host, namespace);
  if (!meant) return undefined;
  return find("Service", meant.namespace, meant.name) ?? find("Service", namespace, host.split(".")[1] ?? "");
}

/** Who calls which service, by the addresses that works are configured with. */
export function callsOf(cluster: Cluster): readonly ServiceCall[] {
  return cluster.works.flatMap((from) =>
    addressesOf(cluster, from).flatMap((address) => {
      const service = serviceOf(cluster, address.host, from.ref.namespace);
      return service ? [{ from, service, address }] : [];
    }),
  );
}

/** The works whose pods a service's selector matches. */
export function behind({ works }: Pick<Cluster, "works">, { metadata, spec }: Service): readonly PodOwner[] {
  const selector = spec?.selector ?? {};
  if (Object.keys(selector).length === 0) return [];
  return works.filter(
    ({ ref, labels, pods }) =>
      ref.namespace === (metadata.namespace ?? ref.namespace) &&
      ref.kind !== "Job" &&
      (hasLabels(labels, selector) || pods.some((pod) => hasLabels(pod.metadata.labels, selector))),
  );
}
