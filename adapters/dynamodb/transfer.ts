import type { LaneName } from "../../src/events/work.ts";
import { listOf } from "../../src/store/directory.ts";
import { DELIVERIES_KEPT_SECONDS } from "../../src/store/store.ts";
import { parseCommit, storedSummary } from "../../src/store/stored.ts";
import { type ExportEntry, type LaneEntry, NotEmpty, type Transfer } from "../../src/store/transfer.ts";
import { fromBody, toBody } from "./body.ts";
import { createBatches, type WriteRequest } from "./deliveries.ts";
import { dueAttributes } from "./due.ts";
import { lanesOf, readCommits, versionKey } from "./history.ts";
import { splitBody, wholeBody } from "./parts.ts";
import type { Attributes, Table } from "./table.ts";
import { createWaiting } from "./waiting.ts";

/** Entries that are written side by side. */
const AT_ONCE = 100;

/** Everything of a table. What is written to it during an export may be missing in that. */
export function createDynamoTransfer(table: Table): Transfer {
  return {
    async *export() {
      const newest: Newest = { chat: new Map(), work: new Map() };
      for await (const item of scan(table)) {
        const entry = item.parts ? await toLargeCommit(table, item) : toEntry(item);
        if (!entry) continue;
        yield entry;
        if (entry.kind === "commit") note(newest, entry);
      }
      yield* exportLanes(table, newest);
    },
    async import(entries) {
      const { Items = [] } = await table.client.scan({ TableName: table.name, Limit: 1 });
      if (Items.length > 0) throw new NotEmpty("something is stored there already; set TABLE_NAME to a new name");
      const batches = createBatches(table);
      let count = 0;
      let gathered: WriteRequest[] = [];
      for await (const entry of entries) {
        if (entry.kind === "commit") {
          const { item, parts } = toCommitItems(entry);
          await batches.write(parts.map((Item) => ({ PutRequest: { Item } })));
          gathered.push({ PutRequest: { Item: item } });
        } else gathered.push({ PutRequest: { Item: toItem(entry) } });
        count += 1;
        if (gathered.length < AT_ONCE) continue;
        await batches.write(gathered);
        gathered = [];
      }
      await batches.write(gathered);
      return count;
    },
  };
}

/** By stream, the newest version that gave each lane work. */
type Newest = Readonly<Record<LaneName, Map<string, number>>>;

function note(newest: Newest, { stream, version, body }: Extract<ExportEntry, { kind: "commit" }>): void {
  for (const lane of lanesOf(parseCommit(stream, version, body).work)) {
    newest[lane].set(stream, Math.max(version, newest[lane].get(stream) ?? 0));
  }
}

/** All items, or those whose sort key begins with something. */
async function* scan({ client, name }: Table, sortKey?: string): AsyncIterable<Attributes> {
  let start: Attributes | undefined;
  do {
    const page = await client.scan({
      TableName: name,
      ConsistentRead: true,
      ...(sortKey !== undefined && {
        FilterExpression: "begins_with(sk, :begin)",
        ExpressionAttributeValues: { ":begin": { S: sortKey } },
      }),
      ...(start !== undefined && { ExclusiveStartKey: start }),
    });
    yield* page.Items ?? [];
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

function toEntry(item: Attributes): ExportEntry | undefined {
  const [pk, sk] = [item.pk?.S ?? "", item.sk?.S ?? ""];
  const [first = ""] = pk.split("/", 1);
  const rest = pk.slice(first.length + 1);
  const keepUntil = Number(item.ttl?.N ?? 0);
  const body = fromBody(item.body);
  switch (first) {
    case "board":
      return {
        kind: "message",
        place: rest,
        key: sk,
        postedAt: item.postedAt?.S ?? "",
        body: String(body),
        ...(keepUntil > 0 && { keepUntil }),
      };
    case "archive":
      return { kind: "evidence", id: rest, bytes: Buffer.from(item.bytes?.B ?? []).toString("base64") };
    case "name":
      return { kind: "name", name: rest, stream: item.means?.S ?? "" };
    case "counter":
      return { kind: "number", last: Number(item.given?.N) };
    case "summary":
      return { kind: "summary", body: recordOf(body) };
    default:
      return toStreamEntry(item, pk, sk);
  }
}

function toStreamEntry(item: Attributes, stream: string, sk: string): ExportEntry | undefined {
  const [kind = ""] = sk.split("/", 1);
  const id = sk.slice(kind.length + 1);
  switch (kind) {
    case "v":
      return { kind: "commit", stream, version: Number(id), body: recordOf(fromBody(item.body)) };
    case "done":
      return { kind: "done", stream, id, keepUntil: Number(item.ttl?.N ?? 0) };
    case "delivery": {
      const receivedAt = Date.parse(item.receivedAt?.S ?? "");
      const due = Date.parse(item.dueAt?.S ?? "");
      const attempts = Number(item.attempts?.N ?? 0);
      return { kind: "delivery", stream, id, receivedAt, due, attempts, body: String(fromBody(item.body)) };
    }
    default:
      return undefined;
  }
}

function recordOf(body: unknown): Record<string, unknown> {
  if (typeof body !== "object" || body === null) throw new TypeError("a stored body is no object");
  return { ...body };
}

/**
 * Every lane with its unfinished steps: those that it took over, and those of the commits after. Whether such a commit has an entry in the
 * index says nothing: it needs none while its lane is held.
 */
async function* exportLanes(table: Table, newest: Newest): AsyncIterable<LaneEntry> {
  for await (const item of scan(table, "lane/")) {
    const [stream, lane] = [item.pk?.S ?? "", item.sk?.S === "lane/chat" ? "chat" : "work"] as const;
    yield await toLane(table, { stream, lane, item, newest: newest[lane].get(stream) ?? 0 });
    newest[lane].delete(stream);
  }
  for (const lane of ["chat", "work"] as const) {
    for (const [stream, version] of newest[lane])
      yield await toLane(table, { stream, lane, item: {}, newest: version });
  }
}

async function toLane(
  table: Table,
  {
    stream,
    lane,
    item,
    newest,
  }: { readonly stream: string; readonly lane: LaneName; readonly item: Attributes; readonly newest: number },
): Promise<LaneEntry> {
  const taken = Number(item.through?.N ?? 0);
  const waiting = createWaiting(fromBody(item.waiting), lane);
  const untaken = newest > taken ? await readCommits(table, stream, taken) : [];
  for (const { commit } of untaken) waiting.takeIn({ ...commit, at: commit.meta.at });
  const through = Math.max(taken, ...untaken.map(({ commit }) => commit.version));
  return { kind: "lane", stream, lane, through, waiting: [...waiting.stored()], memory: fromBody(item.memory) };
}

async function toLargeCommit(table: Table, item: Attributes): Promise<ExportEntry> {
  const [stream, sk] = [item.pk?.S ?? "", item.sk?.S ?? ""];
  return { kind: "commit", stream, version: Number(sk.slice(2)), body: recordOf(await wholeBody(table, item)) };
}

type CommitEntry = Extract<ExportEntry, { kind: "commit" }>;

/** A commit as an item, and its parts if it is large. */
function toCommitItems({ stream, version, body }: CommitEntry): {
  readonly item: Attributes;
  readonly parts: readonly Attributes[];
} {
  parseCommit(stream, version, body);
  const sk = versionKey(version);
  const { attributes, parts } = splitBody(stream, sk, body);
  return { item: { pk: { S: stream }, sk: { S: sk }, ...attributes }, parts };
}

/** An entry as an item. What does not pass the schema that reads it throws. */
function toItem(entry: Exclude<ExportEntry, CommitEntry>): Attributes {
  const key = (pk: string, sk: string): Attributes => ({ pk: { S: pk }, sk: { S: sk } });
  switch (entry.kind) {
    case "lane": {
      const { stream, lane, through, waiting, memory } = entry;
      return {
        ...key(stream, `lane/${lane}`),
        through: { N: String(through) },
        waiting: toBody(waiting),
        ...(memory !== undefined && { memory: toBody(memory) }),
        ...(waiting.length > 0 && dueAttributes(Math.min(...waiting.map(({ due }) => due)))),
      };
    }
    case "delivery": {
      const { stream, id, receivedAt, due, attempts, body } = entry;
      return {
        ...key(stream, `delivery/${id}`),
        receivedAt: { S: new Date(receivedAt).toISOString() },
        body: toBody(body),
        attempts: { N: String(attempts) },
        ttl: { N: String(Math.floor(receivedAt / 1000) + DELIVERIES_KEPT_SECONDS) },
        ...dueAttributes(due),
      };
    }
    case "done":
      return { ...key(entry.stream, `done/${entry.id}`), ttl: { N: String(entry.keepUntil) } };
    case "name":
      return { ...key(`name/${entry.name}`, "name"), means: { S: entry.stream } };
    case "number":
      return { ...key("counter", "number"), given: { N: String(entry.last) } };
    case "summary": {
      const summary = storedSummary.parse(entry.body);
      return {
        ...key(`summary/${summary.stream}`, "summary"),
        version: { N: String(summary.version) },
        body: toBody(entry.body),
        list: { S: listOf(summary) },
        listedAt: { S: summary.closedAt ?? summary.openedAt },
      };
    }
    case "evidence":
      return { ...key(`archive/${entry.id}`, "archive"), bytes: { B: Buffer.from(entry.bytes, "base64") } };
    case "message":
      return {
        ...key(`board/${entry.place}`, entry.key),
        postedAt: { S: entry.postedAt },
        body: toBody(entry.body),
        ...(entry.keepUntil !== undefined && { ttl: { N: String(entry.keepUntil) } }),
      };
    default:
      return entry satisfies never;
  }
}
