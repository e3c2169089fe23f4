import { type Attributes, DUE_INDEX, type Table } from "./table.ts";

/** The partition of the index. One takes 1,000 writes a second, and each look at it is one call. */
const PARTITION = "due/0";
/** Partitions that releases before 0.2.0 wrote as well. */
const FORMER = Array.from({ length: 15 }, (_, index) => `due/${index + 1}`);
/** How often those are looked at. */
const FORMER_EVERY_MS = 900_000;

/** The index attributes of an item with work due at a time. */
export function dueAttributes(at: number): { readonly due: Attributes[string]; readonly dueAt: Attributes[string] } {
  return { due: { S: PARTITION }, dueAt: { S: new Date(at).toISOString() } };
}

/** The same as values of an expression. */
export function dueValues(at: number): Attributes {
  const { due, dueAt } = dueAttributes(at);
  return { ":due": due, ":dueAt": dueAt };
}

/** Looks at the index for streams with due work, the longest waiting first. */
export type QueryDue = (now: Date, limit: number) => Promise<readonly string[]>;

/** Creates the look at the index: at the former partitions it looks at first and then now and then. */
export function createQueryDue(table: Table): QueryDue {
  let formerAt = Number.NEGATIVE_INFINITY;
  return async (now, limit) => {
    const withFormer = now.getTime() - formerAt >= FORMER_EVERY_MS;
    const found = await queryPartitions(table, withFormer ? [PARTITION, ...FORMER] : [PARTITION], now, limit);
    if (withFormer && found.length < limit) formerAt = now.getTime();
    return found;
  };
}

async function queryPartitions(
  { client, name }: Table,
  partitions: readonly string[],
  now: Date,
  limit: number,
): Promise<readonly string[]> {
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
