import { withoutEnd } from "../../card/number.ts";
import type { Alarm } from "../../events/events.ts";
import type { Measured, Symptom } from "../../findings/findings.ts";
import type { MetricQuery } from "../../findings/measured.ts";
import { toQueryText } from "../../findings/query-text.ts";
import { scaleOf, unitIn } from "../../findings/unit.ts";
import type { Component, ServiceGraph, SignalMetric } from "../../graph/service-graph.ts";
import type { Telemetry } from "../ports/ports.ts";
import { inputsOf, limitOf, queryOf } from "./alarm-metric.ts";
import { namedBy } from "./naming-dimensions.ts";
import { resourceOfArn } from "./resource-arn.ts";
import { resourceOf } from "./resource-metrics.ts";
import { signalOfMetric } from "./symptom-signal.ts";

/** Where the symptom shows: the graph (with the alarm's own metric in it), where to start, and which metric it is. */
export interface LocatedSymptom {
  readonly graph: ServiceGraph;
  readonly components: readonly string[];
  readonly symptom?: { readonly component: string; readonly metric: SignalMetric };
  /** What of it nobody can see, in words. */
  readonly unseen: readonly string[];
}

/**
 * Finds the alarm's component by its query, then by what its dimensions name; without one it stands alone. A notice starts at its resources,
 * a question at what it names, or at the entries. An alarm on PromQL has its own series only where a Prometheus can be asked.
 */
export function locate(
  graph: ServiceGraph,
  alarm: Alarm | undefined,
  text: string | undefined,
  resources: readonly string[] = [],
  asks: { readonly hasPrometheus?: boolean } = {},
): LocatedSymptom {
  const query = alarm && queryOf(alarm, asks);
  if (!alarm || !query) return alarm?.expression ? besides(graph, alarm) : atResources(graph, resources, alarm, text);
  const inputs = inputsOf(alarm);
  const rests = inputs.length > 0 ? inputs : [query];
  const owner = rests.flatMap((each) => ownerOf(graph, each) ?? [])[0];
  const component = owner ?? standIn(alarm, rests[0] ?? query);
  const known = component.metrics.find(
    (each) => sameMetric(each.query, query) && each.query.statistic === query.statistic,
  );
  const metric = { signal: known?.signal ?? signalOfMetric(component, query), query };
  const others = component.metrics.filter((each) => each !== known);
  const grown = { ...component, metrics: [metric, ...others, ...newInputs(component, inputs)] };
  return {
    ...withComponent(graph, grown),
    symptom: { component: component.id, metric },
    unseen: owner ? [] : [`whom ${component.name} waits for`],
  };
}

/** The metrics of an expression that its component does not have. */
function newInputs(component: Component, inputs: readonly MetricQuery[]): readonly SignalMetric[] {
  const isNew = (query: MetricQuery): boolean =>
    !component.metrics.some((each) => sameMetric(each.query, query) && each.query.statistic === query.statistic);
  return inputs.filter(isNew).map((query) => ({ signal: signalOfMetric(component, query), query }));
}

/** An alarm whose query only CloudWatch's alarm service computes: its component with the logs that it searches. */
function besides(graph: ServiceGraph, alarm: Alarm): LocatedSymptom {
  const { logGroups = [], language = "" } = alarm.expression ?? {};
  const dimensions = alarm.contributor?.attributes ?? {};
  const query = { namespace: "", metric: alarm.name, dimensions, statistic: "", period: 60 };
  const found = ownerOf(graph, query) ?? ownerOfLogs(graph, logGroups) ?? standIn(alarm, query);
  const groups = [...new Set([...logGroups, ...found.logGroups])];
  const words =
    language === "promql" ? "the series of the alarm's PromQL query" : "the results of the alarm's log query";
  return { ...withComponent(graph, { ...found, logGroups: groups }), unseen: [words] };
}

function ownerOfLogs({ components }: ServiceGraph, groups: readonly string[]): Component | undefined {
  return components.find(({ logGroups }) => logGroups.some((group) => groups.includes(group)));
}

/** The components of named resources, each in the graph or as its pack knows it; without any, those that the text names. */
function atResources(
  graph: ServiceGraph,
  resources: readonly string[],
  alarm: Alarm | undefined,
  text: string | undefined,
): LocatedSymptom {
  const found = resources.flatMap((resource) => componentOf(graph, resource) ?? []);
  const unseen = alarm ? ["what the alarm itself watches"] : [];
  if (found.length === 0) return { graph, components: named(graph, `${alarm?.name ?? ""} ${text ?? ""}`), unseen };
  const all = new Map([...graph.components, ...found].map((component) => [component.id, component]));
  return {
    graph: { edges: graph.edges, components: [...all.values()] },
    components: [...new Set(found.map(({ id }) => id))],
    unseen,
  };
}

function componentOf(graph: ServiceGraph, resource: string): Component | undefined {
  const measured = resourceOfArn(resource);
  const names = new Set([resource, ...(measured ? [measured.name] : [])]);
  const known = graph.components.find(({ id, name, aliases }) =>
    [id, name, ...aliases].some((each) => names.has(each)),
  );
  return known ?? (measured && { ...measured, id: measured.name, aliases: [resource] });
}

function withComponent(
  { edges, components }: ServiceGraph,
  component: Component,
): Pick<LocatedSymptom, "graph" | "components"> {
  const rest = components.filter(({ id }) => id !== component.id);
  return { graph: { edges, components: [...rest, component] }, components: [component.id] };
}

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
    const { threshold, isAbove } = alarm ? limitOf(alarm) : { threshold: undefined, isAbove: true };
    const limit = threshold === undefined ? {} : { threshold: threshold * scale };
    return {
      component,
      signal: metric.signal,
      query: toQueryText(metric.query),
      at,
      ...(metric.signal === "other" && { own: { name: metric.query.metric, unit } }),
      ...(unit !== "" && { unit }),
      ...limit,
      above: isAbove,
      ...unseen,
    };
  }
  const first = place.components[0] ?? "";
  const shown = measured.find((each) => each.component === first && each.signal === "latency") ?? measured[0];
  const own = alarm?.expression && { name: withoutEnd(alarm.expression.text, 80), unit: "" };
  const signal = shown?.signal ?? (own ? "other" : "latency");
  return { component: shown?.component ?? first, signal, at, ...(!shown && own && { own }), ...unseen };
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
    one.expression?.text === other.expression?.text &&
    one.account === other.account &&
    one.namespace === other.namespace &&
    one.metric === other.metric &&
    names.length === Object.keys(other.dimensions).length &&
    names.every((name) => one.dimensions[name] === other.dimensions[name])
  );
}

/** A component that the graph does not know: what AWS measures of its kind, or the alarm's own metric alone. */
function standIn(alarm: Alarm, { namespace, dimensions }: MetricQuery): Component {
  const resource = resourceOf(namespace, dimensions);
  if (resource) return { ...resource, id: resource.name, aliases: [resource.name] };
  const name = namedBy(namespace, dimensions) ?? alarm.name;
  return { id: name, name, kind: "unknown", aliases: [], metrics: [], logGroups: [] };
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
