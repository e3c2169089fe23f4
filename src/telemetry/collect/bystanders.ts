import { serviceIn, serviceOfKind, serviceOfNamespace } from "../../aws-names/aws-services.ts";
import type { Attribute, AttributedResource } from "../../findings/shared-attribute.ts";
import { componentFinder, dimensionsOf } from "../../graph/find-component.ts";
import type { Component, ServiceGraph } from "../../graph/service-graph.ts";
import type { StandingAlarm } from "../ports/alarms.ts";
import { type Located, locatedAs } from "../ports/places.ts";
import { attributesOf } from "../resources/attributes.ts";

type Attributes = Readonly<Record<string, string>>;

/** A firing alarm, with the attributes to compare. */
export interface Fired {
  readonly name: string;
  readonly attributes: Attributes;
}

/** The account and Region of resources that do not state them. */
export interface Home {
  readonly account: string;
  readonly region: string;
}

/** The resources and alarms of one account and Region; `standing` may contain alarms of others. */
export interface Neighbours {
  readonly graph: ServiceGraph;
  readonly standing: readonly StandingAlarm[];
  readonly home: Home;
  readonly located: Located;
}

/** The firing alarms of one account and Region with the callees of their components, and all known resources without an alarm. */
export function compared(
  fired: readonly Fired[],
  { graph, standing, home, located }: Neighbours,
): { readonly affected: readonly AttributedResource[]; readonly quiet: readonly AttributedResource[] } {
  const find = componentFinder(graph);
  const ties = tiesOf(graph, home);
  const tied = (attributes: Attributes, component: string | undefined): readonly Attribute[] =>
    withTies(attributes, component === undefined ? [] : (ties.get(component) ?? []));
  const owned = fired.map(({ name, attributes: told }) => {
    const attributes = locatedAs(told, located);
    return { name, attributes, component: find(attributes) };
  });
  const affected = owned.map(({ name, attributes, component }) => ({ name, attributes: tied(attributes, component) }));
  const touching = Map.groupBy(owned, ({ component }) => component);
  const parts = graph.components.flatMap((component) => {
    const alarms = (touching.get(component.id) ?? []).map(({ attributes }) => attributes);
    return quietParts(component, home, located, alarms).map(({ name, attributes }) => ({
      name,
      attributes: tied(attributes, component.id),
    }));
  });
  const names = new Set(fired.map(({ name }) => name));
  const alarms = standing.flatMap((alarm): readonly AttributedResource[] => {
    const place = placeIn(alarm.arn) ?? home;
    const here = place.account === home.account && place.region === home.region;
    if (alarm.state !== "OK" || !alarm.metric || (here && names.has(alarm.name))) return [];
    const attributes = locatedAs(ofMetric(place, alarm.metric.namespace, alarm.metric.dimensions), located);
    // The same name in another account or Region is another component.
    return [{ name: alarm.name, attributes: tied(attributes, here ? find(attributes) : undefined) }];
  });
  return { affected, quiet: [...parts, ...alarms] };
}

/** The attributes of an alarm on a metric: account, Region, dimensions, and the AWS service of the metric. */
export function ofMetric(place: Home, namespace: string, dimensions: Attributes): Record<string, string> {
  const service = serviceOfNamespace(namespace);
  return {
    ...attributesOf(place, dimensions),
    ...(service !== undefined && { service: serviceIn(service, place.region) }),
  };
}

interface Part {
  readonly name: string;
  readonly attributes: Attributes;
}

/** The instances of a component without an alarm; the component itself if it has no instances and no alarm. */
function quietParts(
  component: Component,
  home: Home,
  located: Located,
  alarms: readonly Attributes[],
): readonly Part[] {
  const shared = { ...dimensionsOf(component), ...component.attributes };
  const describe = (attributes: Attributes) => locatedAs(attributesOf(placeOf(component, home), attributes), located);
  const own = describe(shared);
  const { instances = [] } = component;
  if (instances.length === 0) return alarms.length > 0 ? [] : [{ name: component.name, attributes: own }];
  return instances.flatMap(({ id, attributes }) => {
    const its = describe({ ...shared, ...attributes });
    const names = Object.keys(its).filter((name) => own[name] !== its[name]);
    const told = alarms.some((alarm) => tellsOf(alarm, its, names));
    return told ? [] : [{ name: id, attributes: its }];
  });
}

/** Whether an alarm is about an instance: it has an attribute that distinguishes instances, and all of these match. */
function tellsOf(alarm: Attributes, instance: Attributes, names: readonly string[]): boolean {
  const said = names.filter((name) => alarm[name] !== undefined);
  return said.length > 0 && said.every((name) => alarm[name] === instance[name]);
}

/** For each component: its own name, its callees, and the AWS services of all of these. */
function tiesOf({ components, edges }: ServiceGraph, home: Home): ReadonlyMap<string, readonly Attribute[]> {
  const called = Map.groupBy(edges, ({ from }) => from);
  const known = new Map(components.map((component) => [component.id, component]));
  return new Map(
    components.map(({ id }) => {
      const ids = [id, ...(called.get(id) ?? []).map(({ to }) => to)];
      const services = ids.flatMap((to) => serviceOf(known.get(to), home) ?? []);
      return [
        id,
        [
          ...ids.map((to) => ({ name: "calls", value: known.get(to)?.name ?? to })),
          ...[...new Set(services)].map((value) => ({ name: "service", value })),
        ],
      ];
    }),
  );
}

function serviceOf(component: Component | undefined, home: Home): string | undefined {
  const service = component && serviceOfKind(component.kind);
  return component && service && serviceIn(service, placeOf(component, home).region);
}

/** The attributes with the component's own service, which is more precise than its metric's: a load balancer's metric may be about a task. */
function withTies({ service, ...attributes }: Attributes, ties: readonly Attribute[]): readonly Attribute[] {
  const measured = service === undefined || ties.some(({ name }) => name === "service") ? [] : [service];
  return [
    ...Object.entries(attributes).map(([name, value]) => ({ name, value })),
    ...ties,
    ...measured.map((value) => ({ name: "service", value })),
  ];
}

function placeOf({ aliases }: Component, home: Home): Home {
  return aliases.map(placeIn).find((place) => place !== undefined) ?? home;
}

/** The account and Region of an ARN that has both. */
/** The account and Region of an ARN; undefined if it does not have both. */
export function placeIn(arn: string): Home | undefined {
  const [scheme, , , region, account] = arn.split(":");
  return scheme === "arn" && region && account ? { account, region } : undefined;
}
