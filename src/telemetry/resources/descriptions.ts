import type { Component, Edge, ServiceGraph } from "../../graph/service-graph.ts";
import type { ResourceReference } from "./references.ts";
import { resourceOfArn } from "./resource-arn.ts";
import type { MeasuredResource } from "./resource-metrics.ts";

/** A resource as its service or its metrics describe it. */
export interface DescribedResource {
  readonly arn: string;
  /** Host names at which it is reached, beside those that AWS makes of its name. */
  readonly hosts?: readonly string[];
  /** Its log groups, if its service names them. */
  readonly logGroups?: readonly string[];
}

/** What one resource needs of another, or passes on to it. */
export interface Relation {
  /** An ARN. */
  readonly from: string;
  readonly to: ResourceReference;
  /** True if `from` does not wait for `to`: a queue and its consumer. */
  readonly asynchronous?: true;
}

/** The resources of an account and Region, and what is known of their relations without any trace. */
export interface Descriptions {
  readonly resources: readonly DescribedResource[];
  readonly relations: readonly Relation[];
}

/** Joins what several services describe. A resource that several of them describe is one, with all its hosts. */
export function joinDescriptions(all: readonly Descriptions[]): Descriptions {
  const byArn = Map.groupBy(
    all.flatMap(({ resources }) => resources),
    ({ arn }) => arn,
  );
  const resources = [...byArn].map(([arn, alike]) => ({
    arn,
    hosts: [...new Set(alike.flatMap(({ hosts = [] }) => hosts))],
    logGroups: [...new Set(alike.flatMap(({ logGroups = [] }) => logGroups))],
  }));
  return { resources, relations: all.flatMap(({ relations }) => relations) };
}

/** Resources as components, related as their descriptions say. A reference that fits no resource, or more than one, is no relation. */
export function describedGraph({ resources, relations }: Descriptions): ServiceGraph {
  const known = resources.flatMap((resource) => {
    const measured = measuredOf(resource.arn);
    return measured ? [{ resource, measured }] : [];
  });
  const names = Map.groupBy(known, ({ measured }) => measured.name);
  const components = new Map(
    known.map(({ resource, measured }): [string, Component] => {
      const isAlone = names.get(measured.name)?.length === 1;
      const id = isAlone ? measured.name : resource.arn;
      const logGroups = resource.logGroups?.length ? resource.logGroups : measured.logGroups;
      return [resource.arn, { ...measured, id, aliases: [...new Set([measured.name, id, resource.arn])], logGroups }];
    }),
  );
  const find = referenceFinder(known);
  const edges = relations.flatMap(({ from, to, asynchronous }): Edge[] => {
    const caller = components.get(find({ type: "arn", arn: from }, from) ?? "");
    const callee = components.get(find(to, from) ?? "");
    if (!caller || !callee || caller === callee) return [];
    return [{ from: caller.id, to: callee.id, ...((asynchronous || HOLDS_MESSAGES.has(callee.kind)) && LATER) }];
  });
  const pairs = Map.groupBy(edges, ({ from, to }) => JSON.stringify([from, to]));
  return {
    components: [...components.values()],
    // One who waits in one way and not in another waits.
    edges: [...pairs.values()].flatMap((alike) => alike.find(({ asynchronous }) => !asynchronous) ?? alike[0] ?? []),
  };
}

/** What only holds messages: who sends does not wait for who receives. */
const HOLDS_MESSAGES: ReadonlySet<string> = new Set([
  "AWS::SQS::Queue",
  "AWS::Kinesis::Stream",
  "AWS::KinesisFirehose::DeliveryStream",
]);
const LATER = { asynchronous: true } as const;

interface Known {
  readonly resource: DescribedResource;
  readonly measured: MeasuredResource;
}

/** Finds the one resource that a reference names, seen from the resource `from`. */
function referenceFinder(all: readonly Known[]): (to: ResourceReference, from: string) => string | undefined {
  const arns = new Set(all.map(({ resource }) => resource.arn));
  const byHost = Map.groupBy(
    all.flatMap((each) => hostsOf(each).map((host) => ({ host, arn: each.resource.arn }))),
    ({ host }) => host,
  );
  const byName = Map.groupBy(all, ({ resource, measured }) => `${serviceOf(resource.arn)} ${measured.name}`);
  return (to, from) => {
    switch (to.type) {
      case "arn":
        return arns.has(to.arn) ? to.arn : all.find(({ resource }) => isPartOf(to.arn, resource.arn))?.resource.arn;
      case "host": {
        const found = byHost.get(privateName(to.host) ?? resourceHost(to.host) ?? to.host) ?? byHost.get(to.host) ?? [];
        return nearest(found, from);
      }
      case "name":
        return nearest(
          (byName.get(`${to.kind} ${to.name}`) ?? []).map(({ resource }) => resource),
          from,
        );
      default:
        return to satisfies never;
    }
  };
}

/** A version, an alias, an index or a stream of a resource: `table/orders/stream/2026-…` is part of `table/orders`. */
function isPartOf(arn: string, whole: string): boolean {
  return arn.startsWith(`${whole}/`) || arn.startsWith(`${whole}:`);
}

/** The only one, or the only one of the same cluster. */
function nearest(found: readonly { readonly arn: string }[], from: string): string | undefined {
  const arns = [...new Set(found.map(({ arn }) => arn))];
  if (arns.length <= 1) return arns[0];
  const near = arns.filter((arn) => clusterOf(arn) !== undefined && clusterOf(arn) === clusterOf(from));
  return near.length === 1 ? near[0] : undefined;
}

function clusterOf(arn: string): string | undefined {
  return /:service\/([^/]+)\//.exec(arn)?.[1];
}

function serviceOf(arn: string): string {
  return arn.split(":")[2] ?? "";
}

/** What stands for a resource in the index of hosts. */
function hostsOf({ resource: { arn, hosts = [] }, measured: { name } }: Known): readonly string[] {
  const own = hosts.map((host) => privateName(host) ?? host.toLowerCase());
  const service = serviceOf(arn);
  if (service === "ecs") return [...own, `${name.toLowerCase()}.`];
  if (service === "rds") return [...own, `rds ${name.toLowerCase()}`];
  // A node of a replication group: orders-001 is reached as orders.
  if (service === "elasticache") return [...own, `cache ${name.toLowerCase().replace(/-\d{3}$/, "")}`];
  return own;
}

/** Endings of names that only a network of one's own resolves. */
const PRIVATE = /\.(?:local|internal|svc|cluster\.local|lan|private)$/;

/** The first label of a name that is resolved in one's own network, with a dot behind it; undefined for public names. */
function privateName(host: string): string | undefined {
  const lower = host.toLowerCase();
  return !lower.includes(".") || PRIVATE.test(lower) ? `${lower.split(".")[0]}.` : undefined;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_CommonTasks.Connect.html, https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Endpoints.html */
const DATABASE = /^([\w-]+)\.(?:cluster-(?:ro-)?|proxy-)?[a-z\d]+\.[\w-]+\.rds\.amazonaws\.com(?:\.cn)?$/;
const CACHE = /^(?:(?:master|replica|clustercfg)\.)?([\w-]+)\..+\.cache\.amazonaws\.com(?:\.cn)?$/;

/** The resource of a host name that AWS makes of its name. */
function resourceHost(host: string): string | undefined {
  const database = DATABASE.exec(host)?.[1];
  if (database !== undefined) return `rds ${database}`;
  const cache = CACHE.exec(host)?.[1];
  return cache === undefined ? undefined : `cache ${cache.replace(/-\d{3}$/, "")}`;
}

/** What is measured of a resource: as its pack knows it; target groups and clusters of ECS, which join others, have none. */
function measuredOf(arn: string): MeasuredResource | undefined {
  const group = /:elasticloadbalancing:[^:]*:[^:]*:(targetgroup\/.+)$/.exec(arn)?.[1];
  if (group !== undefined) {
    const kind = "AWS::ElasticLoadBalancingV2::TargetGroup";
    return { name: group, kind, metrics: [], details: [], logGroups: [] };
  }
  const cluster = /^arn:aws[\w-]*:ecs:[\w-]*:\d*:cluster\/([\w-]+)$/.exec(arn)?.[1];
  if (cluster === undefined) return resourceOfArn(arn);
  const shared = { namespace: "AWS/ECS", dimensions: { ClusterName: cluster }, statistic: "Average", period: 60 };
  return {
    name: cluster,
    kind: "AWS::ECS::Cluster",
    metrics: [
      { signal: "cpu", query: { ...shared, metric: "CPUReservation" } },
      { signal: "memory", query: { ...shared, metric: "MemoryReservation" } },
    ],
    details: [],
    logGroups: [],
  };
}
