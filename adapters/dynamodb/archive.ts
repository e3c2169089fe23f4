import { type Archive, fromArchived, toArchived } from "../../src/store/archive.ts";
import type { Table } from "./table.ts";

/** Evidence bodies, one item each, with the hash of their content as the key. */
export function createDynamoArchive({ client, name: TableName }: Table): Archive {
  const keyOf = (id: string) => ({ pk: { S: `archive/${id}` }, sk: { S: "archive" } });
  return {
    async save(stream, body) {
      const { id, bytes } = await toArchived(stream, body);
      await client.putItem({ TableName, Item: { ...keyOf(id), bytes: { B: bytes } } });
      return id;
    },
    async load(id) {
      const { Item } = await client.getItem({ TableName, Key: keyOf(id), ConsistentRead: true });
      return Item?.bytes?.B === undefined ? undefined : fromArchived(Item.bytes.B);
    },
    async remove(id) {
      await client.deleteItem({ TableName, Key: keyOf(id) });
    },
  };
}
