import { amazonQ } from "./amazon-q.ts";
import { apiGateway } from "./api-gateway.ts";
import { appFabric } from "./appfabric.ts";
import { applicationLoadBalancer } from "./application-load-balancer.ts";
import { aurora } from "./aurora.ts";
import { autoScaling } from "./auto-scaling.ts";
import { batch } from "./batch.ts";
import { cloudFront } from "./cloudfront.ts";
import { cloudWatchAlarms } from "./cloudwatch-alarms.ts";
import { cognito } from "./cognito.ts";
import { contributorInsights } from "./contributor-insights.ts";
import { crossAccount } from "./cross-account.ts";
import { dynamodb } from "./dynamodb.ts";
import { ebs } from "./ebs.ts";
import { ec2 } from "./ec2.ts";
import { ecs } from "./ecs.ts";
import { ecsInsights } from "./ecs-insights.ts";
import { efs } from "./efs.ts";
import { eks } from "./eks.ts";
import { eksPod } from "./eks-pod.ts";
import { elastiCache } from "./elasticache.ts";
import { emr } from "./emr.ts";
import { emrOnEks } from "./emr-on-eks.ts";
import { emrServerless } from "./emr-serverless.ts";
import { emrServerlessJob } from "./emr-serverless-job.ts";
import { eventBridge } from "./eventbridge.ts";
import { firehose } from "./firehose.ts";
import { hbase } from "./hbase.ts";
import { kinesis } from "./kinesis.ts";
import { lambda } from "./lambda.ts";
import { metricStream } from "./metric-stream.ts";
import { msk } from "./msk.ts";
import { mskBroker } from "./msk-broker.ts";
import { natGateway } from "./nat-gateway.ts";
import { networkFirewall } from "./network-firewall.ts";
import { networkFlowMonitor } from "./network-flow-monitor.ts";
import { networkLoadBalancer } from "./network-load-balancer.ts";
import { openSearch } from "./opensearch.ts";
import { openSearchCollection } from "./opensearch-collection.ts";
import { openSearchIngestion } from "./opensearch-ingestion.ts";
import { openSearchServerless } from "./opensearch-serverless.ts";
import type { Pack } from "./pack.ts";
import { rds } from "./rds.ts";
import { rdsProxy } from "./rds-proxy.ts";
import { redshiftServerless } from "./redshift-serverless.ts";
import { redshiftUsageLimit } from "./redshift-usage-limit.ts";
import { rolesAnywhere } from "./roles-anywhere.ts";
import { s3 } from "./s3.ts";
import { sns } from "./sns.ts";
import { sqs } from "./sqs.ts";
import { stepFunctions } from "./step-functions.ts";
import { transitGateway } from "./transit-gateway.ts";
import { vpcEndpoint } from "./vpc-endpoint.ts";

const all: Pack[] = [
  amazonQ,
  apiGateway,
  appFabric,
  applicationLoadBalancer,
  aurora,
  autoScaling,
  batch,
  cloudFront,
  cloudWatchAlarms,
  cognito,
  contributorInsights,
  crossAccount,
  dynamodb,
  ebs,
  ec2,
  ecs,
  ecsInsights,
  efs,
  eks,
  eksPod,
  elastiCache,
  emr,
  emrOnEks,
  emrServerless,
  emrServerlessJob,
  eventBridge,
  firehose,
  hbase,
  kinesis,
  lambda,
  metricStream,
  msk,
  mskBroker,
  natGateway,
  networkFirewall,
  networkFlowMonitor,
  networkLoadBalancer,
  openSearch,
  openSearchCollection,
  openSearchIngestion,
  openSearchServerless,
  rds,
  rdsProxy,
  redshiftServerless,
  redshiftUsageLimit,
  rolesAnywhere,
  s3,
  sns,
  sqs,
  stepFunctions,
  transitGateway,
  vpcEndpoint,
];

/** The packs of all known AWS systems, and those of one's own. */
export const packs: readonly Pack[] = all;

/** Adds packs of one's own: once, at the start. Their names and kinds are none that are there. */
export function addPacks(own: readonly Pack[]): void {
  all.push(...own);
}

/** The pack of a name, as people type it: "lambda"; undefined if there is none. */
export function packNamed(name: string): Pack | undefined {
  return all.find(({ service }) => service === name.toLowerCase());
}

/** The pack of a kind of component; undefined if there is none. */
export function packOf(kind: string): Pack | undefined {
  return all.find((pack) => pack.kind === kind);
}
