import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { fromBody, toBody } from "./body.ts";
import { createBatches } from "./deliveries.ts";
import type { Attributes, Table } from "./table.ts";

/** The most bytes of a commit's compressed body in one item, far below the 400 KB that an item may have. */
const MOST_BYTES = 65_536;
/** What stands in place of the events: releases that know no parts take it for an event of a newer release. */
const IN_PARTS = { type: "in parts" };

/** A commit's body as attributes of its item, and the items that have it where it is too large for one. */
export interface SplitBody {
  readonly attributes: Attributes;
  readonly parts: readonly Attributes[];
}

/** Splits the body of a commit. The same body has the same parts, so that a repeated append writes nothing twice. */
export function splitBody(
  stream: string,
  versionKey: string,
  body: { readonly meta?: unknown; readonly [field: string]: unknown },
): SplitBody {
  const whole = toBody(body);
  const bytes = whole.B;
  if (bytes === undefined || bytes.length <= MOST_BYTES) return { attributes: { body: whole }, parts: [] };
  const prefix = `part/${versionKey}/${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}/`;
  const count = Math.ceil(bytes.length / MOST_BYTES);
  const parts = Array.from({ length: count }, (_, index) => ({
    pk: { S: stream },
    sk: { S: `${prefix}${String(index).padStart(5, "0")}` },
    bytes: { B: bytes.subarray(index * MOST_BYTES, (index + 1) * MOST_BYTES) },
  }));
  const instead = toBody({ meta: body.meta, events: [IN_PARTS], work: [] });
  return { attributes: { body: instead, parts: { S: prefix } }, parts };
}

/** Writes parts. They come before the item that names them, so that whoever finds that finds them all. */
export async function writeParts(table: Table, parts: readonly Attributes[]): Promise<void> {
  if (parts.length === 0) return;
  await createBatches(table).write(parts.map((Item) => ({ PutRequest: { Item } })));
}

/** The body of a commit's item, put together where it is in parts. */
export async function wholeBody({ client, name }: Table, { pk, body, parts }: Attributes): Promise<unknown> {
  if (parts?.S === undefined) return fromBody(body);
  const found: Uint8Array[] = [];
  let start: Attributes | undefined;
  do {
    const page = await client.query({
      TableName: name,
      ConsistentRead: true,
      KeyConditionExpression: "pk = :stream AND begins_with(sk, :prefix)",
      ExpressionAttributeValues: { ":stream": { S: pk?.S ?? "" }, ":prefix": parts },
      ...(start !== undefined && { ExclusiveStartKey: start }),
    });
    for (const { bytes } of page.Items ?? []) found.push(bytes?.B ?? new Uint8Array());
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return JSON.parse(gunzipSync(Buffer.concat(found)).toString("utf8"));
}
