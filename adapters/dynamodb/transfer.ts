import { dueOf, type LaneName, laneOf } from "../../src/events/work.ts";
import { listOf } from "../../src/store/directory.ts";
import { DELIVERIES_KEPT_SECONDS } from "../../src/store/store.ts";
import { parseCommit, storedSummary, type WaitingStep, waitingStep } from "../../src/store/stored.ts";
import { type Entry, type LaneEntry, NotEmpty, type Transfer } from "../../src/store/transfer.ts";
import { fromBody, toBody } from "./body.ts";
import { createBatches, type Request } from "./deliveries.ts";
import { dueAttributes } from "./due.ts";
import { versionKey } from "./history.ts";
import type { Attributes, Table } from "./table.ts";

/** Entries that are written side by side. */
const AT_ONCE = 100;

/** Everything of a table. What is written to it during an export may be missing in that. */
export function createDynamoTransfer(table: Table): Transfer {
  return {
    async *export() {
      const open: OpenCommit[] = [];
      for await (const item of scan(table)) {
        const entry = toEntry(item);
        if (entry) yield entry;
        if (entry?.kind === "commit" && item.lanes?.SS) open.push({ ...entry, lanes: item.lanes.SS });
      }
      yield* lanesOf(table, open);
    },
    async import(entries) {
      const { Items = [] } = await table.client.scan({ TableName: table.name, Limit: 1 });
      if (Items.length > 0) throw new NotEmpty("something is stored there already; set TABLE_NAME to a new name");
      const batches = createBatches(table);
      let count = 0;
      let gathered: Request[] = [];
      for await (const entry of entries) {
        gathered.push({ PutRequest: { Item: toItem(entry) } });
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

type OpenCommit = Extract<Entry, { kind: "commit" }> & { readonly lanes: readonly string[] };

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

function toEntry(item: Attributes): Entry | undefined {
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

function toStreamEntry(item: Attributes, stream: string, sk: string): Entry | undefined {
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

/** Every lane with its unfinished steps: those that it took over, and those of commits that it has not seen. */
async function* lanesOf(table: Table, open: readonly OpenCommit[]): AsyncIterable<LaneEntry> {
  const untaken = new Map<string, OpenCommit[]>();
  for (const commit of open) {
    for (const lane of commit.lanes) {
      const key = `${lane} ${commit.stream}`;
      untaken.set(key, [...(untaken.get(key) ?? []), commit]);
    }
  }
  for await (const item of scan(table, "lane/")) {
    const [stream, lane] = [item.pk?.S ?? "", item.sk?.S === "lane/chat" ? "chat" : "work"] as const;
    const key = `${lane} ${stream}`;
    const through = Number(item.through?.N ?? 0);
    const waiting = waitingStep.array().parse(fromBody(item.waiting) ?? []);
    yield toLane(stream, lane, untaken.get(key) ?? [], { through, waiting, memory: fromBody(item.memory) });
    untaken.delete(key);
  }
  for (const [key, commits] of untaken) {
    const [lane = "", ...stream] = key.split(" ");
    const none = { through: 0, waiting: [], memory: undefined };
    yield toLane(stream.join(" "), lane === "chat" ? "chat" : "work", commits, none);
  }
}

function toLane(
  stream: string,
  lane: LaneName,
  commits: readonly OpenCommit[],
  known: Pick<LaneEntry, "through" | "waiting" | "memory">,
): LaneEntry {
  const unseen = commits.filter(({ version }) => version > known.through);
  const waiting = unseen.flatMap(({ version, body }) => stepsOf(parseCommit(stream, version, body), lane));
  const through = Math.max(known.through, ...unseen.map(({ version }) => version));
  return { kind: "lane", stream, lane, through, waiting: [...known.waiting, ...waiting], memory: known.memory };
}

function stepsOf({ version, meta, work }: ReturnType<typeof parseCommit>, lane: LaneName): readonly WaitingStep[] {
  return work.flatMap((item, index) =>
    laneOf(item) === lane ? [{ version, index, work: item, due: dueOf(item, meta.at), attempts: 0 }] : [],
  );
}

/** An entry as an item. What does not pass the schema that reads it throws. */
function toItem(entry: Entry): Attributes {
  const key = (pk: string, sk: string): Attributes => ({ pk: { S: pk }, sk: { S: sk } });
  switch (entry.kind) {
    case "commit":
      parseCommit(entry.stream, entry.version, entry.body);
      return { ...key(entry.stream, versionKey(entry.version)), body: toBody(entry.body) };
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
