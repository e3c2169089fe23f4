import { type Directory, listOf, type Summary } from "../../src/store/directory.ts";
import { storedSummary } from "../../src/store/stored.ts";
import { fromBody, toBody } from "./body.ts";
import { isConditionFailure, LIST_INDEX, type Table } from "./table.ts";

/** The counter's start value: one below the first number. */
const BEFORE_FIRST = "1000";

/** Names, the counter and the lists, in the same table. */
export function createDynamoDirectory({ client, name: TableName }: Table): Directory {
  const nameKey = (name: string) => ({ pk: { S: `name/${name}` }, sk: { S: "name" } });

  async function find(name: string): Promise<string | undefined> {
    const { Item } = await client.getItem({ TableName, Key: nameKey(name), ConsistentRead: true });
    return Item?.means?.S;
  }

  return {
    find,
    async claim(name, stream, instead) {
      try {
        await client.putItem({
          TableName,
          Item: { ...nameKey(name), means: { S: stream } },
          ConditionExpression: `attribute_not_exists(pk)${instead === undefined ? "" : " OR means = :instead"}`,
          ...(instead !== undefined && { ExpressionAttributeValues: { ":instead": { S: instead } } }),
        });
        return stream;
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        return (await find(name)) ?? stream;
      }
    },
    async nextNumber() {
      const { Attributes } = await client.updateItem({
        TableName,
        Key: { pk: { S: "counter" }, sk: { S: "number" } },
        UpdateExpression: "SET given = if_not_exists(given, :before) + :one",
        ExpressionAttributeValues: { ":before": { N: BEFORE_FIRST }, ":one": { N: "1" } },
        ReturnValues: "UPDATED_NEW",
      });
      return Number(Attributes?.given?.N);
    },
    async summarise(summary) {
      try {
        await client.putItem({
          TableName,
          Item: {
            pk: { S: `summary/${summary.stream}` },
            sk: { S: "summary" },
            version: { N: String(summary.version) },
            body: toBody(summary),
            list: { S: listOf(summary) },
            listedAt: { S: summary.closedAt ?? summary.openedAt },
          },
          ConditionExpression: "attribute_not_exists(pk) OR version < :version",
          ExpressionAttributeValues: { ":version": { N: String(summary.version) } },
        });
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
      }
    },
    async list(partition, limit) {
      const { Items = [] } = await client.query({
        TableName,
        IndexName: LIST_INDEX,
        KeyConditionExpression: "#list = :list",
        ExpressionAttributeNames: { "#list": "list" },
        ExpressionAttributeValues: { ":list": { S: partition === "open" ? "open" : `closed/${partition.closedIn}` } },
        ScanIndexForward: false,
        Limit: limit,
      });
      return Items.map(({ body }): Summary => storedSummary.parse(fromBody(body)));
    },
  };
}
