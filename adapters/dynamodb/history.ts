import { z } from "zod";
import { NewerRelease, VersionConflict } from "../../src/errors.ts";
import { event } from "../../src/events/events.ts";
import { type LaneName, laneOf, type Work } from "../../src/events/work.ts";
import type { Commit } from "../../src/store/store.ts";
import { fromBody, toBody } from "./body.ts";
import { dueAttributes } from "./due.ts";
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

/** When a piece of work is due, epoch ms. */
export function dueOf(item: Work, committedAt: string): number {
  return Date.parse(item.type === "wake" ? item.at : committedAt);
}

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
      commits.push({ stream, version, ...parseCommit(fromBody(body), `${stream} ${version}`) });
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return commits;
}

function parseCommit(body: unknown, what: string): z.infer<typeof storedCommit> {
  const parsed = storedCommit.safeParse(body);
  if (parsed.success) return parsed.data;
  const unknownType = parsed.error.issues.some(({ code }) => code === "invalid_union");
  if (unknownType) throw new NewerRelease(`${what} was written by a newer release of Gumshoe.`);
  throw parsed.error;
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
