import { describe, expect, test } from "vitest";
import type { Commit, Delivery, Store } from "../../src/store/store.ts";
import type { Stores } from "../../src/store/stores.ts";
import { type ExportEntry, fromLines, NotEmpty, type Transfer, toLines } from "../../src/store/transfer.ts";

/** An empty store, and the way in and out of it. */
export interface Transferable {
  readonly stores: Stores;
  readonly transfer: Transfer;
  readonly close: () => Promise<void>;
}

const at = "2026-05-01T03:00:00.000Z";
const later = "2026-05-01T04:00:00.000Z";
const now = new Date(at);
const by = { id: "web:ana", name: "Ana" };

function commit(stream: string, version: number, work: Commit["work"]): Commit {
  const events: Commit["events"] = [{ type: "noteAdded", at, by, id: `n${version}`, text: `é🔥 ${"x".repeat(3_000)}` }];
  return { stream, version, meta: { id: `d${version}`, actor: by, at }, events, work };
}

const delivery = (id: string): Delivery => ({
  id,
  stream: "intake/web:general",
  receivedAt: at,
  body: `{"id":"${id}"}`,
});

/** What every way in and out of a store must do. */
export function transferContract(name: string, create: () => Promise<Transferable>): void {
  describe(name, () => {
    test("brings everything into another store, where work goes on as if nothing had happened", async () => {
      const [from, into] = [await create(), await create()];
      await fill(from.stores);
      const before = await gather(from.transfer.export());
      const count = await into.transfer.import(fromLines(split(toLines(from.transfer.export()))));
      expect(count).toBe(before.length);
      expect(comparable(await gather(into.transfer.export()))).toEqual(comparable(before));
      await expectFilled(into.stores);
      await Promise.all([from.close(), into.close()]);
    });

    test("brings along what came to a lane that is held, and that its holder never saw", async () => {
      const [from, into] = [await create(), await create()];
      const { store } = from.stores;
      const stream = "investigation/9";
      await store.append(commit(stream, 1, [{ type: "chat" }]));
      const chat = await lane(store, stream, "chat");
      await chat.complete(await chat.due(now));
      await store.append(commit(stream, 2, [{ type: "chat" }]));
      const lanes = (await gather(from.transfer.export())).filter((entry) => entry.kind === "lane");
      expect(lanes).toMatchObject([{ stream, lane: "chat", waiting: [{ version: 2, index: 0, attempts: 0 }] }]);
      await into.transfer.import(from.transfer.export());
      expect(await into.stores.store.due(now, 10)).toEqual([stream]);
      expect((await (await lane(into.stores.store, stream, "chat")).due(now)).map(({ key }) => key)).toEqual(["2/0"]);
      await Promise.all([from.close(), into.close()]);
    });

    test("writes into an empty store only", async () => {
      const { stores, transfer, close } = await create();
      await stores.directory.claim("group/a", "s");
      await expect(transfer.import(none())).rejects.toThrow(NotEmpty);
      await close();
    });

    test("refuses what this release could not read afterwards", async () => {
      const { stores, transfer, close } = await create();
      const events = [{ type: "teleported", at, by }];
      const body = { meta: { id: "d1", actor: by, at }, events, work: [] };
      await expect(transfer.import(one({ kind: "commit", stream: "s", version: 1, body }))).rejects.toThrow(
        /newer release/,
      );
      expect(await stores.store.read("s", 0)).toEqual([]);
      await close();
    });
  });
}

/** Compares what two stores have. Only the store itself knows how far a lane has read. */
export function comparable(entries: readonly ExportEntry[]): readonly string[] {
  return entries.map((entry) => JSON.stringify(entry.kind === "lane" ? { ...entry, through: 0 } : entry)).toSorted();
}

export async function gather(entries: AsyncIterable<ExportEntry>): Promise<readonly ExportEntry[]> {
  const all: ExportEntry[] = [];
  for await (const entry of entries) all.push(entry);
  return all;
}

/** Lines as a file has them, without their ends. */
export async function* split(lines: AsyncIterable<string>): AsyncIterable<string> {
  for await (const line of lines) yield line.trimEnd();
}

async function* none(): AsyncIterable<ExportEntry> {}
async function* one(entry: ExportEntry): AsyncIterable<ExportEntry> {
  yield entry;
}

const lane = async (store: Store, stream: string, name: "chat" | "work") => {
  const taken = await store.take(stream, name);
  if (!taken) throw new Error(`${name} of ${stream} is held`);
  return taken;
};

/** Something of everything, in every state that it can be in. */
export async function fill({ store, directory, archive, board }: Stores): Promise<void> {
  await store.append(commit("investigation/1", 1, [{ type: "chat" }, { type: "summarise" }]));
  await store.append(commit("investigation/1", 2, [{ type: "wake", timer: "close", at: later }, { type: "chat" }]));
  await store.append(
    commit("investigation/2", 1, [
      { type: "ask", query: "q1" },
      { type: "ask", query: "q2" },
    ]),
  );
  await store.append(commit("investigation/3", 1, [{ type: "chat" }]));
  const chat = await lane(store, "investigation/1", "chat");
  await chat.complete((await chat.due(now)).slice(0, 1));
  await chat.remember({ root: { key: "m1", hash: "é" } });
  await chat.release();
  const work = await lane(store, "investigation/2", "work");
  const [first, second] = await work.due(now);
  if (first && second) {
    await work.postpone(first, new Date(later));
    await work.complete([second]);
  }
  await work.release();
  await store.deliver(["done", "waiting", "failed"].map(delivery));
  const intake = await lane(store, "intake/web:general", "work");
  for (const step of await intake.due(now)) {
    if (step.key === "done") await intake.complete([step]);
    if (step.key === "failed") await intake.postpone(step, new Date(later));
  }
  await intake.release();
  await store.append(large);
  await directory.claim("group/a", "investigation/1");
  for (let count = 0; count < 3; count++) await directory.nextNumber();
  const common = { number: 1001, version: 2, title: "checkout", place: "web:general", openedAt: at } as const;
  await directory.summarise({ ...common, stream: "investigation/1", status: "open", owner: "Ana" });
  await directory.summarise({
    ...common,
    stream: "investigation/2",
    status: "closed",
    closedAt: later,
    verdict: "LIKELY",
  });
  await archive.save("s", { type: "chart", values: [1, null, 2.5], text: "y".repeat(5_000) });
  await board.put({ place: "web:general", key: "m1", postedAt: at, body: "b".repeat(3_000) });
  await board.put({ place: "changes/2026-05-01T03", key: "c/1", postedAt: at, body: "{}", keepUntil: 4_000_000_000 });
}

/** More than an item of DynamoDB holds, however well it is compressed. */
const noise = Array.from({ length: 60_000 }, (_, index) => Math.sin(index * index).toString(36)).join("");
const large: Commit = {
  ...commit("large/1", 1, []),
  events: [{ type: "noteAdded", at, by: { id: "a", name: "Ana" }, id: "n1", text: noise }],
};

async function expectFilled({ store, directory, board }: Stores): Promise<void> {
  expect(await store.read("investigation/1", 1)).toEqual([
    commit("investigation/1", 2, [{ type: "wake", timer: "close", at: later }, { type: "chat" }]),
  ]);
  expect(await store.read("large/1", 0)).toEqual([large]);
  const streams = ["intake/web:general", "investigation/1", "investigation/3"];
  expect([...(await store.due(now, 10))].sort()).toEqual(streams);
  expect([...(await store.due(new Date(later), 10))].sort()).toEqual([...streams, "investigation/2"].toSorted());
  const chat = await lane(store, "investigation/1", "chat");
  expect(chat.memory).toEqual({ root: { key: "m1", hash: "é" } });
  expect((await chat.due(now)).map(({ key }) => key)).toEqual(["2/1"]);
  await chat.release();
  const work = await lane(store, "investigation/2", "work");
  expect(await work.due(new Date(later))).toMatchObject([{ attempts: 1, work: { query: "q1" } }]);
  await work.release();
  await store.deliver([delivery("done")]);
  const intake = await lane(store, "intake/web:general", "work");
  expect((await intake.due(now)).map(({ key }) => key)).toEqual(["waiting"]);
  expect((await intake.due(new Date(later))).map(({ attempts }) => attempts).toSorted()).toEqual([0, 1]);
  await intake.release();
  expect(await directory.find("group/a")).toBe("investigation/1");
  expect(await directory.nextNumber()).toBe(1004);
  expect(await directory.list("open", 10)).toMatchObject([{ stream: "investigation/1", owner: "Ana" }]);
  expect(await directory.list({ closedIn: "2026-05" }, 10)).toMatchObject([{ verdict: "LIKELY" }]);
  expect(await board.list("web:general", 10)).toMatchObject([{ key: "m1", postedAt: at }]);
}
