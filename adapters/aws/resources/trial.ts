import { type ECSClient, ListClustersCommand } from "@aws-sdk/client-ecs";
import {
  DescribeLoadBalancersCommand,
  type ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { type LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { GetResourcesCommand, type ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import type { Trial } from "../call/trial.ts";
import { balancerOperations } from "./balancers.ts";
import { lambdaOperations } from "./functions.ts";
import { ecsOperations } from "./services.ts";
import { getResources } from "./tagged.ts";

/** Tries what describes resources: one of each. */
export const tryResources = (clients: {
  readonly ecs: ECSClient;
  readonly lambda: LambdaClient;
  readonly balancing: ElasticLoadBalancingV2Client;
  readonly tagging: ResourceGroupsTaggingAPIClient;
}): readonly Trial[] => [
  {
    operation: ecsOperations.listClusters,
    call: (abort) => clients.ecs.send(new ListClustersCommand({ maxResults: 1 }), abort),
  },
  {
    operation: lambdaOperations.listFunctions,
    call: (abort) => clients.lambda.send(new ListFunctionsCommand({ MaxItems: 1 }), abort),
  },
  {
    operation: balancerOperations.describeLoadBalancers,
    call: (abort) => clients.balancing.send(new DescribeLoadBalancersCommand({ PageSize: 1 }), abort),
  },
  {
    operation: getResources,
    call: (abort) => clients.tagging.send(new GetResourcesCommand({ ResourcesPerPage: 1 }), abort),
  },
];
