import { createHash } from "node:crypto";
import { type Attributes, DUE_INDEX, type Table } from "./table.ts";

/** The number of index partitions; a stream's work is in the partition of its hash. */
const PARTITIONS = 16;

/** The index attributes of an item with work due at a time. */
export function dueAttributes(stream: string, at: number): Attributes {
  return { due: { S: partitionOf(stream) }, dueAt: { S: new Date(at).toISOString() } };
}

function partitionOf(stream: string): string {
  return `due/${createHash("sha1").update(stream).digest().readUInt8(0) % PARTITIONS}`;
}

/** Streams with due work according to the index, the longest waiting first. */
export async function queryDue({ client, name }: Table, now: Date, limit: number): Promise<readonly string[]> {
  const partitions = Array.from({ length: PARTITIONS }, (_, index) => `due/${index}`);
  const pages = await Promise.all(
    partitions.map((partition) =>
      client.query({
        TableName: name,
        IndexName: DUE_INDEX,
        KeyConditionExpression: "due = :due AND dueAt <= :now",
        ExpressionAttributeValues: { ":due": { S: partition }, ":now": { S: now.toISOString() } },
        Limit: limit,
      }),
    ),
  );
  const found = pages.flatMap(({ Items = [] }) =>
    Items.map(({ pk, dueAt }) => ({ stream: pk?.S ?? "", at: dueAt?.S ?? "" })),
  );
  found.sort((a, b) => a.at.localeCompare(b.at));
  return [...new Set(found.map(({ stream }) => stream))].slice(0, limit);
}
