import { type Directory, listOf, type Summary } from "../../src/store/directory.ts";
import { storedSummary } from "../../src/store/stored.ts";
import { fromBody, toBody } from "./body.ts";
import { createNames } from "./names.ts";
import { type Attributes, isConditionFailure, LIST_INDEX, type Table } from "./table.ts";

/** Nothing was closed before the first release. */
const FIRST_MONTH = "2026-01";

/** Names, the counter and the lists, in the same table. */
export function createDynamoDirectory(table: Table): Directory {
  const { client, name: TableName } = table;

  /** The first month that something may be closed in: the months before were seen to be empty. */
  let earliest = FIRST_MONTH;

  async function closedIn(month: string, before: string, limit: number): Promise<readonly Summary[]> {
    const { Items = [] } = await client.query({
      TableName,
      IndexName: LIST_INDEX,
      KeyConditionExpression: "#list = :list AND listedAt < :before",
      ExpressionAttributeNames: { "#list": "list" },
      ExpressionAttributeValues: { ":list": { S: `closed/${month}` }, ":before": { S: before } },
      Limit: limit,
    });
    return Items.map(toSummary);
  }

  return {
    ...createNames(table),
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
      const found: Summary[] = [];
      let from: Attributes | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await client.query({
          TableName,
          IndexName: LIST_INDEX,
          KeyConditionExpression: "#list = :list",
          ExpressionAttributeNames: { "#list": "list" },
          ExpressionAttributeValues: { ":list": { S: partition === "open" ? "open" : `closed/${partition.closedIn}` } },
          ScanIndexForward: false,
          Limit: limit - found.length,
          ...(from && { ExclusiveStartKey: from }),
        });
        found.push(...Items.map(toSummary));
        from = LastEvaluatedKey;
      } while (from !== undefined && found.length < limit);
      return found;
    },
    async closedBefore(time, limit) {
      const found: Summary[] = [];
      for (const month of monthsBetween(earliest, time)) {
        const closed = await closedIn(month, time, limit - found.length);
        found.push(...closed);
        if (found.length === 0) earliest = month;
        if (found.length === limit) break;
      }
      return found;
    },
    async forget(stream) {
      await client.deleteItem({ TableName, Key: { pk: { S: `summary/${stream}` }, sk: { S: "summary" } } });
    },
  };
}

function toSummary({ body }: Attributes): Summary {
  return storedSummary.parse(fromBody(body));
}

/** The months from one (`2026-01`) up to that of a time (ISO), both included. */
function monthsBetween(first: string, last: string): readonly string[] {
  const months: string[] = [];
  const month = new Date(`${first}-01T00:00:00Z`);
  for (; month.toISOString() <= last; month.setUTCMonth(month.getUTCMonth() + 1)) {
    months.push(month.toISOString().slice(0, 7));
  }
  return months;
}
