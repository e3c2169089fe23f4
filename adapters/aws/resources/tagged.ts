import { GetResourcesCommand, type ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import type { DescribedResource, Descriptions } from "../../../src/telemetry/resources/descriptions.ts";
import type { Operation } from "../call/operation.ts";
import { pagesOf } from "../call/pages.ts";
import type { Session } from "../call/session.ts";

export const getResources: Operation = {
  action: "tag:GetResources",
  reason: "find resources that nothing else lists, and what belongs to one application by its tags",
};

/** Pages with 100 resources. */
const MOST_PAGES = 10;
/** Kinds that programs call by name, and that their own services are not asked for. */
const KINDS = [
  "dynamodb:table",
  "sqs",
  "kinesis:stream",
  "rds:db",
  "elasticache:cluster",
  "states:stateMachine",
  "elasticfilesystem:file-system",
  "firehose:deliverystream",
];

/** Resources that are or were tagged; `more`: there are further ones. https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html */
export function createTagged(
  client: ResourceGroupsTaggingAPIClient,
  session: Session,
): (signal: AbortSignal) => Promise<Descriptions & { readonly more: boolean }> {
  const list = session.asked(getResources, async ({ NextToken }: { readonly NextToken?: string }, abortSignal) => {
    const asked = { ResourceTypeFilters: KINDS, ResourcesPerPage: 100, PaginationToken: NextToken };
    const page = await client.send(new GetResourcesCommand(asked), { abortSignal });
    return { NextToken: page.PaginationToken || undefined, found: page.ResourceTagMappingList ?? [] };
  });
  return async (signal) => {
    const { pages, more } = await pagesOf((next) => list(next, signal), MOST_PAGES);
    const resources = pages.flatMap(({ found }) =>
      found.flatMap(({ ResourceARN: arn }): DescribedResource[] => (arn === undefined ? [] : [{ arn }])),
    );
    return { resources, relations: [], more };
  };
}
