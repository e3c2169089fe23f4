import {
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  type ECSClient,
  ListClustersCommand,
  ListContainerInstancesCommand,
  ListServicesCommand,
  type Service,
  type TaskDefinition,
} from "@aws-sdk/client-ecs";
import pLimit from "p-limit";
import { chunksOf } from "../../../src/chunks.ts";
import type { Memo } from "../../../src/concurrency/memoize.ts";
import type { DescribedResource, Descriptions, Relation } from "../../../src/telemetry/resources/descriptions.ts";
import { type ResourceReference, referencesIn } from "../../../src/telemetry/resources/references.ts";
import type { Operation } from "../call/operation.ts";
import { type Next, pagesOf } from "../call/pages.ts";
import type { Session } from "../call/session.ts";

const reason = "know, without traces, which services of ECS there are, behind which load balancer, and what they call";
export const ecsOperations = {
  listClusters: { action: "ecs:ListClusters", reason },
  listServices: { action: "ecs:ListServices", reason },
  describeServices: { action: "ecs:DescribeServices", reason },
  describeTaskDefinition: {
    action: "ecs:DescribeTaskDefinition",
    reason: "find the addresses of other resources in a task's environment; nothing else of it is kept",
  },
  listContainerInstances: { action: "ecs:ListContainerInstances", reason: "find the EC2 instances of a cluster" },
  describeContainerInstances: {
    action: "ecs:DescribeContainerInstances",
    reason: "find the EC2 instances of a cluster",
  },
} as const satisfies Readonly<Record<string, Operation>>;

/** What is read at most: each service takes a tenth of a call and a call for its task definition. */
const MOST = { clusterPages: 1, servicePages: 2, services: 100, nodes: 30 } as const;
/** AWS describes so many services in one call. */
const A_CALL = 10;

/** ECS allows some twenty reads a second. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html */
const TASKS_AT_ONCE = 5;

/** What is kept of a task definition. */
export interface DescribedTask {
  readonly refers: readonly ResourceReference[];
  readonly logGroups: readonly string[];
}

/** The services and clusters of ECS; `more`: there are further services. */
interface Ecs extends Descriptions {
  readonly more: boolean;
}

/**
 * Reads services with what their load balancers, environments and clusters relate them to. `tasks` keeps what was read of task definitions,
 * which never change, by their ARNs.
 */
export function createEcsServices(
  client: ECSClient,
  session: Session,
  tasks: Memo<Map<string, DescribedTask>>,
): (signal: AbortSignal) => Promise<Ecs> {
  const { asked } = session;
  const listClusters = asked(ecsOperations.listClusters, async ({ NextToken: nextToken }: Next, abortSignal) => {
    const page = await client.send(new ListClustersCommand({ nextToken }), { abortSignal });
    return { NextToken: page.nextToken, arns: page.clusterArns ?? [] };
  });
  const listServices = asked(
    ecsOperations.listServices,
    async ({ cluster, NextToken: nextToken }: Next & { readonly cluster: string }, abortSignal) => {
      const page = await client.send(new ListServicesCommand({ cluster, nextToken, maxResults: 100 }), { abortSignal });
      return { NextToken: page.nextToken, arns: page.serviceArns ?? [] };
    },
  );
  const describeServices = asked(
    ecsOperations.describeServices,
    (input: { readonly cluster: string; readonly services: string[] }, abortSignal) =>
      client.send(new DescribeServicesCommand(input), { abortSignal }),
  );
  const describeTask = asked(
    ecsOperations.describeTaskDefinition,
    (input: { readonly taskDefinition: string }, abortSignal) =>
      client.send(new DescribeTaskDefinitionCommand(input), { abortSignal }),
  );
  const listNodes = asked(ecsOperations.listContainerInstances, (input: { readonly cluster: string }, abortSignal) =>
    client.send(new ListContainerInstancesCommand({ ...input, maxResults: MOST.nodes }), { abortSignal }),
  );
  const describeNodes = asked(
    ecsOperations.describeContainerInstances,
    (input: { readonly cluster: string; readonly containerInstances: string[] }, abortSignal) =>
      client.send(new DescribeContainerInstancesCommand(input), { abortSignal }),
  );

  async function servicesOf(cluster: string, signal: AbortSignal) {
    const { pages, more } = await pagesOf((next) => listServices({ cluster, ...next }, signal), MOST.servicePages);
    const arns = pages.flatMap((page) => page.arns);
    const read = arns.slice(0, MOST.services);
    const described = await Promise.all(
      chunksOf(read, A_CALL).map((services) => describeServices({ cluster, services: [...services] }, signal)),
    );
    return { services: described.flatMap(({ services = [] }) => services), more: more || arns.length > read.length };
  }

  async function nodesOf(cluster: string, signal: AbortSignal): Promise<readonly string[]> {
    const { containerInstanceArns: containerInstances = [] } = await listNodes({ cluster }, signal);
    if (containerInstances.length === 0) return [];
    const { containerInstances: found = [] } = await describeNodes({ cluster, containerInstances }, signal);
    return found.flatMap(({ ec2InstanceId }) => ec2InstanceId ?? []);
  }

  const few = pLimit(TASKS_AT_ONCE);
  async function taskOf({ taskDefinition = "" }: Service, signal: AbortSignal): Promise<DescribedTask> {
    const known = await tasks.get(async () => new Map());
    const kept = known.get(taskDefinition);
    if (kept) return kept;
    const described = await few(() => describeTask({ taskDefinition }, signal));
    const task = toTask(described.taskDefinition);
    known.set(taskDefinition, task);
    return task;
  }

  async function readCluster(cluster: string, signal: AbortSignal): Promise<Ecs> {
    const [{ services, more }, nodes] = await Promise.all([servicesOf(cluster, signal), nodesOf(cluster, signal)]);
    const described = await Promise.all(
      services.map(async (service) => describe(service, await taskOf(service, signal), nodes.length > 0)),
    );
    const hosts = nodes.map((id) => instanceArn(cluster, id));
    return {
      resources: [
        ...described.map(({ resource }) => resource),
        ...(nodes.length > 0 ? [{ arn: cluster }, ...hosts.map((arn) => ({ arn }))] : []),
      ],
      relations: [
        ...described.flatMap(({ relations }) => relations),
        ...hosts.map((arn): Relation => ({ from: cluster, to: { type: "arn", arn } })),
      ],
      more,
    };
  }

  return async (signal) => {
    const { pages, more } = await pagesOf((next) => listClusters(next, signal), MOST.clusterPages);
    const all = await Promise.all(pages.flatMap(({ arns }) => arns).map((cluster) => readCluster(cluster, signal)));
    return {
      resources: all.flatMap(({ resources }) => resources),
      relations: all.flatMap(({ relations }) => relations),
      more: more || all.some((each) => each.more),
    };
  };
}

function toTask({ containerDefinitions = [] }: TaskDefinition = {}): DescribedTask {
  const settings = containerDefinitions.flatMap(({ environment = [] }) =>
    environment.map(({ name = "", value = "" }) => ({ name, value })),
  );
  const groups = containerDefinitions.flatMap(
    ({ logConfiguration }) => logConfiguration?.options?.["awslogs-group"] ?? [],
  );
  return { refers: referencesIn(settings), logGroups: [...new Set(groups)] };
}

function describe(
  { serviceArn: arn = "", clusterArn, loadBalancers = [], deployments = [] }: Service,
  { refers, logGroups }: DescribedTask,
  onNodes: boolean,
): { readonly resource: DescribedResource; readonly relations: readonly Relation[] } {
  const connected = deployments.flatMap(
    ({ serviceConnectConfiguration }) => serviceConnectConfiguration?.services ?? [],
  );
  const hosts = connected.flatMap(({ clientAliases = [], discoveryName }) => [
    ...clientAliases.flatMap(({ dnsName }) => dnsName ?? []),
    ...(discoveryName === undefined ? [] : [discoveryName]),
  ]);
  return {
    resource: { arn, hosts, logGroups },
    relations: [
      ...loadBalancers.flatMap(({ targetGroupArn }): Relation[] =>
        targetGroupArn === undefined ? [] : [{ from: targetGroupArn, to: { type: "arn", arn } }],
      ),
      ...refers.map((to): Relation => ({ from: arn, to })),
      ...(onNodes && clusterArn !== undefined ? [{ from: arn, to: { type: "arn", arn: clusterArn } } as const] : []),
    ],
  };
}

/** An instance of the cluster's own account and Region. */
function instanceArn(cluster: string, id: string): string {
  const [scheme, partition, , region, account] = cluster.split(":");
  return [scheme, partition, "ec2", region, account, `instance/${id}`].join(":");
}
