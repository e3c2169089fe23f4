import type { Findings } from "../../findings/findings.ts";
import { below } from "../../graph/reach.ts";
import { settings } from "../settings.ts";
import { hasMultiplied, type LogView, namesCallee } from "./log-patterns.ts";
import { complains } from "./unknown-callees.ts";

/** Where most of the requests that failed around the symptom ended, according to their traces. */
export interface TraceEnd {
  /** A component's id; undefined if the graph has no component of that name. */
  readonly component: string | undefined;
  readonly name: string;
  readonly ended: number;
  readonly followed: number;
  /** How many ended there in the hour before. */
  readonly before: number;
  /** The error of the first of them. */
  readonly error: string;
  /** Epoch seconds. */
  readonly firstAt: number;
  readonly lastAt: number;
}

/** The place where more than half of the failed requests ended, and hardly any did before; undefined if there is none. */
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
      error: ended[0]?.cause ?? "",
      firstAt: Math.min(...times),
      lastAt: Math.max(...times),
    };
  }
  return undefined;
}

/** Whether failed requests ended at this component by its own failure, not by that of a callee. */
export function speaksFor({ component, error }: TraceEnd, id: string, { findings, components }: LogView): boolean {
  return component === id && !complains(error) && !namesCallee(error, findings, components, id);
}

/** Names of a failure that give no reason: a status, or a word for any failure. */
const NO_REASON =
  /^(?:(?:http|status|code)?\W*[45]\d\d\b)?\W*(?:internal server error|server error|error|fault|failed|failure)?\W*$/i;

/** Whether the error at which requests ended says why they failed, as "orders: OutOfMemory" does and "orders: 500" does not. */
export function tellsReason({ error, name }: TraceEnd): boolean {
  return error !== name && !NO_REASON.test(error.startsWith(`${name}: `) ? error.slice(name.length + 2) : error);
}

/** Whether failed requests contradict a component: they ended neither there nor below it. */
export function speaksAgainst({ component }: TraceEnd, id: string, { findings: { graph } }: LogView): boolean {
  return component === undefined || !below(graph, [component]).includes(id);
}

/** The component is named first, as in "orders: ConditionalCheckFailed". */
function nameIn(cause = ""): string {
  return /^(.+?): /.exec(cause)?.[1] ?? cause;
}
