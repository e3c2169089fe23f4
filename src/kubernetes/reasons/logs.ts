import { addressesOf, serviceOf } from "../calls.ts";
import type { Cluster } from "../cluster.ts";
import { isOfTelemetry, LOG_TEXTS, type LogText, targetIn } from "../log-texts.ts";
import type { Service } from "../objects/network.ts";
import { isInTrouble } from "../pod-state.ts";
import { CERTAINTY, kubectl, type Reason } from "../reason.ts";
import { containersOf, type PodOwner } from "../work.ts";

/** Only the last lines tell of now. */
const LAST_LINES = 60;
/** A complaint that may pass by itself counts if a program that works makes it so often. */
const REPEATED = 3;
/** What may pass by itself must be among so many newest lines. */
const NEWEST_LINES = 20;
const MOST_COMPLAINTS = 3;
const LINE_CHARACTERS = 400;

/** A complaint of a work's logs with the line that makes it. */
export interface Complaint {
  readonly text: LogText;
  readonly line: string;
  readonly count: number;
}

/** What the logs of pods say of themselves and of what they call. */
export function logReasons(cluster: Cluster): readonly Reason[] {
  return cluster.works.flatMap((work) =>
    complaintsOf(cluster, work).map((complaint) => toReason(cluster, work, withinRoot(work, complaint))),
  );
}

/** A file system that its own security context makes read-only is no volume's. */
function withinRoot(work: PodOwner, complaint: Complaint): Complaint {
  const isReadOnly = containersOf(work).some(([{ securityContext }]) => securityContext?.readOnlyRootFilesystem);
  if (!isReadOnly || complaint.text.kind !== "volume-permission") return complaint;
  if (!/read-only file system|EROFS/i.test(complaint.line)) return complaint;
  const words = "its root file system is read-only, and it writes there";
  return { ...complaint, text: { ...complaint.text, kind: "security-context", words } };
}

/** The complaints in a work's logs, the most telling first; of a work that is well only those that do not pass. */
export function complaintsOf(cluster: Cluster, work: PodOwner): readonly Complaint[] {
  const troubled = work.pods.some((pod) => isInTrouble(pod, cluster.now));
  const found = new Map<LogText, { line: string; count: number; isRecent: boolean }>();
  for (const { text } of cluster.logsOf(work)) {
    const lines = text.trimEnd().split("\n").slice(-LAST_LINES);
    for (const [index, line] of lines.entries()) {
      const cut = line.slice(0, LINE_CHARACTERS);
      const match = LOG_TEXTS.find(({ pattern }) => pattern.test(cut));
      if (!match || /\b(?:level=)?(?:debug|trace)\b/i.test(cut.slice(0, 60))) continue;
      if (match.counts === "lasting" && isOfTelemetry(cut)) continue;
      const known = found.get(match);
      const isRecent = known?.isRecent || index >= lines.length - NEWEST_LINES;
      found.set(match, { line: cut, count: (known?.count ?? 0) + 1, isRecent });
    }
  }
  return [...found]
    .map(([text, rest]) => ({ text, ...rest }))
    .filter(
      ({ text, count, isRecent }) =>
        troubled || text.counts === "always" || (text.counts === "lasting" && count >= REPEATED && isRecent),
    )
    .toSorted((one, other) => LOG_TEXTS.indexOf(one.text) - LOG_TEXTS.indexOf(other.text))
    .slice(0, MOST_COMPLAINTS);
}

function toReason(cluster: Cluster, work: PodOwner, { text, line, count }: Complaint): Reason {
  const { ref } = work;
  const isTroubled = work.pods.some((pod) => isInTrouble(pod, cluster.now));
  const target = targetIn(line);
  const service = target && calledService(cluster, work, target.host);
  const where = target === undefined ? "" : ` (${target.host}${target.port === undefined ? "" : `:${target.port}`})`;
  const field = fieldOf(cluster, work, text, line);
  const isConnection = ["connection-refused", "connection-timeout", "host-unknown", "application-error"].includes(
    text.kind,
  );
  const account = /system:serviceaccount:([^:]+):([^"\s]+)/.exec(line);
  const object =
    text.kind === "access-denied" && account
      ? { kind: "ServiceAccount", namespace: account[1] ?? "", name: account[2] ?? "" }
      : ref;
  return {
    kind: text.kind,
    object,
    ...(field !== undefined && { field }),
    observed: line.trim(),
    expected: isConnection ? "an answer" : "no such line",
    sentence: `${ref.name} says that ${text.words}${isConnection || text.kind.startsWith("database") ? where : ""}: "${line.trim().slice(0, 160)}"`,
    refutedBy: "newer lines of the log do not say it any more",
    relief: { command: kubectl(ref.namespace, "logs", `${ref.kind.toLowerCase()}/${ref.name}`, "--tail=50") },
    certainty: isConnection
      ? CERTAINTY.symptom + Math.min(count, 10) / 100
      : isTroubled
        ? CERTAINTY.logged
        : CERTAINTY.murmured,
    affects: [
      ref,
      ...(service
        ? [{ kind: "Service", namespace: service.metadata.namespace ?? "", name: service.metadata.name }]
        : []),
    ],
    quotes: [line.trim()],
  };
}

/** The variables that decide what a database says. */
const FIELDS_OF_DATABASES: readonly (readonly [LogText["kind"], RegExp])[] = [
  ["database-login", /PASS|PWD/],
  ["database-login", /USER/],
  ["database-missing", /DATABASE$|DB$|(?:DB|DATABASE)_?NAME$/],
];

/** The variable or permission that a line names. */
function fieldOf(cluster: Cluster, work: PodOwner, { kind }: LogText, line: string): string | undefined {
  if (kind === "access-denied") return /cannot (\w+ resource "[^"]+")/.exec(line)?.[1]?.replaceAll('"', "") ?? "rules";
  if (kind === "environment-missing") {
    const variable = /\b([A-Z][A-Z0-9]*_[A-Z0-9_]+)\b/.exec(line)?.[1];
    return variable === undefined ? `${work.path}.containers[].env` : `${work.path}.containers[].env[${variable}]`;
  }
  if (kind === "volume-permission") return `${work.path}.securityContext.fsGroup`;
  if (kind === "security-context") return `${work.path}.containers[].securityContext`;
  if (kind === "port-taken") return `${work.path}.containers[].ports`;
  if (kind === "command-wrong")
    return `${work.path}.containers[].${/flag|option|argument/i.test(line) ? "args" : "command"}`;
  if (!kind.startsWith("database")) return undefined;
  const [of] = FIELDS_OF_DATABASES.filter(([told]) => told === kind).flatMap(([, names]) =>
    containersOf(work).flatMap(([{ env }, at]) =>
      env.filter(({ name }) => names.test(name)).map(({ name }) => `${at}.env[${name}]`),
    ),
  );
  if (of !== undefined) return of;
  const host = targetIn(line)?.host;
  return addressesOf(cluster, work).find((address) => address.host === host)?.field;
}

/** The service that a host name or an address of a log line belongs to. */
export function calledService(cluster: Cluster, work: PodOwner, host: string): Service | undefined {
  const byName = serviceOf(cluster, host, work.ref.namespace);
  return byName ?? cluster.objects.Service.find(({ spec }) => spec?.clusterIP === host);
}
