import type { Findings } from "../../findings/findings.ts";
import type { Loss, Volume } from "./volume.ts";

/** What the search for unmeasured calls needs. */
interface View {
  readonly findings: Findings;
  readonly volumes: ReadonlyMap<string, Volume>;
}

/**
 * Measured callees whose calls nobody measures at the caller: time or failures that are lost on the way to them look like the caller's own.
 */
export function unmeasuredCalls({ findings, volumes }: View, caller: string, loss: Loss): readonly string[] {
  const { graph, calls = [] } = findings;
  const signal = loss === "time" ? "latency" : "errors";
  const seen = new Set(
    calls.flatMap((call) => (call.from === caller && call.side === "caller" && call.signal === signal ? call.to : [])),
  );
  const blind = graph.edges.filter(
    ({ from, to, asynchronous, responseTime }) =>
      from === caller && to !== from && !asynchronous && responseTime === undefined && !seen.has(to),
  );
  return [...new Set(blind.map(({ to }) => to))].filter((id) => volumes.get(id)?.excess[loss] !== undefined);
}
