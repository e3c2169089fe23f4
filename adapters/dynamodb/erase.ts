import { createBatches } from "./deliveries.ts";
import type { Attributes, Table } from "./table.ts";

/** Deletes the items of a partition whose sort keys are between two, both included; a page at a time. */
export async function eraseBetween(
  table: Table,
  { pk, from, to }: { readonly pk: string; readonly from: string; readonly to: string },
): Promise<void> {
  const batches = createBatches(table);
  let start: Attributes | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await table.client.query({
      TableName: table.name,
      ConsistentRead: true,
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
      ProjectionExpression: "pk, sk",
      ExpressionAttributeValues: { ":pk": { S: pk }, ":from": { S: from }, ":to": { S: to } },
      ...(start !== undefined && { ExclusiveStartKey: start }),
    });
    await batches.write(Items.map((Key) => ({ DeleteRequest: { Key } })));
    start = LastEvaluatedKey;
  } while (start !== undefined);
}
