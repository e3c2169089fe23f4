import { messageOf, NotSeen } from "../../src/errors.ts";
import type { Gap } from "../../src/investigation/events.ts";
import type { Component, SignalMetric, Topology } from "../../src/telemetry/ports.ts";
import type { ServiceSignals } from "./cloudwatch/signals.ts";
import type { LogGroups } from "./logs/groups.ts";
import type { ReadGraph } from "./xray/graph.ts";

/** X-Ray's statistics are complete after about two minutes. */
const LAG = 120;

/** The service graph with what measures each node: X-Ray says who calls whom, CloudWatch and Logs what is known of it. */
export function createTopology(deps: {
  readonly graph: ReadGraph;
  readonly signals: ServiceSignals;
  readonly groups: LogGroups;
  readonly now: () => Date;
}): Topology {
  const { graph, signals, groups, now } = deps;
  return {
    async graph(window, signal) {
      const gaps: Gap[] = [];
      const missing = (what: string) => (error: unknown) => {
        signal.throwIfAborted();
        const remedy = error instanceof NotSeen ? error.remedy : undefined;
        gaps.push({ what, reason: messageOf(error), ...(remedy !== undefined && { remedy }) });
        return undefined;
      };
      const [seen, measured, logs] = await Promise.all([
        graph(window, signal),
        signals.read(signal).catch(missing("metrics of services")),
        groups.all(signal).catch(missing("log groups")),
      ]);
      gaps.push(...seen.gaps);
      if (measured?.more) gaps.push({ what: "metrics of services", reason: "there are more services than are read" });
      const names = logs?.flatMap(({ logGroupName }) => logGroupName ?? []) ?? [];
      const bySegment = groupsBySegment(names);
      const components = seen.value.components.map((component) => enriched(component, measured?.byName, bySegment));
      return { value: { components, edges: seen.value.edges }, horizon: now().getTime() / 1000 - LAG, gaps };
    },
  };
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

/** `/ecs/shop/checkout` belongs to checkout: the last part of a group's name is what writes it. */
function groupsBySegment(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const name of names) {
    const segment = name.split("/").at(-1) ?? name;
    found.set(segment, [...(found.get(segment) ?? []), name]);
  }
  return found;
}
