import { type Part, parts } from "./graph.ts";

/** The account and Region of the shop. */
export interface ShopPlace {
  readonly account: string;
  readonly region: string;
}

export const cluster = "shop";
export const environment = "ecs:shop";
export const loadBalancer = "app/shop-alb/50dc6c495c0c9188";

/** The kind of a part as X-Ray or CloudFormation names it. */
export function kindOf(part: Part): string {
  switch (part.kind) {
    case "loadBalancer":
      return "AWS::ElasticLoadBalancingV2::LoadBalancer";
    case "service":
      return "AWS::ECS::Service";
    case "function":
      return "AWS::Lambda::Function";
    case "table":
      return "AWS::DynamoDB::Table";
    case "database":
      return "AWS::RDS::DBInstance";
    case "queue":
      return "AWS::SQS::Queue";
    case "remote":
      return "remote";
    default:
      return part.kind satisfies never;
  }
}

/** The role that a service or function runs as. */
export function roleOf(part: Part): string {
  return part.kind === "service" ? `shop-${part.id}-task` : `shop-${part.id}-function`;
}

/** The ARN of a part; an address if it is outside of AWS. */
export function arnOf(part: Part, { account, region }: ShopPlace): string {
  const at = `${region}:${account}`;
  switch (part.kind) {
    case "loadBalancer":
      return `arn:aws:elasticloadbalancing:${at}:loadbalancer/${loadBalancer}`;
    case "service":
      return `arn:aws:ecs:${at}:service/${cluster}/${part.id}`;
    case "function":
      return `arn:aws:lambda:${at}:function:${part.id}`;
    case "table":
      return `arn:aws:dynamodb:${at}:table/${part.id}`;
    case "database":
      return `arn:aws:rds:${at}:db:${part.id}`;
    case "queue":
      return `arn:aws:sqs:${at}:${part.id}`;
    case "remote":
      return `https://api.${part.id}.example`;
    default:
      return part.kind satisfies never;
  }
}

/** The ARN of an alarm. */
export function alarmArn(name: string, { account, region }: ShopPlace): string {
  return `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`;
}

/** The topic that all alarms of the shop notify. */
export function shopTopic({ account, region }: ShopPlace): string {
  return `arn:aws:sns:${region}:${account}:shop-alarms`;
}

/** All names under which a change may refer to a part. */
export function aliasesOf(part: Part, place: ShopPlace): readonly string[] {
  const names = [part.id, arnOf(part, place)];
  if (part.kind === "service") names.push(`shop-${part.id}`);
  if (part.kind === "service" || part.kind === "function") {
    names.push(roleOf(part), `arn:aws:iam::${place.account}:role/${roleOf(part)}`);
  }
  return names;
}

/** The CloudWatch Logs groups that a part writes to. */
export function logGroupsOf(part: Part): readonly string[] {
  switch (part.kind) {
    case "service":
      return [`/ecs/shop/${part.id}`];
    case "function":
      return [`/aws/lambda/${part.id}`];
    case "database":
      return [`/aws/rds/instance/${part.id}/postgresql`];
    case "loadBalancer":
    case "table":
    case "queue":
    case "remote":
      return [];
    default:
      return part.kind satisfies never;
  }
}

/** The part that writes to a log group. */
export function partOfLogGroup(group: string): Part | undefined {
  return parts.find((part) => logGroupsOf(part).includes(group));
}
