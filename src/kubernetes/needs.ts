import { behind, callsOf } from "./calls.ts";
import type { Cluster } from "./cluster.ts";
import { targetIn } from "./log-texts.ts";
import { type ObjectRef, refText } from "./reason.ts";
import { calledService } from "./reasons/logs.ts";

/** What each object cannot do without, by its text. */
export type Needs = ReadonlyMap<string, readonly ObjectRef[]>;

/** What each work and service cannot do without: the services that it calls, and the works behind them. */
export function needsOf(cluster: Cluster): Needs {
  const needs = new Map<string, ObjectRef[]>();
  const add = (from: ObjectRef, to: ObjectRef): void => {
    const known = needs.get(refText(from)) ?? [];
    needs.set(refText(from), [...known, to]);
  };
  const refOf = (metadata: { readonly namespace?: string | undefined; readonly name: string }): ObjectRef => ({
    kind: "Service",
    namespace: metadata.namespace ?? "",
    name: metadata.name,
  });
  for (const { from, service } of callsOf(cluster)) add(from.ref, refOf(service.metadata));
  for (const work of cluster.works) {
    for (const { text } of cluster.logsOf(work)) {
      for (const host of complainedHosts(text)) {
        const service = calledService(cluster, work, host);
        if (service) add(work.ref, refOf(service.metadata));
      }
    }
  }
  for (const service of cluster.objects.Service) {
    for (const work of behind(cluster, service)) add(refOf(service.metadata), work.ref);
  }
  return needs;
}

function complainedHosts(log: string): readonly string[] {
  const lines = log
    .split("\n")
    .slice(-60)
    .filter((line) => /refused|timeout|timed out|unavailable|reset|no such host|not known|resol/i.test(line));
  return [...new Set(lines.flatMap((line) => targetIn(line.slice(0, 400))?.host ?? []))];
}

/** What some objects cannot do without, directly or further on, with the objects themselves. */
export function reachedFrom(needs: Needs, from: readonly ObjectRef[]): ReadonlySet<string> {
  const reached = new Set(from.map(refText));
  for (let next = from; next.length > 0; ) {
    next = next.flatMap((ref) => needs.get(refText(ref)) ?? []).filter((ref) => !reached.has(refText(ref)));
    for (const ref of next) reached.add(refText(ref));
  }
  return reached;
}
