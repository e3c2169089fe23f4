import type { Change } from "../../findings/change.ts";
import type { Findings } from "../../findings/findings.ts";
import type { Window } from "../../findings/measured.ts";
import type { Component } from "../../graph/service-graph.ts";
import type { Telemetry } from "../ports/ports.ts";
import type { Asker } from "./asker.ts";

type Traces = NonNullable<Findings["traces"]>;

const WEEK = 7 * 86_400;
/** The most names of a resource that are asked for, because CloudTrail lists some services by name and others by ARN. */
const MOST_NAMES = 2;

/** The additional questions about a component that people accepted as the cause: a week of changes to it, and the requests through it. */
export function askDeeper(
  telemetry: Telemetry,
  asker: Asker,
  { id, name, aliases }: Component,
  window: Window,
): { readonly changes: readonly Promise<readonly Change[]>[]; readonly traces: readonly Promise<Traces>[] } {
  const { changes, traces } = telemetry;
  const names = [...new Set([name, ...aliases])].slice(0, MOST_NAMES);
  const week = { start: window.end - WEEK, end: window.end };
  return {
    changes: names.map((resource) =>
      asker.ask("changes", `changes of ${resource} in 7 days`, [], (signal) => changes.during(week, signal, resource)),
    ),
    traces: traces
      ? [
          asker
            .ask("traces", `traces of ${name}`, [], (signal) => traces.find(window, signal, name))
            .then((found) => found.map((trace) => ({ ...trace, component: id }))),
        ]
      : [],
  };
}
