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

/** The packs of all known AWS systems. */
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

const byName = new Map(packs.map((pack) => [pack.service, pack]));

/** The pack of a name, as people type it: "lambda"; undefined if there is none. */
export function packNamed(name: string): Pack | undefined {
  return byName.get(name.toLowerCase());
}

const byKind = new Map(packs.map((pack) => [pack.kind, pack]));

/** The pack of a kind of component; undefined if there is none. */
export function packOf(kind: string): Pack | undefined {
  return byKind.get(kind);
}
