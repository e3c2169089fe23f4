import { AthenaClient } from "@aws-sdk/client-athena";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ECSClient } from "@aws-sdk/client-ecs";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { PIClient } from "@aws-sdk/client-pi";
import { ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { SNSClient } from "@aws-sdk/client-sns";
import { XRayClient } from "@aws-sdk/client-xray";
import { partitionOf } from "../../src/aws-names/partition.ts";
import { createMemo } from "../../src/concurrency/memoize.ts";
import type { Account } from "./account/accounts.ts";
import { assume } from "./account/role.ts";
import { type AwsConnection, createConnection } from "./call/connection.ts";
import type { JsonService } from "./call/json-service.ts";
import { createRate } from "./call/rate.ts";
import type { Services } from "./cloudwatch/signals.ts";
import type { Spread } from "./cloudwatch/spread.ts";
import type { Instances } from "./ec2/instances.ts";
import type { ZoneIds } from "./ec2/zones.ts";
import type { Described } from "./graph/described.ts";
import type { LogGroupListing } from "./logs/groups.ts";
import { describeDBInstances } from "./performance-insights/instances.ts";
import type { DescribedTask } from "./resources/services.ts";

/** Listings are cached this long: new services and log groups appear within minutes. */
const KEPT_MS = 300_000;
/** What does not change is cached this long: zones are rarely added, and a task definition never changes. */
const FIXED_KEPT_MS = 86_400_000;
/** A running instance never changes its zone, image or type. */
const INSTANCES_KEPT_MS = 3_600_000;

/** The clients and caches of one account and Region, shared by all investigations that look at it. */
export type AwsPlace = ReturnType<typeof openPlace>;

/** Opens an account and Region; undefined is Gumshoe's own account. `endpoint`: another AWS on loopback. */
export function openPlace(options: {
  readonly account: Account | undefined;
  readonly region: string;
  readonly endpoint: string | undefined;
  readonly now: () => Date;
}) {
  const { account, region, endpoint, now } = options;
  const credentials = account?.type === "role" ? { credentials: assume(account, region, endpoint) } : {};
  const shared = { region, ...(endpoint !== undefined && { endpoint }) };
  const connection: AwsConnection = createConnection({ ...shared, ...credentials });
  return {
    connection,
    cloudwatch: new CloudWatchClient(connection),
    logs: new CloudWatchLogsClient(connection),
    cloudtrail: new CloudTrailClient(connection),
    xray: new XRayClient(connection),
    athena: new AthenaClient(connection),
    sns: new SNSClient(connection),
    ec2: new EC2Client(connection),
    ecs: new ECSClient(connection),
    lambda: new LambdaClient(connection),
    balancing: new ElasticLoadBalancingV2Client(connection),
    insights: new PIClient(connection),
    rds: rdsOf(connection),
    tagging: new ResourceGroupsTaggingAPIClient(connection),
    lookups: createRate(2, 2, () => now().getTime()),
    services: createMemo<Services>(KEPT_MS, now),
    groups: createMemo<LogGroupListing>(KEPT_MS, now),
    zones: createMemo<ZoneIds>(FIXED_KEPT_MS, now),
    instances: createMemo<Instances>(INSTANCES_KEPT_MS, now),
    spread: createMemo<Spread>(KEPT_MS, now),
    tasks: createMemo<Map<string, DescribedTask>>(FIXED_KEPT_MS, now),
    described: {
      ecs: createMemo<Described>(KEPT_MS, now),
      functions: createMemo<Described>(KEPT_MS, now),
      balancers: createMemo<Described>(KEPT_MS, now),
      measured: createMemo<Described>(KEPT_MS, now),
      tagged: createMemo<Described>(KEPT_MS, now),
    },
  };
}

/** RDS by signed requests: of all its operations one is asked. */
function rdsOf({ region, endpoint, credentials }: AwsConnection): JsonService {
  const domain = partitionOf(region).name === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  const url = endpoint ?? `https://rds.${region}.${domain}`;
  return {
    name: "RDS",
    url,
    refused: `allow ${describeDBInstances.action} to Gumshoe's role`,
    authorization: { type: "signed", service: "rds", region, ...(credentials && { credentials }) },
  };
}
