import type { Change } from "../../findings/change.ts";
import type { LogPattern } from "../../findings/log-pattern.ts";
import type { Seen } from "../../findings/measured.ts";
import type { Trace } from "../../findings/trace.ts";
import type { ServiceGraph } from "../../graph/service-graph.ts";
import type { Logs, Telemetry } from "../ports/ports.ts";
import { createAnswers } from "./answers.ts";
import { createEndedMetrics } from "./ended-metrics.ts";

/** A cache of the answers to the looks at one firing. */
export interface Memory {
  /** Telemetry that reuses answers of earlier looks. It only reads what may have changed, and what failed before. */
  through(telemetry: Telemetry): Telemetry;
}

/** An empty cache for a firing at `onset`, epoch seconds. */
export function createMemory(onset: number, now: () => Date): Memory {
  const metrics = createEndedMetrics(now);
  const patternsOf = createPatterns(onset);
  const known = {
    changes: createAnswers<readonly Change[]>("changes", onset),
    graph: createAnswers<ServiceGraph>("the service graph", onset),
    traces: createAnswers<readonly Trace[]>("traces", onset),
  };
  return {
    through(telemetry) {
      const { changes, topology, logs, traces } = telemetry;
      return {
        ...telemetry,
        metrics: metrics.through(telemetry.metrics),
        changes: {
          during: (window, signal, resource) =>
            known.changes.answer({ key: resource ?? "", window }, signal, () =>
              changes.during(window, signal, resource),
            ),
        },
        topology: {
          graph: (window, signal, since) =>
            known.graph.answer({ key: "", window }, signal, () => topology.graph(window, signal, since)),
        },
        logs: { ...logs, patterns: patternsOf(logs) },
        ...(traces && {
          traces: {
            find: (window, signal, component = "", only) =>
              known.traces.answer({ key: `${component} ${only ?? ""}`, window }, signal, () =>
                traces.find(window, signal, component === "" ? undefined : component, only),
              ),
          },
        }),
      };
    },
  };
}

/** Groups are searched together but cached one by one, because later looks combine them differently. */
function createPatterns(onset: number): (logs: Logs) => Logs["patterns"] {
  const known = createAnswers<readonly LogPattern[]>("logs", onset);
  return (logs) => async (groups, window, baselineEnd, signal) => {
    signal.throwIfAborted();
    const settled = groups.map((group) => known.settled({ key: group, window }));
    const open = groups.filter((_, index) => !settled[index]);
    const kept = settled.flatMap((each) => each ?? []);
    if (open.length === 0) return together(kept);
    const seen = await logs.patterns(open, window, baselineEnd, signal);
    for (const group of open) {
      known.keep({ key: group, window }, { ...seen, value: seen.value.filter((each) => each.group === group) });
    }
    return together([...kept, seen]);
  };
}

function together(seen: readonly Seen<readonly LogPattern[]>[]): Seen<readonly LogPattern[]> {
  return {
    value: seen.flatMap(({ value }) => value),
    horizon: Math.min(...seen.map(({ horizon }) => horizon)),
    gaps: seen.flatMap(({ gaps }) => gaps),
  };
}
