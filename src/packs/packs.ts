import { apiGateway } from "./api-gateway.ts";
import { applicationLoadBalancer } from "./application-load-balancer.ts";
import { dynamodb } from "./dynamodb.ts";
import { ec2 } from "./ec2.ts";
import { ecs } from "./ecs.ts";
import { efs } from "./efs.ts";
import { elastiCache } from "./elasticache.ts";
import { firehose } from "./firehose.ts";
import { kinesis } from "./kinesis.ts";
import { lambda } from "./lambda.ts";
import { natGateway } from "./nat-gateway.ts";
import type { Pack } from "./pack.ts";
import { rds } from "./rds.ts";
import { sqs } from "./sqs.ts";
import { stepFunctions } from "./step-functions.ts";

/** Every AWS system that Gumshoe knows. */
export const packs: readonly Pack[] = [
  apiGateway,
  applicationLoadBalancer,
  dynamodb,
  ec2,
  ecs,
  efs,
  elastiCache,
  firehose,
  kinesis,
  lambda,
  natGateway,
  rds,
  sqs,
  stepFunctions,
];

const byKind = new Map(packs.map((pack) => [pack.kind, pack]));

/** What is known of a kind of component; undefined where nothing is. */
export function packOf(kind: string): Pack | undefined {
  return byKind.get(kind);
}
