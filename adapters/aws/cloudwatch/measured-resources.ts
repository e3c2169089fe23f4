import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { Descriptions } from "../../../src/telemetry/resources/descriptions.ts";
import type { Session } from "../call/session.ts";
import { createMetricList, type Listed } from "./metric-list.ts";

/** A metric that every resource of a kind has, and the ARN of the resource behind its account. */
interface Measured extends Listed {
  readonly service: string;
  readonly resource: (name: string) => string;
}

/** Kinds that programs call by name, and whose own services are not asked: CloudWatch lists them for nothing. */
const KINDS: readonly Measured[] = [
  {
    ...{ namespace: "AWS/DynamoDB", metric: "ConsumedReadCapacityUnits", dimensions: ["TableName"] },
    ...{ service: "dynamodb", resource: (name) => `table/${name}` },
  },
  {
    ...{ namespace: "AWS/SQS", metric: "ApproximateNumberOfMessagesVisible", dimensions: ["QueueName"] },
    ...{ service: "sqs", resource: (name) => name },
  },
  {
    ...{ namespace: "AWS/Kinesis", metric: "IncomingRecords", dimensions: ["StreamName"] },
    ...{ service: "kinesis", resource: (name) => `stream/${name}` },
  },
  {
    ...{ namespace: "AWS/RDS", metric: "CPUUtilization", dimensions: ["DBInstanceIdentifier"] },
    ...{ service: "rds", resource: (name) => `db:${name}` },
  },
  {
    ...{ namespace: "AWS/ElastiCache", metric: "CPUUtilization", dimensions: ["CacheClusterId"] },
    ...{ service: "elasticache", resource: (name) => `cluster:${name}` },
  },
];

/** The account and Region whose metrics are listed, as ARNs begin with them. */
export interface Home {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** Resources that have data in CloudWatch; `more`: there are further ones. */
export function createMeasuredResources(
  client: CloudWatchClient,
  session: Session,
  { partition, region, account }: Home,
): (signal: AbortSignal) => Promise<Descriptions & { readonly more: boolean }> {
  const list = createMetricList(client, session);
  return async (signal) => {
    const all = await Promise.all(KINDS.map(async (kind) => ({ kind, listed: await list(kind, signal) })));
    const arns = all.flatMap(({ kind, listed }) =>
      listed.sets.flatMap((dimensions) => {
        const name = dimensions[kind.dimensions[0] ?? ""];
        return name ? [`arn:${partition}:${kind.service}:${region}:${account}:${kind.resource(name)}`] : [];
      }),
    );
    const resources = [...new Set(arns)].map((arn) => ({ arn }));
    return { resources, relations: [], more: all.some(({ listed }) => listed.more) };
  };
}
