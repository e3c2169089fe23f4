import type { Seen } from "../../findings/measured.ts";
import { dimensionsOf } from "../../graph/find-component.ts";
import type { Component, ServiceGraph } from "../../graph/service-graph.ts";

type Attributes = Readonly<Record<string, string>>;

/** Locations of the resources of an account and Region that neither alarms nor the service graph contain. */
export interface Places {
  /** The ids of zones by the account's zone names: eu-west-1a → euw1-az2. */
  zones(signal: AbortSignal): Promise<Seen<ReadonlyMap<string, string>>>;
  /** Attributes of EC2 instances by id, named like dimensions: AvailabilityZone, ImageId, InstanceType. Unknown instances are left out. */
  instances(ids: readonly string[], signal: AbortSignal): Promise<Seen<ReadonlyMap<string, Attributes>>>;
  /** Components in several zones, with one instance in each: load balancers and their target groups. */
  spread(signal: AbortSignal): Promise<Seen<readonly Component[]>>;
}

/** The locations that are added to the attributes of alarms and quiet resources. */
export interface Located {
  /** Zone ids by the zone attribute of a letter: "eu-west-1a of 123456789012". */
  readonly zones: ReadonlyMap<string, string>;
  /** Attributes of EC2 instances, by their ids. */
  readonly instances: ReadonlyMap<string, Attributes>;
}

/** No locations. */
export const unlocated: Located = { zones: new Map(), instances: new Map() };

/** Attributes with those of their EC2 instance, and with the zone's id if it is known. */
export function locatedAs(attributes: Attributes, { zones, instances }: Located): Attributes {
  const all = { ...instances.get(attributes.InstanceId ?? ""), ...attributes };
  const id = zones.get(all.zone ?? "");
  return id === undefined ? all : { ...all, zone: id };
}

/** A graph with the components that are in several zones: known ones get their instances, missing ones are added. */
export function withSpread({ components, edges }: ServiceGraph, spread: readonly Component[]): ServiceGraph {
  const isOne = (one: Component, { id, kind }: Component): boolean =>
    one.kind === kind && [one.id, ...one.aliases, ...Object.values(dimensionsOf(one))].includes(id);
  const grown = components.map((component) => {
    const { instances } = (!component.instances && spread.find((each) => isOne(component, each))) || component;
    return instances ? { ...component, instances } : component;
  });
  const more = spread.filter((each) => !components.some((component) => isOne(component, each)));
  return { components: [...grown, ...more], edges };
}
