import { type MeasuredResource, resourceOf } from "./resource-metrics.ts";

/** A resource's dimensions from the parts of its ARN after the account: `service/shop/orders` in two parts, `function:checkout` in one. */
interface Naming {
  readonly namespace: string;
  readonly pattern: RegExp;
  readonly dimensions: readonly string[];
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const NAMINGS: Readonly<Record<string, readonly Naming[]>> = {
  lambda: [{ namespace: "AWS/Lambda", pattern: /^function:([^:]+)/, dimensions: ["FunctionName"] }],
  ecs: [
    { namespace: "AWS/ECS", pattern: /^service\/([^/]+)\/([^/]+)$/, dimensions: ["ClusterName", "ServiceName"] },
    { namespace: "AWS/ECS", pattern: /^cluster\/([^/]+)$/, dimensions: ["ClusterName"] },
  ],
  rds: [{ namespace: "AWS/RDS", pattern: /^db:([^:]+)$/, dimensions: ["DBInstanceIdentifier"] }],
  ec2: [{ namespace: "AWS/EC2", pattern: /^instance\/([^/]+)$/, dimensions: ["InstanceId"] }],
  dynamodb: [{ namespace: "AWS/DynamoDB", pattern: /^table\/([^/]+)/, dimensions: ["TableName"] }],
  sqs: [{ namespace: "AWS/SQS", pattern: /^([^:/]+)$/, dimensions: ["QueueName"] }],
  kinesis: [{ namespace: "AWS/Kinesis", pattern: /^stream\/([^/]+)$/, dimensions: ["StreamName"] }],
  firehose: [{ namespace: "AWS/Firehose", pattern: /^deliverystream\/([^/]+)$/, dimensions: ["DeliveryStreamName"] }],
  elasticloadbalancing: [
    { namespace: "AWS/ApplicationELB", pattern: /^loadbalancer\/(app\/.+)$/, dimensions: ["LoadBalancer"] },
  ],
  eks: [
    {
      namespace: "ContainerInsights",
      pattern: /^(?:cluster|nodegroup|fargateprofile|addon)\/([^/]+)/,
      dimensions: ["ClusterName"],
    },
  ],
  elasticache: [{ namespace: "AWS/ElastiCache", pattern: /^cluster:([^:]+)$/, dimensions: ["CacheClusterId"] }],
  elasticfilesystem: [{ namespace: "AWS/EFS", pattern: /^file-system\/([^/]+)$/, dimensions: ["FileSystemId"] }],
};

/** What AWS measures of the resource with this ARN; undefined if no pack knows its kind. */
export function resourceOfArn(arn: string): MeasuredResource | undefined {
  const [scheme, , service = "", , , ...rest] = arn.split(":");
  if (scheme !== "arn") return undefined;
  if (service === "states") return resourceOf("AWS/States", { StateMachineArn: stateMachineOf(arn) });
  const named = rest.join(":");
  const namings = Object.hasOwn(NAMINGS, service) ? (NAMINGS[service] ?? []) : [];
  for (const { namespace, pattern, dimensions } of namings) {
    const [, ...values] = pattern.exec(named) ?? [];
    if (values.length === 0) continue;
    return resourceOf(namespace, Object.fromEntries(dimensions.map((name, index) => [name, values[index] ?? ""])));
  }
  return undefined;
}

/** An execution's state machine: `execution:orders:1234` runs `stateMachine:orders`. */
function stateMachineOf(arn: string): string {
  return arn.replace(/:execution:([^:]+):.*$/, ":stateMachine:$1");
}
