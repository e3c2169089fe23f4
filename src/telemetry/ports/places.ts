import type { Seen } from "../../findings/measured.ts";
import { dimensionsOf } from "../../graph/find-component.ts";
import type { Component, ServiceGraph } from "../../graph/service-graph.ts";

type Attributes = Readonly<Record<string, string>>;

/** Where the resources of an account and Region are, as far as neither alarms nor the service graph say it. */
export interface Places {
  /** The ids of zones by the names that the account has for them: eu-west-1a → euw1-az2. */
  zones(signal: AbortSignal): Promise<Seen<ReadonlyMap<string, string>>>;
  /** What is known of EC2 instances by their ids, in the words of dimensions: AvailabilityZone, ImageId, InstanceType. Unknown ones are left out. */
  instances(ids: readonly string[], signal: AbortSignal): Promise<Seen<ReadonlyMap<string, Attributes>>>;
  /** What is spread over zones, with one instance in each: load balancers and their target groups. */
  spread(signal: AbortSignal): Promise<Seen<readonly Component[]>>;
}

/** What was learned of places, to be laid over the attributes of alarms and of what is quiet. */
export interface Located {
  /** Zone ids by the zone attribute of a letter: "eu-west-1a of 123456789012". */
  readonly zones: ReadonlyMap<string, string>;
  /** Attributes of EC2 instances, by their ids. */
  readonly instances: ReadonlyMap<string, Attributes>;
}

/** Nothing was learned. */
export const unlocated: Located = { zones: new Map(), instances: new Map() };

/** Attributes with what is known of their EC2 instance, and with their zone by its id where that is known. */
export function locatedAs(attributes: Attributes, { zones, instances }: Located): Attributes {
  const all = { ...instances.get(attributes.InstanceId ?? ""), ...attributes };
  const id = zones.get(all.zone ?? "");
  return id === undefined ? all : { ...all, zone: id };
}

/** A graph that knows what is spread over zones: its own components get their instances, what it lacks is added. */
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
