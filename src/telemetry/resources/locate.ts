import type { Alarm } from "../../events/events.ts";
import type { Measured, Symptom } from "../../findings/findings.ts";
import type { MetricQuery } from "../../findings/measured.ts";
import { toQueryText } from "../../findings/query-text.ts";
import { scaleOf, unitIn } from "../../findings/unit.ts";
import type { Component, ServiceGraph, SignalMetric } from "../../graph/service-graph.ts";
import type { Signal } from "../../packs/signal.ts";
import type { Telemetry } from "../ports/ports.ts";
import { resourceOf } from "./resource-metrics.ts";

/** Where the symptom shows: the graph (with the alarm's own metric in it), where to start, and which metric it is. */
export interface LocatedSymptom {
  readonly graph: ServiceGraph;
  readonly components: readonly string[];
  readonly symptom?: { readonly component: string; readonly metric: SignalMetric };
  /** What of it nobody can see, in words. */
  readonly unseen: readonly string[];
}

/** Finds the alarm's component by its metric, then by what its dimensions name; without one it stands alone. A question starts at what it names, or at the entries. */
export function locate(graph: ServiceGraph, alarm: Alarm | undefined, text: string | undefined): LocatedSymptom {
  const unread = alarm && !READ.has(alarm.kind) ? ["what the alarm itself watches"] : [];
  if (!alarm?.metric) return { graph, components: named(graph, `${alarm?.name ?? ""} ${text ?? ""}`), unseen: unread };
  const { namespace, name, dimensions, statistic, period } = alarm.metric;
  const query = { namespace, metric: name, dimensions, statistic, period };
  const owner = ownerOf(graph, query);
  const component = owner ?? standIn(alarm);
  const known = component.metrics.find((each) => sameMetric(each.query, query) && each.query.statistic === statistic);
  const metric = { signal: known?.signal ?? signalOf(component, query, alarm), query };
  const others = component.metrics.filter((each) => each !== known);
  const grown = { ...component, metrics: [metric, ...others] };
  const rest = graph.components.filter(({ id }) => id !== component.id);
  return {
    graph: { edges: graph.edges, components: [...rest, grown] },
    components: [component.id],
    symptom: { component: component.id, metric },
    unseen: owner ? unread : [...unread, `whom ${component.name} waits for`],
  };
}

/** Kinds of alarms whose own metric is read; of an expression only the first is, and other alarms are none. */
const READ: ReadonlySet<Alarm["kind"]> = new Set(["metric", "anomaly"]);

/** The symptom out of the place and what was measured, its limit in the signal's unit; without an alarm the entry's latency, or whatever there is. */
export function symptomOf(
  place: LocatedSymptom,
  { alarm, at, telemetry }: { readonly alarm?: Alarm; readonly at: number; readonly telemetry: Telemetry },
  measured: readonly Measured[],
): Symptom {
  const unseen = place.unseen.length > 0 ? { unseen: place.unseen } : {};
  if (place.symptom) {
    const { component, metric } = place.symptom;
    const scale = scaleOf(metric, telemetry.metrics);
    const unit = alarm?.metric?.unit ?? unitIn(telemetry.metrics, metric.query);
    const limit = alarm?.threshold === undefined ? {} : { threshold: alarm.threshold * scale };
    return {
      component,
      signal: metric.signal,
      query: toQueryText(metric.query),
      at,
      ...(unit !== "" && { unit }),
      ...limit,
      above: !alarm?.operator?.startsWith("Less"),
      ...unseen,
    };
  }
  const first = place.components[0] ?? "";
  const shown = measured.find((each) => each.component === first && each.signal === "latency") ?? measured[0];
  return { component: shown?.component ?? first, signal: shown?.signal ?? "latency", at, ...unseen };
}

function ownerOf(graph: ServiceGraph, query: MetricQuery): Component | undefined {
  const measuring = graph.components.find(({ metrics }) => metrics.some((each) => sameMetric(each.query, query)));
  if (measuring) return measuring;
  const values = new Set(Object.values(query.dimensions));
  const shared = sharedBy(graph.components);
  const scored = graph.components.map((component) => ({ component, score: likeness(component, values, shared) }));
  const best = scored.reduce<{ component?: Component; score: number }>((a, b) => (b.score > a.score ? b : a), {
    score: 0,
  });
  return best.component;
}

/** Values of dimensions that several components have: what names an environment or a cluster names none of them. */
function sharedBy(components: readonly Component[]): ReadonlySet<string> {
  const all = Map.groupBy(
    components.flatMap((component) => [...valuesOf(component)]),
    (value) => value,
  );
  return new Set([...all].flatMap(([value, owners]) => (owners.length > 1 ? [value] : [])));
}

function valuesOf({ metrics }: Component): ReadonlySet<string> {
  return new Set(metrics.flatMap(({ query }) => Object.values(query.dimensions)));
}

/** How many dimension values name a component, by id, name, alias or a metric's dimension of its own. */
function likeness(component: Component, values: ReadonlySet<string>, shared: ReadonlySet<string>): number {
  const names = new Set([component.id, component.name, ...component.aliases]);
  const own = valuesOf(component);
  let score = 0;
  for (const value of values) {
    if (names.has(value)) score += 4;
    else if (component.aliases.some((alias) => alias.endsWith(`/${value}`) || alias.endsWith(`:${value}`))) score += 3;
    else if (own.has(value) && !shared.has(value)) score += 1;
  }
  return score;
}

function sameMetric(one: MetricQuery, other: MetricQuery): boolean {
  const names = Object.keys(one.dimensions);
  return (
    one.namespace === other.namespace &&
    one.metric === other.metric &&
    names.length === Object.keys(other.dimensions).length &&
    names.every((name) => one.dimensions[name] === other.dimensions[name])
  );
}

/** A component that the graph does not know: what AWS measures of its kind, or the alarm's own metric alone. */
function standIn(alarm: Alarm): Component {
  const { namespace = "", dimensions = {} } = alarm.metric ?? {};
  const resource = resourceOf(namespace, dimensions);
  if (resource) return { ...resource, id: resource.name, aliases: [resource.name] };
  const value = Object.values(dimensions).at(-1);
  return {
    id: value ?? alarm.name,
    name: value ?? alarm.name,
    kind: "unknown",
    aliases: [],
    metrics: [],
    logGroups: [],
  };
}

const words: readonly (readonly [RegExp, Signal])[] = [
  [/throttl/i, "throttles"],
  [/age|iteratorage/i, "age"],
  [/latency|duration|responsetime/i, "latency"],
  [/availab/i, "availability"],
  [/5xx|error|fault|fail/i, "errors"],
  [/cpu/i, "cpu"],
  [/memory/i, "memory"],
  [/visible|backlog|lag/i, "backlog"],
  [/connection/i, "connections"],
  [/consumed/i, "consumed"],
  [/request|invocation|count/i, "requests"],
];

function signalOf(component: Component, query: MetricQuery, alarm: Alarm): Signal {
  if (query.statistic === "SampleCount") return "requests";
  const sibling = component.metrics.find((each) => each.query.metric === query.metric && each.signal !== "requests");
  if (sibling) return sibling.signal;
  return (
    words.find(([word]) => word.test(query.metric))?.[1] ??
    (/second/i.test(alarm.metric?.unit ?? "") ? "latency" : "errors")
  );
}

function named(graph: ServiceGraph, text: string): readonly string[] {
  const said = text.toLowerCase();
  const spoken = graph.components.filter(({ id, name }) =>
    [id, name].some((each) => said.includes(each.toLowerCase())),
  );
  if (spoken.length > 0) return [...spoken].sort((a, b) => b.name.length - a.name.length).map(({ id }) => id);
  const called = new Set(graph.edges.map(({ to }) => to));
  const entries = graph.components.filter(({ id }) => !called.has(id)).map(({ id }) => id);
  return entries.length > 0 ? entries : graph.components.map(({ id }) => id);
}
