import type { Attribute, Resource } from "../engine/shared-attributes.ts";
import { attributesOf } from "./attributes.ts";
import type { Component, ServiceGraph, StandingAlarm } from "./ports.ts";

type Attributes = Readonly<Record<string, string>>;

/** An alarm that fired, as far as it is compared with others. */
export interface Fired {
  readonly name: string;
  readonly attributes: Attributes;
}

/** Where something is that does not say so itself. */
export interface Home {
  readonly account: string;
  readonly region: string;
}

/** The alarms with whom their components call, and all that is known and has no alarm of its own. */
export function compared(
  fired: readonly Fired[],
  {
    graph,
    standing,
    home,
  }: { readonly graph: ServiceGraph; readonly standing: readonly StandingAlarm[]; readonly home: Home },
): { readonly affected: readonly Resource[]; readonly quiet: readonly Resource[] } {
  const find = finder(graph);
  const calls = callsOf(graph);
  const owned = fired.map((alarm) => ({ alarm, component: find(alarm.attributes) }));
  const affected = owned.map(({ alarm: { name, attributes }, component }) => ({
    name,
    attributes: [...toList(attributes), ...(component === undefined ? [] : (calls.get(component) ?? []))],
  }));
  const touching = Map.groupBy(owned, ({ component }) => component);
  const parts = graph.components.flatMap((component) => {
    const alarms = (touching.get(component.id) ?? []).map(({ alarm }) => alarm.attributes);
    return quietParts(component, home, alarms, calls.get(component.id) ?? []);
  });
  const names = new Set(fired.map(({ name }) => name));
  const alarms = standing.filter(({ state, name }) => state === "OK" && !names.has(name));
  return { affected, quiet: [...parts, ...alarms.flatMap((alarm) => quietAlarm(alarm, home, calls, find))] };
}

/** Its instances that no alarm tells of; or itself, where it has none and no alarm is on it. */
function quietParts(
  component: Component,
  home: Home,
  alarms: readonly Attributes[],
  calls: readonly Attribute[],
): readonly Resource[] {
  const own = attributesOf(placeOf(component, home), { ...dimensionsOf(component), ...component.attributes });
  const { instances = [] } = component;
  if (instances.length === 0) {
    return alarms.length > 0 ? [] : [{ name: component.name, attributes: [...toList(own), ...calls] }];
  }
  return instances.flatMap(({ id, attributes }) => {
    const its = attributesOf(placeOf(component, home), {
      ...dimensionsOf(component),
      ...component.attributes,
      ...attributes,
    });
    const names = Object.keys(its).filter((name) => own[name] !== its[name]);
    const told = alarms.some((alarm) => tellsOf(alarm, its, names));
    return told ? [] : [{ name: id, attributes: [...toList(its), ...calls] }];
  });
}

/** Whether an alarm tells of one instance: it says something that sets instances apart, and all of it fits. */
function tellsOf(alarm: Attributes, instance: Attributes, names: readonly string[]): boolean {
  const said = names.filter((name) => alarm[name] !== undefined);
  return said.length > 0 && said.every((name) => alarm[name] === instance[name]);
}

function quietAlarm(
  { name, arn, metric }: StandingAlarm,
  home: Home,
  calls: ReadonlyMap<string, readonly Attribute[]>,
  find: (attributes: Attributes) => string | undefined,
): readonly Resource[] {
  if (!metric) return [];
  const attributes = attributesOf(placeIn(arn) ?? home, metric.dimensions);
  const component = find(attributes);
  return [
    { name, attributes: [...toList(attributes), ...(component === undefined ? [] : (calls.get(component) ?? []))] },
  ];
}

/** The component that attributes name: the one with the most values that are its alone. */
function finder(graph: ServiceGraph): (attributes: Attributes) => string | undefined {
  const owners = new Map<string, Set<string>>();
  for (const component of graph.components) {
    const { id, name, aliases } = component;
    for (const value of [id, name, ...aliases, ...Object.values(dimensionsOf(component))]) {
      owners.set(value, (owners.get(value) ?? new Set()).add(id));
    }
  }
  return (attributes) => {
    const hits = new Map<string, number>();
    for (const value of Object.values(attributes)) {
      const [owner, second] = owners.get(value) ?? [];
      if (owner !== undefined && second === undefined) hits.set(owner, (hits.get(owner) ?? 0) + 1);
    }
    return [...hits].toSorted((one, other) => other[1] - one[1])[0]?.[0];
  };
}

/** What each component is or calls itself, as an attribute. */
function callsOf({ components, edges }: ServiceGraph): ReadonlyMap<string, readonly Attribute[]> {
  const called = Map.groupBy(edges, ({ from }) => from);
  const names = new Map(components.map(({ id, name }) => [id, name]));
  return new Map(
    components.map(({ id }) => [
      id,
      [id, ...(called.get(id) ?? []).map(({ to }) => to)].map((to) => ({ name: "calls", value: names.get(to) ?? to })),
    ]),
  );
}

function dimensionsOf({ metrics }: Component): Attributes {
  return Object.fromEntries(metrics.flatMap(({ query }) => Object.entries(query.dimensions)));
}

function placeOf({ aliases }: Component, home: Home): Home {
  return aliases.map(placeIn).find((place) => place !== undefined) ?? home;
}

/** Account and Region of an ARN that has both. */
function placeIn(arn: string): Home | undefined {
  const [scheme, , , region, account] = arn.split(":");
  return scheme === "arn" && region && account ? { account, region } : undefined;
}

function toList(attributes: Attributes): readonly Attribute[] {
  return Object.entries(attributes).map(([name, value]) => ({ name, value }));
}
