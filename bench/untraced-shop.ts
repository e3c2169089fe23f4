import { calls, type Part, partOf, parts, type ShopCall } from "../adapters/recording/shop/world/graph.ts";
import { arnOf, logGroupsOf, type ShopPlace } from "../adapters/recording/shop/world/names.ts";
import type { ServiceGraph } from "../src/graph/service-graph.ts";
import type { Telemetry } from "../src/telemetry/ports/ports.ts";
import { type Descriptions, describedGraph, type Relation } from "../src/telemetry/resources/descriptions.ts";
import { type ProgramSetting, type ResourceReference, referencesIn } from "../src/telemetry/resources/references.ts";
import type { Play } from "./shop-play.ts";

/** How much an account tells of its resources: their names alone; also what is attached to what; also the settings of programs. */
export type Told = "names" | "attachments" | "settings";

/** Telemetry of the shop without a service graph: components and their relations come from descriptions, as AWS would give them. */
export function untraced(told: Told, measures: "own" | "aws"): NonNullable<Play["through"]> {
  return (telemetry, { alarm, now }) => {
    const place = { account: alarm.account, region: alarm.region };
    const graph = underIds(describedGraph(descriptionsOf(place, told)), place);
    const { traces: _, ...others } = telemetry;
    return {
      ...others,
      topology: {
        async graph(window, signal) {
          const { value } = await telemetry.topology.graph(window, signal);
          return { value: measures === "own" ? withOwn(graph, value) : graph, horizon: now.getTime() / 1000, gaps: [] };
        },
      },
    } satisfies Telemetry;
  };
}

/** A graph under the ids by which the truth is told: AWS names a load balancer otherwise. */
function underIds({ components, edges }: ServiceGraph, place: ShopPlace): ServiceGraph {
  const ids = new Map(parts.map((part) => [arnOf(part, place), part.id]));
  const own = new Map(components.map(({ id, aliases }) => [id, ids.get(aliases.at(-1) ?? "") ?? id]));
  const renamed = (id: string): string => own.get(id) ?? id;
  return {
    components: components.map((component) => ({ ...component, id: renamed(component.id) })),
    edges: edges.map((edge) => ({ ...edge, from: renamed(edge.from), to: renamed(edge.to) })),
  };
}

/** Adds what programs measure of themselves, whoever calls them. */
function withOwn({ components, edges }: ServiceGraph, whole: ServiceGraph): ServiceGraph {
  const grown = components.map((component) => {
    const measured = whole.components.find(({ aliases }) => aliases.includes(component.aliases.at(-1) ?? ""));
    return measured ? { ...component, metrics: measured.metrics, details: measured.details ?? [] } : component;
  });
  return { components: grown, edges };
}

/** The shop as ECS, Lambda, the load balancers and CloudWatch's list of metrics describe it. What is outside of AWS is not in it. */
export function descriptionsOf(place: ShopPlace, told: Told): Descriptions {
  const inside = parts.filter(({ kind }) => kind !== "remote");
  const relations = calls.flatMap((call): Relation[] => {
    const from = arnOf(partOf(call.from), place);
    return referencesOf(call, place, told).map((to) => ({ from, to, ...(isMapped(call) && { asynchronous: true }) }));
  });
  return {
    resources: inside.map((part) => ({ arn: arnOf(part, place), logGroups: logGroupsOf(part) })),
    relations: told === "names" ? [] : relations,
  };
}

/** Whether a queue's messages come to a function by an event source mapping. */
function isMapped({ from }: ShopCall): boolean {
  return partOf(from).kind === "queue";
}

function referencesOf(call: ShopCall, place: ShopPlace, told: Told): readonly ResourceReference[] {
  const attached = isMapped(call) || partOf(call.from).kind === "loadBalancer";
  if (attached) return [{ type: "arn", arn: arnOf(partOf(call.to), place) }];
  return told === "settings" ? referencesIn([settingOf(partOf(call.to), place)]) : [];
}

/** A variable of the caller's environment. */
export function settingOf(part: Part, { account, region }: ShopPlace): ProgramSetting {
  const { id, kind } = part;
  const prefix = id.toUpperCase().replaceAll("-", "_");
  switch (kind) {
    case "service":
      return { name: `${prefix}_URL`, value: `http://${id}.shop.local:8080` };
    case "function":
      return { name: `${prefix}_FUNCTION`, value: id };
    case "table":
      return { name: `${prefix}_TABLE_NAME`, value: id };
    case "database":
      return {
        name: "DATABASE_URL",
        value: `postgres://app:secret@${id}.c9akciq32rgn.${region}.rds.amazonaws.com:5432/app`,
      };
    case "queue":
      return { name: "QUEUE_URL", value: `https://sqs.${region}.amazonaws.com/${account}/${id}` };
    case "loadBalancer":
    case "remote":
      return { name: `${prefix}_URL`, value: `https://api.${id}.example` };
    default:
      return kind satisfies never;
  }
}
