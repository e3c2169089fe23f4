import type { Findings } from "../../findings/findings.ts";
import { below } from "../../graph/reach.ts";
import { settings } from "../settings.ts";
import { hasMultiplied, namesCallee, type View } from "./log-patterns.ts";
import { isComplaint } from "./unknown-callees.ts";

/** Where most of the requests that failed around the symptom ended, as those say who followed them. */
export interface TraceEnd {
  /** A component's id; undefined where the graph knows nobody of that name. */
  readonly component: string | undefined;
  readonly name: string;
  readonly ended: number;
  readonly followed: number;
  /** How many ended there in the hour before. */
  readonly before: number;
  /** What the first of them said. */
  readonly said: string;
  /** Epoch seconds. */
  readonly firstAt: number;
  readonly lastAt: number;
}

/** The one place where more than half of the failed requests ended, and where hardly any did before; undefined where there is none. */
export function traceEndOf({ failed, graph }: Findings): TraceEnd | undefined {
  if (!failed) return undefined;
  const around = failed.traces.filter(({ at }) => at >= failed.start);
  const byName = Map.groupBy(around, ({ cause }) => nameIn(cause));
  const before = Map.groupBy(
    failed.traces.filter(({ at }) => at < failed.start),
    ({ cause }) => nameIn(cause),
  );
  for (const [name, ended] of byName) {
    if (name === "" || ended.length <= settings.tracesEnd * around.length) continue;
    const earlier = before.get(name)?.length ?? 0;
    if (!hasMultiplied({ count: ended.length, before: earlier })) continue;
    const times = ended.map(({ at }) => at);
    return {
      component: graph.components.find((known) => known.name === name || known.aliases.includes(name))?.id,
      name,
      ended: ended.length,
      followed: around.length,
      before: earlier,
      said: ended[0]?.cause ?? "",
      firstAt: Math.min(...times),
      lastAt: Math.max(...times),
    };
  }
  return undefined;
}

/** Whether requests that ended at a component say that it failed itself, and not somebody whom it called. */
export function speaksFor({ component, said }: TraceEnd, id: string, { findings, components }: View): boolean {
  return component === id && !isComplaint(said) && !namesCallee(said, findings, components, id);
}

/** Whether requests that ended somewhere speak against a component: it is neither there nor below. */
export function speaksAgainst({ component }: TraceEnd, id: string, { findings: { graph } }: View): boolean {
  return component === undefined || !below(graph, [component]).includes(id);
}

/** "orders: ConditionalCheckFailed" begins with where it was. */
function nameIn(cause = ""): string {
  return /^(.+?): /.exec(cause)?.[1] ?? cause;
}
