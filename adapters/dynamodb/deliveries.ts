import { chunksOf } from "../../src/chunks.ts";
import { DELIVERIES_A_ROUND, DELIVERIES_KEPT_SECONDS, type Delivery } from "../../src/store/store.ts";
import { fromBody, toBody } from "./body.ts";
import { dueAttributes } from "./due.ts";
import type { Attributes, Client, Table } from "./table.ts";

/** BatchWriteItem accepts at most 25 items. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const BATCH = 25;
/** How long a delivery waits for others, to be written in one batch. */
const GATHER_MS = 5;

export type WriteRequest = NonNullable<
  NonNullable<Parameters<Client["batchWriteItem"]>[0]["RequestItems"]>[string]
>[number];

/** Batched writes, shared by simultaneous callers; resolves when every item is durable. */
export interface Batches {
  write(requests: readonly WriteRequest[]): Promise<void>;
}

/** Collects writes for a few milliseconds and sends them 25 at a time. Unprocessed items are sent again. */
export function createBatches({ client, name }: Table): Batches {
  let gathered: { request: WriteRequest; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    while (gathered.length > 0) {
      const batch = gathered.slice(0, BATCH);
      gathered = gathered.slice(BATCH);
      send(batch.map(({ request }) => request)).then(
        () => {
          for (const { resolve } of batch) resolve();
        },
        (error: unknown) => {
          for (const { reject } of batch) reject(error);
        },
      );
    }
  }

  async function send(requests: readonly WriteRequest[]): Promise<void> {
    let left = withoutRepeats(requests);
    for (let attempt = 0; left.length > 0; attempt++) {
      if (attempt === 8) throw new Error("DynamoDB did not write all items of a batch after 8 attempts");
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** attempt));
      const { UnprocessedItems } = await client.batchWriteItem({ RequestItems: { [name]: left } });
      left = UnprocessedItems?.[name] ?? [];
    }
  }

  return {
    write: async (requests) => {
      const written = requests.map(
        (request) => new Promise<void>((resolve, reject) => gathered.push({ request, resolve, reject })),
      );
      if (gathered.length >= BATCH) flush();
      else timer ??= setTimeout(flush, GATHER_MS);
      await Promise.all(written);
    },
  };
}

/** Removes duplicate keys, because DynamoDB refuses a batch with the same key twice. */
function withoutRepeats(requests: readonly WriteRequest[]): WriteRequest[] {
  const byKey = new Map<string, WriteRequest>();
  for (const request of requests) {
    const key = request.PutRequest?.Item ?? request.DeleteRequest?.Key;
    byKey.set(`${key?.pk?.S} ${key?.sk?.S}`, request);
  }
  return [...byKey.values()];
}

/** A delivery as an item that is due at once. */
export function toRequest(delivery: Delivery): WriteRequest {
  const { id, stream, receivedAt, body, trace } = delivery;
  return {
    PutRequest: {
      Item: {
        ...keyOf(stream, "delivery", id),
        receivedAt: { S: receivedAt },
        body: toBody(body),
        ...(trace !== undefined && { trace: { S: trace } }),
        ttl: ttl(receivedAt),
        ...dueAttributes(Date.parse(receivedAt)),
      },
    },
  };
}

/** Removes deliveries that are done; a marker stays so that duplicates are recognised. */
export function toDone(stream: string, id: string, now: Date): readonly WriteRequest[] {
  const mark = { ...keyOf(stream, "done", id), ttl: ttl(now.toISOString()) };
  return [{ DeleteRequest: { Key: keyOf(stream, "delivery", id) } }, { PutRequest: { Item: mark } }];
}

/** A waiting delivery with its number of failures. */
export interface WaitingDelivery extends Delivery {
  readonly attempts: number;
}

/** Postpones a failed delivery to `until`. */
export async function putOffDelivery(table: Table, delivery: Delivery, attempts: number, until: Date): Promise<void> {
  await table.client.updateItem({
    TableName: table.name,
    Key: keyOf(delivery.stream, "delivery", delivery.id),
    UpdateExpression: "SET dueAt = :until, attempts = :attempts",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeValues: { ":until": { S: until.toISOString() }, ":attempts": { N: String(attempts) } },
  });
}

/** The waiting deliveries of a stream, in order of arrival, without those that were handed out before. */
export async function readDeliveries(
  table: Table,
  batches: Batches,
  stream: string,
  now: Date,
): Promise<WaitingDelivery[]> {
  const { client, name } = table;
  const { Items = [] } = await client.query({
    TableName: name,
    ConsistentRead: true,
    KeyConditionExpression: "pk = :stream AND begins_with(sk, :kind)",
    ExpressionAttributeValues: { ":stream": { S: stream }, ":kind": { S: "delivery/" } },
    Limit: DELIVERIES_A_ROUND,
  });
  const isDue = (item: Attributes): boolean =>
    Number(item.ttl?.N ?? 0) > now.getTime() / 1000 && (item.dueAt?.S ?? "") <= now.toISOString();
  const waiting = Items.filter(isDue).flatMap((item) => {
    const body = fromBody(item.body);
    const id = item.sk?.S?.slice("delivery/".length);
    const receivedAt = item.receivedAt?.S;
    if (typeof body !== "string" || id === undefined || receivedAt === undefined) return [];
    const trace = item.trace?.S;
    return [
      { id, stream, receivedAt, body, ...(trace !== undefined && { trace }), attempts: Number(item.attempts?.N ?? 0) },
    ];
  });
  const done = await marked(
    table,
    stream,
    waiting.map(({ id }) => id),
  );
  const repeats = waiting.filter(({ id }) => done.has(id));
  await batches.write(repeats.map(({ id }) => ({ DeleteRequest: { Key: keyOf(stream, "delivery", id) } })));
  return waiting.filter(({ id }) => !done.has(id)).sort((a, b) => a.receivedAt.localeCompare(b.receivedAt));
}

/** BatchGetItem accepts at most 100 keys. */
const GET_BATCH = 100;

async function marked({ client, name }: Table, stream: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const chunks = chunksOf(ids, GET_BATCH);
  const pages = await Promise.all(chunks.map((chunk) => getMarks(chunk)));
  return new Set(pages.flat());

  async function getMarks(chunk: readonly string[]): Promise<readonly string[]> {
    const found: string[] = [];
    let keys: Attributes[] = chunk.map((id) => keyOf(stream, "done", id));
    while (keys.length > 0) {
      const page = await client.batchGetItem({ RequestItems: { [name]: { Keys: keys, ConsistentRead: true } } });
      for (const { sk } of page.Responses?.[name] ?? []) found.push(sk?.S?.slice("done/".length) ?? "");
      keys = page.UnprocessedKeys?.[name]?.Keys ?? [];
    }
    return found;
  }
}

function keyOf(stream: string, kind: "delivery" | "done", id: string): Attributes {
  return { pk: { S: stream }, sk: { S: `${kind}/${id}` } };
}

function ttl(from: string): Attributes[string] {
  return { N: String(Math.floor(Date.parse(from) / 1000) + DELIVERIES_KEPT_SECONDS) };
}
