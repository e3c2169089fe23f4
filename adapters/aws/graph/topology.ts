import type { Gap } from "../../../src/events/events.ts";
import type { Component, ServiceGraph, SignalMetric } from "../../../src/graph/service-graph.ts";
import { gapOf } from "../../../src/telemetry/ports/gap.ts";
import type { Topology } from "../../../src/telemetry/ports/ports.ts";
import { withDescribed } from "../../../src/telemetry/resources/with-described.ts";
import type { ServiceSignals, SignalledCall } from "../cloudwatch/signals.ts";
import type { LogGroups } from "../logs/groups.ts";
import type { ReadGraph } from "../xray/graph.ts";
import type { ReadDescribed } from "./described.ts";
import { withMeasured } from "./measured-graph.ts";

/** X-Ray's statistics are complete after about two minutes. */
const LAG = 120;

const NOTHING: ServiceGraph = { components: [], edges: [] };

/**
 * The service graph with the metrics and log groups of each node. Calls and their outcomes come from X-Ray, further calls and metrics from
 * Application Signals, resources and what belongs together from their descriptions, log groups from CloudWatch Logs.
 */
export function createTopology(deps: {
  readonly graph: ReadGraph;
  readonly signals: ServiceSignals;
  /** Undefined for an account whose resources are not read. */
  readonly described?: ReadDescribed;
  readonly groups: LogGroups;
  readonly now: () => Date;
}): Topology {
  const { graph, signals, described, groups, now } = deps;
  return {
    async graph(window, signal, since) {
      const gaps: Gap[] = [];
      const missing = (what: string) => (error: unknown) => {
        signal.throwIfAborted();
        gaps.push(gapOf(what, error));
        return undefined;
      };
      const services = signals.read(signal).catch(missing("metrics of services"));
      // Where callers measure their calls, X-Ray's totals have nothing to add.
      const compared = services.then((found) => (found?.calls.some(isMeasured) ? undefined : since));
      const [traced, measured, belonging, logs] = await Promise.all([
        settled(graph(window, signal, compared)),
        services,
        described?.(signal),
        groups.all(signal).catch(missing("log groups")),
      ]);
      // Without X-Ray the calls of Application Signals are a coarser graph, and descriptions are one without any calls.
      const isKnown = (measured?.calls.length ?? 0) > 0 || (belonging?.graph.components.length ?? 0) > 0;
      if ("error" in traced && !isKnown) throw traced.error;
      const seen = "error" in traced ? { value: NOTHING, gaps: [] } : traced;
      if ("error" in traced) missing("the service graph")(traced.error);
      gaps.push(...seen.gaps);
      if (measured?.more) gaps.push({ what: "metrics of services", reason: "there are more services than are read" });
      const names = logs?.found.flatMap(({ logGroupName }) => logGroupName ?? []) ?? [];
      const bySegment = groupsBySegment(names);
      const calling = measured === undefined ? seen.value : withMeasured(seen.value, measured);
      const graphed = belonging === undefined ? calling : withDescribed(calling, belonging.graph);
      // Where calls are known, descriptions only add to them.
      if (belonging && calling.edges.length === 0) gaps.push(...belonging.gaps);
      const components = graphed.components.map((component) => enriched(component, measured?.byName, bySegment));
      if (logs?.more) gaps.push(...unlisted(components, measured?.byName));
      return { value: { components, edges: graphed.edges }, horizon: now().getTime() / 1000 - LAG, gaps };
    },
  };
}

function isMeasured({ metrics }: SignalledCall): boolean {
  return metrics.length > 0;
}

/** Services whose log groups may be among those that were not read. */
function unlisted(
  components: readonly Component[],
  services: ReadonlyMap<string, unknown> | undefined,
): readonly Gap[] {
  const without = components.filter(({ name, logGroups }) => logGroups.length === 0 && services?.has(name));
  if (without.length === 0) return [];
  const what = `logs of ${without.map(({ name }) => name).join(", ")}`;
  return [{ what, reason: "there are more log groups than are read, and none of theirs was among them" }];
}

async function settled<T extends object>(answer: Promise<T>): Promise<T | { readonly error: unknown }> {
  return answer.catch((error: unknown) => ({ error }));
}

function enriched(
  component: Component,
  services: ReadonlyMap<string, readonly SignalMetric[]> | undefined,
  groups: ReadonlyMap<string, readonly string[]>,
): Component {
  const own = services?.get(component.name) ?? [];
  const logGroups = component.logGroups.length > 0 ? component.logGroups : (groups.get(component.name) ?? []);
  return { ...component, metrics: [...own, ...component.metrics], logGroups };
}

/** Log groups by the last part of their name, which is taken for the service that writes them: `/ecs/shop/checkout` → checkout. */
function groupsBySegment(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const name of names) {
    const segment = name.split("/").at(-1) ?? name;
    found.set(segment, [...(found.get(segment) ?? []), name]);
  }
  return found;
}
