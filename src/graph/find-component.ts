import type { Component, ServiceGraph } from "./service-graph.ts";

type Attributes = Readonly<Record<string, string>>;

/** Finds the component that attributes name: by its own names, else by the dimensions of its metrics. The one with most unique values wins. */
export function componentFinder({ components }: ServiceGraph): (attributes: Attributes) => string | undefined {
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

/** All dimensions of a component's metrics. */
export function dimensionsOf({ metrics }: Component): Attributes {
  return Object.fromEntries(metrics.flatMap(({ query }) => Object.entries(query.dimensions)));
}

/** Values that belong to one component only, with that component's id. */
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
