import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { Memo } from "../../../src/concurrency/memoize.ts";
import type { Component } from "../../../src/graph/service-graph.ts";
import type { Session } from "../call/session.ts";
import { createMetricList, type Listed } from "./metric-list.ts";

type Dimensions = Readonly<Record<string, string>>;

/** A metric with a zone dimension, and the resource that it measures. */
interface Zonal extends Listed {
  readonly kind: string;
  /** The dimension that names the resource. */
  readonly named: string;
}

const balancer = {
  kind: "AWS::ElasticLoadBalancingV2::LoadBalancer",
  named: "LoadBalancer",
  dimensions: ["LoadBalancer", "AvailabilityZone"],
};
const targets = {
  kind: "AWS::ElasticLoadBalancingV2::TargetGroup",
  named: "TargetGroup",
  dimensions: ["TargetGroup", "LoadBalancer", "AvailabilityZone"],
};
/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html and the same of network load balancers. */
const zonal: readonly Zonal[] = [
  { namespace: "AWS/ApplicationELB", metric: "RequestCount", ...balancer },
  { namespace: "AWS/ApplicationELB", metric: "HealthyHostCount", ...targets },
  { namespace: "AWS/NetworkELB", metric: "ActiveFlowCount", ...balancer },
  { namespace: "AWS/NetworkELB", metric: "HealthyHostCount", ...targets },
];

export interface Spread {
  readonly components: readonly Component[];
  /** There are more than were read. */
  readonly more: boolean;
}

/** Lists load balancers and target groups by zone, from the zone dimension of their metrics. */
export function createSpread(
  client: CloudWatchClient,
  session: Session,
  kept: Memo<Spread>,
): (signal: AbortSignal) => Promise<Spread> {
  const list = createMetricList(client, session);
  async function find(signal: AbortSignal): Promise<Spread> {
    const found = await Promise.all(zonal.map(async (each) => ({ each, listed: await list(each, signal) })));
    return {
      components: found.flatMap(({ each, listed }) => toComponents(each, listed.sets.filter(isExact(each)))),
      more: found.some(({ listed }) => listed.more),
    };
  }
  return (signal) => kept.get(() => find(signal));
}

/** A filter matches every set that contains it. */
function isExact({ dimensions }: Zonal): (set: Dimensions) => boolean {
  return (set) => Object.keys(set).length === dimensions.length;
}

function toComponents({ kind, named }: Zonal, sets: readonly Dimensions[]): readonly Component[] {
  return [...Map.groupBy(sets, (set) => set[named] ?? "")].map(([name, parts]) => ({
    id: name,
    name,
    kind,
    aliases: [name],
    metrics: [],
    logGroups: [],
    instances: parts.map((attributes) => ({ id: `${name} in ${attributes.AvailabilityZone}`, attributes })),
  }));
}
