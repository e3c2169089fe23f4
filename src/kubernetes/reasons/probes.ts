import type { Cluster } from "../cluster.ts";
import type { ClusterEvent } from "../objects/event.ts";
import type { Pod } from "../objects/pod.ts";
import type { Container, Probe } from "../objects/pod-spec.ts";
import { isInTrouble, isReady } from "../pod-state.ts";
import { CERTAINTY, type Reason } from "../reason.ts";
import type { ReasonKind } from "../reason-kinds.ts";
import type { PodOwner } from "../work.ts";
import { rollback } from "./containers.ts";

const PROBES = ["startup", "liveness", "readiness"] as const;
type ProbeName = (typeof PROBES)[number];
type Aspect = "port" | "protocol" | "path" | "timing";

const probeOf = (container: Container, name: ProbeName): Probe | undefined => container[`${name}Probe`];

/** Probes that fail although the program works, by what is wrong with them. */
export function probeReasons(cluster: Cluster): readonly Reason[] {
  return cluster.works.flatMap((work) =>
    work.pods
      .filter((pod) => isInTrouble(pod, cluster.now) || !isReady(pod))
      .flatMap((pod) =>
        pod.spec.containers.flatMap((container) =>
          PROBES.flatMap((name) => probeReason(cluster, work, pod, container, name) ?? []),
        ),
      ),
  );
}

function probeReason(
  cluster: Cluster,
  work: PodOwner,
  pod: Pod,
  container: Container,
  name: ProbeName,
): Reason | undefined {
  const probe = probeOf(container, name);
  if (!probe) return undefined;
  const events = cluster
    .eventsOf("Pod", work.ref.namespace, pod.metadata.name)
    .filter((event) => isAbout(event, name, container, pod));
  const text = events.map(({ message }) => message).join("\n");
  const found = wrongIn(cluster, pod, container, name, probe, text);
  if (!found) return failing(work, name, events);
  const { aspect, observed, expected, certainty } = found;
  const kind: ReasonKind = `${name}-${aspect}`;
  const { ref, path } = work;
  return {
    kind,
    object: ref,
    field: `${path}.containers[${container.name}].${name}Probe${fieldOf(aspect, probe)}`,
    observed,
    expected,
    sentence: `${ref.name} ${name === "readiness" ? "gets no traffic" : "is restarted again and again"}: its ${name} probe ${WORDS[aspect]}: ${observed}. Expected: ${expected}`,
    refutedBy: `the ${name} probe succeeds from inside the pod as it is configured`,
    ...rollback(work),
    certainty,
    affects: [ref],
    quotes: events.slice(0, 2).map(({ message }) => message),
  };
}

/** Which field of a probe is wrong, beginning with a dot; empty if it is the probe as a whole. */
function fieldOf(aspect: Aspect, { httpGet, tcpSocket, grpc, exec }: Probe): string {
  if (aspect === "timing") return ".initialDelaySeconds";
  const asks = httpGet ? ".httpGet" : tcpSocket ? ".tcpSocket" : grpc ? ".grpc" : exec ? ".exec" : "";
  if (aspect === "port" && asks !== ".exec") return `${asks}.port`;
  if (aspect === "path") return httpGet ? ".httpGet.path" : exec ? ".exec.command" : asks;
  return aspect === "protocol" && httpGet?.scheme === "HTTPS" ? ".httpGet.scheme" : asks;
}

/** A probe that is right, of a program that is not well. */
function failing({ ref, path }: PodOwner, name: ProbeName, events: readonly ClusterEvent[]): Reason | undefined {
  const [first] = events;
  if (!first) return undefined;
  return {
    kind: "not-ready",
    object: ref,
    field: `${path}.containers[].${name}Probe`,
    observed: first.message,
    expected: "a probe that succeeds",
    sentence: `${ref.name} is not well: ${first.message.slice(0, 200)}`,
    refutedBy: `the ${name} probe succeeds`,
    certainty: CERTAINTY.symptom,
    affects: [ref],
    quotes: events.slice(0, 2).map(({ message }) => message),
  };
}

const WORDS: Readonly<Record<Aspect, string>> = {
  port: "asks a port on which nothing listens",
  protocol: "speaks another protocol than the program",
  path: "asks for what the program does not have",
  timing: "does not give the program enough time",
};

function isAbout(
  { message, container: named }: ClusterEvent,
  name: ProbeName,
  container: Container,
  { spec }: Pod,
): boolean {
  if (!new RegExp(`^${name} probe (?:failed|errored)|failed ${name} probe`, "i").test(message)) return false;
  const one = /^Container (\S+) failed/.exec(message)?.[1] ?? named;
  return one === undefined
    ? spec.containers.length === 1 || probeOf(container, name) !== undefined
    : one === container.name;
}

interface Wrong {
  readonly aspect: Aspect;
  readonly observed: string;
  readonly expected: string;
  readonly certainty: number;
}

const PROTOCOL =
  /HTTP response to HTTPS client|malformed HTTP|not look like a TLS handshake|server preface|frame too large|connection reset by peer|\bEOF\b|unimplemented|HTTP\/0\.9|transport connection broken/i;
const NOT_THERE =
  /statuscode: (?:40[0-7]|410)|executable file not found|no such file|command not found|exit code 12[67]/i;
const REFUSED = /connection refused|connect: |failed to connect/i;
const SLOW = /deadline exceeded|timed out|timeout|awaiting headers/i;

function wrongIn(
  cluster: Cluster,
  pod: Pod,
  container: Container,
  name: ProbeName,
  probe: Probe,
  text: string,
): Wrong | undefined {
  const port = portOf(probe);
  const how = howOf(probe);
  const certainty = text === "" ? CERTAINTY.contradicted : CERTAINTY.told;
  const listening = listeningPorts(container);
  if (
    port !== undefined &&
    listening.length > 0 &&
    !listening.includes(port) &&
    (text === "" || !PROTOCOL.test(text)) &&
    !NOT_THERE.test(text)
  ) {
    return { aspect: "port", observed: `port ${port}`, expected: `one of ${listening.join(", ")}`, certainty };
  }
  const others = PROBES.filter((other) => other !== name).flatMap((other) => probeOf(container, other) ?? []);
  const sibling = others.find((other) => portOf(other) === port || portOf(other) === undefined);
  const isOtherProtocol =
    sibling !== undefined &&
    howOf(sibling) !== how &&
    how !== "exec" &&
    howOf(sibling) !== "exec" &&
    howOf(sibling) !== "tcp" &&
    how !== "tcp";
  const isNamedOther =
    how.startsWith("http") &&
    container.ports.some(
      (each) => String(each.containerPort) === port && /grpc|redis|mysql|mongo|postgres|tcp-/i.test(each.name ?? ""),
    );
  if (PROTOCOL.test(text) || (text !== "" && !NOT_THERE.test(text) && (isOtherProtocol || isNamedOther))) {
    return {
      aspect: "protocol",
      observed: how,
      expected: sibling && isOtherProtocol ? howOf(sibling) : "the protocol of the program",
      certainty,
    };
  }
  if (NOT_THERE.test(text)) {
    const asked = probe.httpGet ? `path ${probe.httpGet.path ?? "/"}` : (probe.exec?.command.join(" ") ?? how);
    const path = sibling?.httpGet?.path;
    return {
      aspect: "path",
      observed: asked,
      expected: path ? `path ${path}, as the other probe` : "something that the program answers",
      certainty,
    };
  }
  const other = others.map(portOf).find((each) => each !== undefined);
  if (REFUSED.test(text) && port !== undefined && listening.length === 0 && other !== undefined && other !== port) {
    return { aspect: "port", observed: `port ${port}`, expected: `port ${other}, as the other probe`, certainty };
  }
  return tooEarly(cluster, pod, container, name, probe, text);
}

/** Time within which most programs have started and answer. */
const SHORT_SECONDS = 10;
const LONG_DELAY_SECONDS = 300;

function tooEarly(
  { now }: Cluster,
  pod: Pod,
  { name: containerName }: Container,
  name: ProbeName,
  probe: Probe,
  text: string,
): Wrong | undefined {
  const {
    initialDelaySeconds: delay = 0,
    periodSeconds: period = 10,
    timeoutSeconds: timeout = 1,
    failureThreshold: threshold = 3,
  } = probe;
  const expected = "more than the program needs";
  const status = pod.status?.containerStatuses.find((each) => each.name === containerName);
  const startedAt = status?.state?.running?.startedAt;
  const waits =
    name !== "liveness" &&
    delay >= LONG_DELAY_SECONDS &&
    !isReady(pod) &&
    startedAt !== undefined &&
    now - startedAt < delay;
  if (waits) {
    return {
      aspect: "timing",
      observed: `initialDelaySeconds ${delay}`,
      expected: "a delay of seconds",
      certainty: CERTAINTY.contradicted,
    };
  }
  if (text === "" || !(SLOW.test(text) || REFUSED.test(text))) return undefined;
  if (name === "readiness" && !SLOW.test(text)) return undefined;
  const allowed = delay + period * threshold;
  const observed = `initialDelaySeconds ${delay}, periodSeconds ${period}, timeoutSeconds ${timeout}, failureThreshold ${threshold}`;
  const isExtreme = allowed < SHORT_SECONDS || (threshold === 1 && timeout <= 1);
  return { aspect: "timing", observed, expected, certainty: isExtreme ? CERTAINTY.told : CERTAINTY.symptom * 1.5 };
}

function portOf({ httpGet, tcpSocket, grpc }: Probe): string | undefined {
  return (httpGet ?? tcpSocket ?? grpc)?.port;
}

function howOf({ httpGet, tcpSocket, grpc, exec }: Probe): string {
  if (httpGet) return (httpGet.scheme ?? "HTTP").toLowerCase();
  if (tcpSocket) return "tcp";
  if (grpc) return "grpc";
  return exec ? "exec" : "none";
}

/** Numbers and names of the ports that a container declares. */
function listeningPorts({ ports }: Container): readonly string[] {
  return ports.flatMap(({ name, containerPort }) => [
    ...(containerPort === undefined ? [] : [String(containerPort)]),
    ...(name === undefined ? [] : [name]),
  ]);
}
