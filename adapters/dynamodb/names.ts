import type { Directory } from "../../src/store/directory.ts";
import { isConditionFailure, type Table } from "./table.ts";

/** The counter's start value: one below the first number. */
const BEFORE_FIRST = "1000";

/** What streams are called by, and the counter that numbers them. */
export type Names = Pick<Directory, "find" | "claim" | "nextNumber" | "release">;

/** Names and the counter, in the same table as everything else. */
export function createNames({ client, name: TableName }: Table): Names {
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
    async release(name, stream) {
      try {
        await client.deleteItem({
          TableName,
          Key: nameKey(name),
          ConditionExpression: "means = :stream",
          ExpressionAttributeValues: { ":stream": { S: stream } },
        });
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
      }
    },
  };
}
