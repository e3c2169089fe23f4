import { VersionConflict } from "../../src/errors.ts";
import { dueOf, type LaneName, laneOf, type Work } from "../../src/events/work.ts";
import type { Commit } from "../../src/store/store.ts";
import { parseCommit, readCommit } from "../../src/store/stored.ts";
import { dueAttributes } from "./due.ts";
import type { KnownWork } from "./known-work.ts";
import { splitBody, wholeBody, writeParts } from "./parts.ts";
import { type Attributes, isConditionFailure, type Table } from "./table.ts";

/** The sort key of a version, padded so that the order of texts is the order of numbers. */
export const versionKey = (version: number): string => `v/${String(version).padStart(9, "0")}`;

/** The lanes that a commit gives work. */
export function lanesOf(following: readonly Work[]): readonly LaneName[] {
  return [...new Set(following.map(laneOf))];
}

/** Adds a commit with one conditional put, a large one after its parts. Where `lanes` are named it is in the index until those have taken its work over. */
export async function appendCommit(table: Table, commit: Commit, lanes: readonly LaneName[]): Promise<void> {
  const { stream, version, meta, events, work: following } = commit;
  const { attributes, parts } = splitBody(stream, versionKey(version), { meta, events, work: following });
  await writeParts(table, parts);
  const due = Math.min(...following.map((item) => dueOf(item, meta.at)));
  try {
    await table.client.putItem({
      TableName: table.name,
      Item: {
        pk: { S: stream },
        sk: { S: versionKey(version) },
        ...attributes,
        ...(lanes.length > 0 && { lanes: { SS: [...lanes] }, ...dueAttributes(due) }),
      },
      ConditionExpression: "attribute_not_exists(pk)",
    });
  } catch (error) {
    if (isConditionFailure(error)) throw new VersionConflict(`${stream} has a version ${version} already`);
    throw error;
  }
}

/** All commits after a version, oldest first, strongly consistent, as far as they can be read. */
export async function readHistory(table: Table, stream: string, after: number): Promise<readonly Commit[]> {
  const items = await queryVersions(table, stream, { from: after + 1, to: 999_999_999 });
  return Promise.all(items.map(async (item) => readCommit(stream, versionOf(item.sk), await wholeBody(table, item))));
}

/** A commit, and the lanes that have not taken its work over. */
export interface StoredCommit {
  readonly commit: Commit;
  readonly lanes: readonly LaneName[];
}

/** The same with their lanes. Throws {@link NewerRelease} if one cannot be read: its work may not either. */
export async function readCommits(table: Table, stream: string, after: number): Promise<StoredCommit[]> {
  const items = await queryVersions(table, stream, { from: after + 1, to: 999_999_999 });
  return Promise.all(
    items.map(async (item) => {
      const commit = parseCommit(stream, versionOf(item.sk), await wholeBody(table, item));
      return { commit, lanes: laneNames(item.lanes) };
    }),
  );
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
