import { VersionConflict } from "../../src/errors.ts";
import { dueOf, type LaneName, laneOf } from "../../src/events/work.ts";
import type { Commit } from "../../src/store/store.ts";
import { parseCommit } from "../../src/store/stored.ts";
import { fromBody, toBody } from "./body.ts";
import { dueAttributes } from "./due.ts";
import { type Attributes, isConditionFailure, type Table } from "./table.ts";

/** The sort key of a version, padded so that the order of texts is the order of numbers. */
export const versionKey = (version: number): string => `v/${String(version).padStart(9, "0")}`;

/** Adds a commit with one conditional put. Its index attributes exist until its lanes have taken its work over. */
export async function appendCommit({ client, name }: Table, commit: Commit): Promise<void> {
  const { stream, version, meta, events, work: following } = commit;
  const lanes = [...new Set(following.map(laneOf))];
  const due = Math.min(...following.map((item) => dueOf(item, meta.at)));
  try {
    await client.putItem({
      TableName: name,
      Item: {
        pk: { S: stream },
        sk: { S: versionKey(version) },
        body: toBody({ meta, events, work: following }),
        ...(lanes.length > 0 && { lanes: { SS: lanes }, ...dueAttributes(stream, due) }),
      },
      ConditionExpression: "attribute_not_exists(pk)",
    });
  } catch (error) {
    if (isConditionFailure(error)) throw new VersionConflict(`${stream} has a version ${version} already`);
    throw error;
  }
}

/** All commits after a version, oldest first, strongly consistent. */
export async function readCommits({ client, name }: Table, stream: string, after: number): Promise<Commit[]> {
  const commits: Commit[] = [];
  let start: Attributes | undefined;
  do {
    const page = await client.query({
      TableName: name,
      ConsistentRead: true,
      KeyConditionExpression: "pk = :stream AND sk BETWEEN :from AND :to",
      ExpressionAttributeValues: {
        ":stream": { S: stream },
        ":from": { S: versionKey(after + 1) },
        ":to": { S: versionKey(999_999_999) },
      },
      ...(start !== undefined && { ExclusiveStartKey: start }),
    });
    for (const { sk, body } of page.Items ?? []) {
      const version = Number(sk?.S?.slice(2));
      commits.push(parseCommit(stream, version, fromBody(body)));
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return commits;
}

/** Records that a lane has taken a commit's work over; the last of its lanes removes the commit from the index. */
export async function takeOver(
  { client, name }: Table,
  stream: string,
  version: number,
  lane: LaneName,
): Promise<void> {
  const Key = { pk: { S: stream }, sk: { S: versionKey(version) } };
  const only = { ":lane": { SS: [lane] } };
  const offIndex = "REMOVE lanes, due, dueAt";
  try {
    await client.updateItem({
      TableName: name,
      Key,
      UpdateExpression: offIndex,
      ConditionExpression: "lanes = :lane OR (attribute_exists(pk) AND attribute_not_exists(lanes))",
      ExpressionAttributeValues: only,
    });
    return;
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
  }
  const { Attributes: left } = await client.updateItem({
    TableName: name,
    Key,
    UpdateExpression: "DELETE lanes :lane",
    ExpressionAttributeValues: only,
    ReturnValues: "ALL_NEW",
  });
  if (left?.lanes === undefined) await client.updateItem({ TableName: name, Key, UpdateExpression: offIndex });
}
