import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
  type TargetGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Descriptions, Relation } from "../../../src/telemetry/resources/descriptions.ts";
import type { Operation } from "../call/operation.ts";
import { type Next, pagesOf } from "../call/pages.ts";
import type { Session } from "../call/session.ts";

const reason = "know, without traces, what stands behind a load balancer";
export const balancerOperations = {
  describeLoadBalancers: { action: "elasticloadbalancing:DescribeLoadBalancers", reason },
  describeTargetGroups: { action: "elasticloadbalancing:DescribeTargetGroups", reason },
  describeTargetHealth: { action: "elasticloadbalancing:DescribeTargetHealth", reason },
} as const satisfies Readonly<Record<string, Operation>>;

/** Pages with 400 balancers or target groups, and target groups whose targets are read: one call each. */
const MOST_PAGES = 5;
const MOST_GROUPS = 30;

/** Load balancers with their target groups, and instances and functions behind these; `more`: there are further ones. */
export function createBalancers(
  client: ElasticLoadBalancingV2Client,
  session: Session,
): (signal: AbortSignal) => Promise<Descriptions & { readonly more: boolean }> {
  const { asked } = session;
  const listBalancers = asked(
    balancerOperations.describeLoadBalancers,
    async ({ NextToken: Marker }: Next, abortSignal) => {
      const page = await client.send(new DescribeLoadBalancersCommand({ Marker }), { abortSignal });
      return { NextToken: page.NextMarker, balancers: page.LoadBalancers ?? [] };
    },
  );
  const listGroups = asked(
    balancerOperations.describeTargetGroups,
    async ({ NextToken: Marker }: Next, abortSignal) => {
      const page = await client.send(new DescribeTargetGroupsCommand({ Marker }), { abortSignal });
      return { NextToken: page.NextMarker, groups: page.TargetGroups ?? [] };
    },
  );
  const healthOf = asked(
    balancerOperations.describeTargetHealth,
    (input: { readonly TargetGroupArn: string }, abortSignal) =>
      client.send(new DescribeTargetHealthCommand(input), { abortSignal }),
  );

  async function targetsOf({ TargetGroupArn: from = "", TargetType }: TargetGroup, signal: AbortSignal) {
    const { TargetHealthDescriptions = [] } = await healthOf({ TargetGroupArn: from }, signal);
    return TargetHealthDescriptions.flatMap(({ Target }): Relation[] => {
      if (Target?.Id === undefined) return [];
      const arn = TargetType === "instance" ? instanceArn(from, Target.Id) : Target.Id;
      return [{ from, to: { type: "arn", arn } }];
    });
  }

  return async (signal) => {
    const [balancers, groups] = await Promise.all([
      pagesOf((next) => listBalancers(next, signal), MOST_PAGES),
      pagesOf((next) => listGroups(next, signal), MOST_PAGES),
    ]);
    const all = groups.pages.flatMap((page) => page.groups);
    const direct = all.filter(({ TargetType }) => TargetType === "instance" || TargetType === "lambda");
    const targets = (await Promise.all(direct.slice(0, MOST_GROUPS).map((group) => targetsOf(group, signal)))).flat();
    const instances = targets.flatMap(({ to }) => (to.type === "arn" && to.arn.includes(":instance/") ? [to.arn] : []));
    return {
      resources: [
        ...balancers.pages.flatMap((page) =>
          page.balancers.flatMap(({ LoadBalancerArn: arn, DNSName }) =>
            arn === undefined ? [] : [{ arn, hosts: DNSName === undefined ? [] : [DNSName] }],
          ),
        ),
        ...all.flatMap(({ TargetGroupArn: arn }) => (arn === undefined ? [] : [{ arn }])),
        ...instances.map((arn) => ({ arn })),
      ],
      relations: [
        ...all.flatMap(({ TargetGroupArn: arn, LoadBalancerArns = [] }) =>
          arn === undefined ? [] : LoadBalancerArns.map((from): Relation => ({ from, to: { type: "arn", arn } })),
        ),
        ...targets,
      ],
      more: balancers.more || groups.more || direct.length > MOST_GROUPS,
    };
  };
}

/** An instance of the target group's account and Region. */
function instanceArn(group: string, id: string): string {
  const [scheme, partition, , region, account] = group.split(":");
  return [scheme, partition, "ec2", region, account, `instance/${id}`].join(":");
}
