import type { Cluster } from "../cluster.ts";
import { statusesOf } from "../pod-state.ts";
import { CERTAINTY, kubectl, type Reason } from "../reason.ts";
import type { ReasonKind } from "../reason-kinds.ts";
import { containersOf, type PodOwner } from "../work.ts";

/** A ConfigMap or Secret, or one of its keys, that a pod needs. */
interface Need {
  readonly kind: "ConfigMap" | "Secret";
  readonly name: string;
  readonly key?: string;
  readonly field: string;
}

/** What kubelets write of an object that is there and lacks a key; an object's own name may have the word in it, too. */
const OF_KEYS = /couldn't find key|non-existent (?:config|secret) key/;

/** ConfigMaps, Secrets and keys that a work's pods need and that are not there. */
export function configurationReasons(cluster: Cluster): readonly Reason[] {
  return cluster.works.flatMap((work) => {
    const quotes = complaintsOf(cluster, work);
    const stated = needsOf(work);
    const others = quotes.flatMap((text) => complainedOf(work, text) ?? []);
    const isStated = (need: Need): boolean => stated.some(({ kind, name }) => kind === need.kind && name === need.name);
    const all = [...stated, ...others.filter((need) => !isStated(need))];
    return all.flatMap((need) => missingReason(cluster, work, need, quotes) ?? []);
  });
}

/** What a message says is missing: the specification that was recorded may be an older one, or lack the part that needs it. */
function complainedOf({ path }: PodOwner, text: string): Need | undefined {
  const [, missing, name] = /\b(secret|configmap) "?([a-z0-9][\w.-]*)"? not found/i.exec(text) ?? [];
  const [, key, of, inside] = /couldn't find key (\S+) in (Secret|ConfigMap) (?:[\w-]+\/)?([\w.-]+)/i.exec(text) ?? [];
  const kind = (missing ?? of)?.toLowerCase() === "secret" ? "Secret" : "ConfigMap";
  if (name !== undefined) return { kind, name, field: path };
  return inside === undefined ? undefined : { kind, name: inside, field: path, ...(key !== undefined && { key }) };
}

function missingReason(cluster: Cluster, work: PodOwner, need: Need, all: readonly string[]): Reason | undefined {
  const { ref } = work;
  const found = cluster.find(need.kind, ref.namespace, need.name);
  const quotes = all.filter((text) => isAbout(text, need));
  const isAbsent = !found && cluster.isComplete(need.kind, ref.namespace);
  const lacksKey = found !== undefined && need.key !== undefined && !keysOf(found).includes(need.key);
  const saysKey = quotes.some((text) => OF_KEYS.test(text) && need.key !== undefined && text.includes(need.key));
  if (quotes.length === 0 && !isAbsent && !lacksKey) return undefined;
  // The object or its key was made since the message was written.
  if (found && !lacksKey && quotes.length > 0) return undefined;
  const isKey = lacksKey || saysKey;
  const kind: ReasonKind =
    need.kind === "Secret"
      ? isKey
        ? "secret-key-missing"
        : "secret-missing"
      : isKey
        ? "config-key-missing"
        : "config-missing";
  const what = isKey ? `the key ${need.key} of ${need.kind} ${need.name}` : `${need.kind} ${need.name}`;
  const elsewhere = isKey
    ? undefined
    : cluster.objects[need.kind].find(({ metadata }) => metadata.name === need.name)?.metadata.namespace;
  const there = elsewhere === undefined ? "" : `; one of that name is in the namespace ${elsewhere}`;
  const starts = work.pods.some(({ status }) => status?.phase === "Running")
    ? "will not start again"
    : "does not start";
  return {
    kind,
    object: ref,
    field: need.field,
    observed: isKey ? `${need.name}, key ${need.key}` : need.name,
    expected: found
      ? `one of the keys ${keysOf(found).slice(0, 10).join(", ")}`
      : `${need.kind} ${need.name} in ${ref.namespace}`,
    sentence: `${ref.name} ${starts}: it needs ${what}, which does not exist${there}`,
    refutedBy: `kubectl -n ${ref.namespace} get ${need.kind.toLowerCase()} ${need.name} shows it`,
    relief: { command: kubectl(ref.namespace, "get", need.kind.toLowerCase(), need.name, "-o", "yaml") },
    certainty: quotes.length > 0 ? CERTAINTY.told : CERTAINTY.contradicted,
    affects: [ref],
    quotes: quotes.slice(0, 2),
  };
}

function keysOf(found: { readonly data: readonly string[] | Readonly<Record<string, string>> }): readonly string[] {
  const { data } = found;
  const more = "binaryData" in found ? found.binaryData : "stringData" in found ? found.stringData : [];
  return [...(isNames(data) ? data : Object.keys(data)), ...(Array.isArray(more) ? more : [])];
}

const isNames = (data: readonly string[] | Readonly<Record<string, string>>): data is readonly string[] =>
  Array.isArray(data);

/** Messages that may be about a missing object. */
function complaintsOf(cluster: Cluster, work: PodOwner): readonly string[] {
  const waits = work.pods.flatMap(statusesOf).flatMap(({ state }) => state?.waiting?.message ?? []);
  const events = cluster.eventsOfPods(work).filter(({ isWarning }) => isWarning);
  return [...new Set([...waits, ...events.map(({ message }) => message)])];
}

function isAbout(text: string, { kind, name, key }: Need): boolean {
  if (!new RegExp(kind, "i").test(text)) return false;
  const named = text.includes(`"${name}"`) || new RegExp(`(?:^|[\\s/"])${escaped(name)}(?:$|[\\s":,])`).test(text);
  const isOfKey = OF_KEYS.test(text);
  if (isOfKey) return key !== undefined && text.includes(key) && (named || !/ConfigMap \S+\/|Secret \S+\//.test(text));
  return named && /not found/.test(text);
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** All ConfigMaps and Secrets that a work's pods cannot do without. */
function needsOf(work: PodOwner): readonly Need[] {
  const { spec, path } = work;
  const ofContainers = containersOf(work).flatMap(([{ env, envFrom }, at]): readonly (Need | undefined)[] => [
    ...env.flatMap(({ name, valueFrom }) => [
      need("ConfigMap", valueFrom?.configMapKeyRef, `${at}.env[${name}].valueFrom.configMapKeyRef`),
      need("Secret", valueFrom?.secretKeyRef, `${at}.env[${name}].valueFrom.secretKeyRef`),
    ]),
    ...envFrom.flatMap(({ configMapRef, secretRef }) => [
      need("ConfigMap", configMapRef, `${at}.envFrom.configMapRef`),
      need("Secret", secretRef, `${at}.envFrom.secretRef`),
    ]),
  ]);
  const ofVolumes = (spec?.volumes ?? []).flatMap(({ name, configMap, secret }): readonly (Need | undefined)[] => {
    const at = `${path}.volumes[${name}]`;
    const secretRef = secret && { name: secret.secretName, optional: secret.optional };
    return [
      need("ConfigMap", configMap, `${at}.configMap.name`),
      need("Secret", secretRef, `${at}.secret.secretName`),
      ...(configMap?.items ?? []).map(({ key }) => need("ConfigMap", { ...configMap, key }, `${at}.configMap.items`)),
      ...(secret?.items ?? []).map(({ key }) => need("Secret", { ...secretRef, key }, `${at}.secret.items`)),
    ];
  });
  return [...ofContainers, ...ofVolumes].filter((each) => each !== undefined);
}

function need(
  kind: Need["kind"],
  reference:
    | { readonly name?: string | undefined; readonly key?: string | undefined; readonly optional?: boolean | undefined }
    | undefined,
  field: string,
): Need | undefined {
  if (!reference?.name || reference.optional) return undefined;
  // Every pod gets this one from the control plane.
  if (reference.name === "kube-root-ca.crt") return undefined;
  return { kind, name: reference.name, field, ...(reference.key !== undefined && { key: reference.key }) };
}
