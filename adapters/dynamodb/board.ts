import type { Board, BoardMessage } from "../../src/store/board.ts";
import { fromBody, toBody } from "./body.ts";
import { eraseBetween } from "./erase.ts";
import type { Attributes, Table } from "./table.ts";

/** The web page's messages, one item each. */
export function createDynamoBoard(table: Table): Board {
  const { client, name: TableName } = table;
  return {
    async put({ place, key, postedAt, body, keepUntil }) {
      await client.updateItem({
        TableName,
        Key: { pk: { S: `board/${place}` }, sk: { S: key } },
        UpdateExpression: `SET body = :body, postedAt = if_not_exists(postedAt, :postedAt)${keepUntil === undefined ? "" : ", #ttl = :ttl"}`,
        ExpressionAttributeValues: {
          ":body": toBody(body),
          ":postedAt": { S: postedAt },
          ...(keepUntil !== undefined && { ":ttl": { N: String(Math.ceil(keepUntil)) } }),
        },
        ...(keepUntil !== undefined && { ExpressionAttributeNames: { "#ttl": "ttl" } }),
      });
    },
    async list(place, limit) {
      const messages: BoardMessage[] = [];
      let start: Attributes | undefined;
      do {
        const page = await client.query({
          TableName,
          ConsistentRead: true,
          KeyConditionExpression: "pk = :place",
          ExpressionAttributeValues: { ":place": { S: `board/${place}` } },
          ...(start !== undefined && { ExclusiveStartKey: start }),
        });
        for (const { sk, postedAt, body } of page.Items ?? []) {
          const text = fromBody(body);
          if (typeof text === "string")
            messages.push({ place, key: sk?.S ?? "", postedAt: postedAt?.S ?? "", body: text });
        }
        start = page.LastEvaluatedKey;
      } while (start !== undefined);
      return messages.sort((a, b) => a.postedAt.localeCompare(b.postedAt)).slice(-limit);
    },
    async remove(place, keys) {
      const [from, to] = "key" in keys ? [keys.key, keys.key] : [keys.begin, `${keys.begin}\uffff`];
      await eraseBetween(table, { pk: `board/${place}`, from, to });
    },
  };
}
