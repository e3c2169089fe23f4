import { partitionOf } from "../../src/aws-names/partition.ts";
import type { Session } from "./call/session.ts";
import { createMeasuredResources } from "./cloudwatch/measured-resources.ts";
import type { Describer } from "./graph/described.ts";
import type { AwsPlace } from "./place.ts";
import { createBalancers } from "./resources/balancers.ts";
import { createFunctions } from "./resources/functions.ts";
import { createEcsServices } from "./resources/services.ts";
import { createTagged } from "./resources/tagged.ts";

/** What describes the resources of a place. While the id of its `account` is unknown, what is only measured fits no ARN. */
export function describersOf(
  { described: kept, tasks, ecs, lambda, balancing, cloudwatch, tagging }: AwsPlace,
  session: Session,
  { region, account = "" }: { readonly region: string; readonly account: string | undefined },
): readonly Describer[] {
  const home = { partition: partitionOf(region).name, region, account };
  return [
    { what: "services of ECS", read: createEcsServices(ecs, session, tasks), kept: kept.ecs },
    { what: "Lambda functions", read: createFunctions(lambda, session), kept: kept.functions },
    { what: "load balancers", read: createBalancers(balancing, session), kept: kept.balancers },
    { what: "measured resources", read: createMeasuredResources(cloudwatch, session, home), kept: kept.measured },
    { what: "tagged resources", read: createTagged(tagging, session), kept: kept.tagged },
  ];
}
