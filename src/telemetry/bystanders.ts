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

/** The component that attributes name: by its own names, or else by the dimensions of its metrics; the one with most values that are its alone. */
function finder({ components }: ServiceGraph): (attributes: Attributes) => string | undefined {
  const named = ownersOf(components, ({ id, name, aliases }) => [id, name, ...aliases]);
  const measured = ownersOf(components, (component) => Object.values(dimensionsOf(component)));
  return (attributes) => {
    const values = Object.values(attributes);
    return (
      mostOf(values.flatMap((value) => named.get(value) ?? [])) ??
      mostOf(values.flatMap((value) => measured.get(value) ?? []))
    );
  };
}

/** Whose a value is, where it is one component's alone. */
function ownersOf(
  components: readonly Component[],
  valuesOf: (component: Component) => readonly string[],
): ReadonlyMap<string, string> {
  const pairs = components.flatMap((component) =>
    [...new Set(valuesOf(component))].map((value) => [value, component.id] as const),
  );
  const owners = Map.groupBy(pairs, ([value]) => value);
  return new Map([...owners.values()].flatMap(([first, second]) => (first && !second ? [first] : [])));
}

function mostOf(ids: readonly string[]): string | undefined {
  const counts = Map.groupBy(ids, (id) => id);
  return [...counts].toSorted((one, other) => other[1].length - one[1].length)[0]?.[0];
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
