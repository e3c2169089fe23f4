import { z } from "zod";
import { NewerRelease, VersionConflict } from "../../src/errors.ts";
import { event } from "../../src/events/events.ts";
import { dueOf, type LaneName, laneOf, type Work } from "../../src/events/work.ts";
import type { Commit } from "../../src/store/store.ts";
import { fromBody, toBody } from "./body.ts";
import { dueAttributes } from "./due.ts";
import type { KnownWork } from "./known-work.ts";
import { type Attributes, isConditionFailure, type Table } from "./table.ts";

const work = z.discriminatedUnion("type", [
  z.object({ type: z.literal("chat") }),
  z.object({ type: z.literal("investigate"), episode: z.number() }),
  z.object({ type: z.literal("ask"), query: z.string() }),
  z.object({ type: z.literal("wake"), timer: z.string(), at: z.string() }),
  z.object({ type: z.literal("summarise") }),
]);
/** The schema of stored work. */
export const storedWork: z.ZodType<Work> = work;

const storedCommit = z.object({
  meta: z.object({ id: z.string(), actor: z.object({ id: z.string(), name: z.string() }), at: z.string() }),
  events: z.array(event),
  work: z.array(work),
});

/** The sort key of a version, padded so that the order of texts is the order of numbers. */
const versionKey = (version: number): string => `v/${String(version).padStart(9, "0")}`;

/** The lanes that a commit gives work. */
export function lanesOf(following: readonly Work[]): readonly LaneName[] {
  return [...new Set(following.map(laneOf))];
}

/** Adds a commit with one conditional put. Where `lanes` are named it is in the index until those have taken its work over. */
export async function appendCommit({ client, name }: Table, commit: Commit, lanes: readonly LaneName[]): Promise<void> {
  const { stream, version, meta, events, work: following } = commit;
  const due = Math.min(...following.map((item) => dueOf(item, meta.at)));
  try {
    await client.putItem({
      TableName: name,
      Item: {
        pk: { S: stream },
        sk: { S: versionKey(version) },
        body: toBody({ meta, events, work: following }),
        ...(lanes.length > 0 && { lanes: { SS: [...lanes] }, ...dueAttributes(due) }),
      },
      ConditionExpression: "attribute_not_exists(pk)",
    });
  } catch (error) {
    if (isConditionFailure(error)) throw new VersionConflict(`${stream} has a version ${version} already`);
    throw error;
  }
}

/** A commit, and the lanes that have not taken its work over. */
export interface StoredCommit {
  readonly commit: Commit;
  readonly lanes: readonly LaneName[];
}

/** All commits after a version, oldest first, strongly consistent. */
export async function readCommits(table: Table, stream: string, after: number): Promise<StoredCommit[]> {
  const items = await queryVersions(table, stream, { from: after + 1, to: 999_999_999 });
  return items.map(({ sk, body, lanes }) => {
    const version = versionOf(sk);
    const commit = { stream, version, ...parseCommit(fromBody(body), `${stream} ${version}`) };
    return { commit, lanes: laneNames(lanes) };
  });
}

/** The versions up to one that are in the index for a lane still. */
export async function readLeft(table: Table, stream: string, lane: LaneName, to: number): Promise<readonly number[]> {
  const items = await queryVersions(table, stream, { from: 1, to }, "pk, sk, lanes");
  return items.filter(({ lanes }) => laneNames(lanes).includes(lane)).map(({ sk }) => versionOf(sk));
}

async function queryVersions(
  { client, name }: Table,
  stream: string,
  { from, to }: { readonly from: number; readonly to: number },
  only?: string,
): Promise<readonly Attributes[]> {
  const items: Attributes[] = [];
  let start: Attributes | undefined;
  do {
    const page = await client.query({
      TableName: name,
      ConsistentRead: true,
      KeyConditionExpression: "pk = :stream AND sk BETWEEN :from AND :to",
      ExpressionAttributeValues: {
        ":stream": { S: stream },
        ":from": { S: versionKey(from) },
        ":to": { S: versionKey(to) },
      },
      ...(only !== undefined && { ProjectionExpression: only }),
      ...(start !== undefined && { ExclusiveStartKey: start }),
    });
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items;
}

function versionOf(sk: Attributes[string] | undefined): number {
  return Number(sk?.S?.slice(2));
}

function laneNames(attribute: Attributes[string] | undefined): readonly LaneName[] {
  return (attribute?.SS ?? []).filter((name) => name === "chat" || name === "work");
}

function parseCommit(body: unknown, what: string): z.infer<typeof storedCommit> {
  const parsed = storedCommit.safeParse(body);
  if (parsed.success) return parsed.data;
  const unknownType = parsed.error.issues.some(({ code }) => code === "invalid_union");
  if (unknownType) throw new NewerRelease(`${what} was written by a newer release of Gumshoe.`);
  throw parsed.error;
}

/** Removes a commit from the index: all of its lanes have taken its work over. */
export async function removeFromIndex({ client, name }: Table, stream: string, version: number): Promise<void> {
  await client.updateItem({
    TableName: name,
    Key: { pk: { S: stream }, sk: { S: versionKey(version) } },
    UpdateExpression: "REMOVE lanes, due, dueAt",
    ConditionExpression: "attribute_exists(pk)",
  });
}

/** Records that one lane has taken a commit's work over; what is left to the other is due later. The last removes it from the index. */
export async function takeOver(
  table: Table,
  stream: string,
  known: Pick<KnownWork, "version"> & Partial<KnownWork>,
  lane: LaneName,
): Promise<void> {
  const { version, work: following = [], at } = known;
  const left = following.filter((each) => laneOf(each) !== lane);
  const due = Math.min(...left.map((each) => dueOf(each, at ?? "")));
  const later = Number.isFinite(due) && { ":due": dueAttributes(due).dueAt };
  const { Attributes: now } = await table.client.updateItem({
    TableName: table.name,
    Key: { pk: { S: stream }, sk: { S: versionKey(version) } },
    UpdateExpression: `${later ? "SET dueAt = :due " : ""}DELETE lanes :lane`,
    ConditionExpression: "attribute_exists(lanes)",
    ExpressionAttributeValues: { ":lane": { SS: [lane] }, ...later },
    ReturnValues: "ALL_NEW",
  });
  if (now?.lanes === undefined) await removeFromIndex(table, stream, version);
}
