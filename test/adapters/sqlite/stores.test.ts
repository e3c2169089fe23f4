import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openSqliteStores } from "../../../adapters/sqlite/stores.ts";
import { NewerRelease } from "../../../src/errors.ts";
import { silentLog } from "../../../src/log/log.ts";
import { createClock } from "../../clock.ts";
import { storesContract } from "../../contracts/stores.ts";

const freshFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "gumshoe-"));

storesContract("SQLite", async () => {
  const folder = await freshFolder();
  const { now, advance } = createClock();
  const [first, second] = [
    await openSqliteStores({ folder, owner: "first", now, log: silentLog }),
    await openSqliteStores({ folder, owner: "second", now, log: silentLog }),
  ];
  return {
    first,
    second,
    now,
    advance,
    close: async () => {
      await Promise.all([first.close(), second.close()]);
      await rm(folder, { recursive: true });
    },
  };
});

test("what is stored on disk is there after a restart, and its leases are taken up again at once", async () => {
  const folder = await freshFolder();
  const { now } = createClock();
  const before = await openSqliteStores({ folder, now, log: silentLog });
  const meta = { id: "d1", actor: { id: "a", name: "A" }, at: now().toISOString() };
  await before.store.append({ stream: "s", version: 1, meta, events: [], work: [{ type: "chat" }] });
  expect(await before.store.take("s", "chat")).toBeDefined();
  await before.close();
  const after = await openSqliteStores({ folder, now, log: silentLog });
  expect(await after.store.read("s", 0)).toHaveLength(1);
  const lane = await after.store.take("s", "chat");
  expect(await lane?.due(now())).toHaveLength(1);
  await after.close();
  await rm(folder, { recursive: true });
});

test("a file that an earlier release made gets what it lacks, and that release can use it again", async () => {
  const folder = await freshFolder();
  const { now } = createClock();
  const made = await openSqliteStores({ folder, now, log: silentLog });
  await made.close();
  const file = new DatabaseSync(join(folder, "gumshoe.sqlite"));
  file.exec("ALTER TABLE deliveries DROP COLUMN trace");
  file.close();
  const opened = await openSqliteStores({ folder, now, log: silentLog });
  await opened.store.deliver([{ id: "1", stream: "intake/a", receivedAt: now().toISOString(), body: "{}" }]);
  const lane = await opened.store.take("intake/a", "work");
  expect(await lane?.due(now())).toHaveLength(1);
  await opened.close();
  await rm(folder, { recursive: true });
});

test("a folder that another process uses is refused with what to do", async () => {
  const folder = await freshFolder();
  const { now } = createClock();
  const first = await openSqliteStores({ folder, now, log: silentLog });
  await expect(openSqliteStores({ folder, now, log: silentLog })).rejects.toThrow(
    /^DATA_DIR .*: another process uses it; stop that one, or name another folder\.$/,
  );
  await first.close();
  const again = await openSqliteStores({ folder, now, log: silentLog });
  await again.close();
  await rm(folder, { recursive: true });
});

test("what a newer release wrote is read as far as it can be, and its work is left to that release", async () => {
  const folder = await freshFolder();
  const { now } = createClock();
  const stores = await openSqliteStores({ folder, now, log: silentLog });
  const meta = { id: "d1", actor: { id: "a", name: "A" }, at: now().toISOString() };
  const events = [JSON.parse(`{ "type": "teleported", "at": "${meta.at}", "by": { "id": "a", "name": "A" } }`)];
  await stores.store.append({ stream: "s", version: 1, meta, events, work: [{ type: "chat" }] });
  expect((await stores.store.read("s", 0)).flatMap((commit) => commit.events)).toMatchObject([{ type: "unreadable" }]);
  const lane = await stores.store.take("s", "chat");
  await expect(lane?.due(now())).rejects.toThrow(NewerRelease);
  await lane?.release();
  expect(await stores.store.due(now(), 10)).toEqual(["s"]);
  await stores.close();
  await rm(folder, { recursive: true });
});
