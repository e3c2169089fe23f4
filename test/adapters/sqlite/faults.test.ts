import { spawnSync } from "node:child_process";
import { copyFile, mkdtemp, open, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, test } from "vitest";
import { openSqliteStores } from "../../../adapters/sqlite/stores.ts";
import { StoreUnavailable } from "../../../src/errors.ts";
import { type Log, silentLog } from "../../../src/log/log.ts";
import type { Delivery } from "../../../src/store/store.ts";

const now = (): Date => new Date();
const folders: string[] = [];
async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "gumshoe-faults-"));
  folders.push(folder);
  return folder;
}
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

function createLines(): { readonly log: Log; readonly lines: string[] } {
  const lines: string[] = [];
  const add = (level: string) => (_: unknown, message: string) => lines.push(`${level} ${message}`);
  return { log: { ...silentLog, warn: add("warn"), error: add("error") }, lines };
}

const opening = (folder: string) => openSqliteStores({ folder, now, log: silentLog });

function delivery(id: string, body = "{}"): Delivery {
  return { id, stream: "intake/web:general", receivedAt: now().toISOString(), body };
}

const noise = (length: number): string =>
  Array.from({ length }, () => Math.random().toString(36).slice(2, 3).padEnd(1, "0")).join("");

describe("the start is refused in one line that names the setting", () => {
  test("where no folder can be made", async () => {
    await expect(opening("/proc/nope")).rejects.toThrow(
      "DATA_DIR (/proc/nope): it cannot be made there; name another folder.",
    );
    await expect(opening("/proc/nope/deeper/still")).rejects.toThrow(/it cannot be made there/);
  });

  test("where the folder is a file, or lies below one", async () => {
    const file = join(await freshFolder(), "file");
    await writeFile(file, "");
    await expect(opening(file)).rejects.toThrow(/^DATA_DIR \(.*\): it is a file; name another folder\.$/);
    await expect(opening(join(file, "data"))).rejects.toThrow(/a part of its path is a file/);
  });

  test("where the file is something else", async () => {
    const folder = await freshFolder();
    await writeFile(join(folder, "gumshoe.sqlite"), noise(9_000));
    await expect(opening(folder)).rejects.toThrow(/it is not a file of SQLite; stop Gumshoe and restore the file/);
    expect((await stat(join(folder, "gumshoe.sqlite"))).size).toBe(9_000);
  });

  test("where a newer release wrote it", async () => {
    const folder = await freshFolder();
    const database = new DatabaseSync(join(folder, "gumshoe.sqlite"));
    database.exec("PRAGMA user_version = 1000");
    database.close();
    await expect(opening(folder)).rejects.toThrow(/was written by a newer release of Gumshoe; start that one/);
  });
});

test("a start that takes longer than a call may is no fault", async () => {
  const stores = await openSqliteStores({ folder: await freshFolder(), limitMs: 1, now, log: silentLog });
  await stores.close();
});

test("a damaged page fails what reads it, and only that", async () => {
  const folder = await freshFolder();
  const before = await opening(folder);
  const id = await before.archive.save("s", { text: noise(60_000) });
  await before.directory.claim("group/a", "s");
  await before.close();
  const file = await open(join(folder, "gumshoe.sqlite"), "r+");
  const { size } = await file.stat();
  await file.write(Buffer.alloc(40_000, 0xa5), 0, 40_000, size - 40_000);
  await file.close();
  const { log, lines } = createLines();
  const stores = await openSqliteStores({ folder, now, log });
  await expect(stores.archive.load(id)).rejects.toThrow();
  expect(await stores.directory.find("group/a")).toBe("s");
  await stores.store.deliver([delivery("a")]);
  expect(lines.filter((line) => line.startsWith("error")).length).toBeLessThanOrEqual(1);
  await stores.close();
});

test("a file that is moved away takes nothing more, and goes on when it is back", async () => {
  const folder = await freshFolder();
  const path = join(folder, "gumshoe.sqlite");
  const { log, lines } = createLines();
  const stores = await openSqliteStores({ folder, now, log });
  await stores.store.deliver([delivery("a")]);
  await rename(path, `${path}.away`);
  for (const id of ["b", "c"]) {
    await expect(stores.store.deliver([delivery(id)])).rejects.toThrow(/it was moved or deleted while in use/);
  }
  await copyFile(`${path}.away`, path);
  await expect(stores.store.deliver([delivery("d")]), "a copy is another file").rejects.toThrow(StoreUnavailable);
  await rename(`${path}.away`, path);
  await stores.store.deliver([delivery("e")]);
  expect(lines).toEqual([expect.stringMatching(/^error DATA_DIR .*moved or deleted/), "warn the store works again"]);
  const lane = await stores.store.take("intake/web:general", "work");
  expect((await lane?.due(now()))?.map(({ key }) => key).sort()).toEqual(["a", "e"]);
  await stores.close();
});

test("a disk that hangs fails calls instead of holding them, and what comes after it is stored", async () => {
  const folder = await freshFolder();
  const { log, lines } = createLines();
  const stores = await openSqliteStores({ folder, limitMs: 200, now, log });
  // Another process that writes for a long time looks like a disk that does not answer.
  const other = new DatabaseSync(join(folder, "gumshoe.sqlite"));
  other.exec("BEGIN IMMEDIATE");
  await expect(stores.store.deliver([delivery("a")])).rejects.toThrow(/it does not answer in time/);
  await expect(stores.store.deliver([delivery("b")])).rejects.toThrow(StoreUnavailable);
  other.exec("ROLLBACK");
  other.close();
  await expect.poll(() => stores.store.deliver([delivery("c")]).then(() => "stored", String)).toBe("stored");
  expect(lines.filter((line) => line.startsWith("error DATA_DIR"))).not.toHaveLength(0);
  expect(lines.at(-1)).toBe("warn the store works again");
  await stores.close();
});

const disk = await freshFolder();
const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", disk]);
const unmounted = mounted.status === 0 ? undefined : "a small file system can be mounted by root only";
afterAll(() => {
  if (!unmounted) spawnSync("umount", ["-l", disk]);
});
if (unmounted) process.stdout.write(`skipped: a full and a read-only disk: ${unmounted}\n`);

describe.skipIf(unmounted)("on a disk of 3 MB", () => {
  test("a full one refuses what does not fit, loses nothing that was acknowledged, and goes on with room", async () => {
    await writeFile(join(disk, "filler"), Buffer.alloc(1024 * 1024));
    const { log, lines } = createLines();
    const stores = await openSqliteStores({ folder: join(disk, "data"), now, log });
    const stored: string[] = [];
    const write = (id: string) => stores.store.deliver([delivery(id, noise(20_000))]).then(() => stored.push(id));
    const full = async (): Promise<unknown> => {
      for (let index = 0; ; index++) {
        const round = Array.from({ length: 8 }, (_, each) => write(`m${index}-${each}`));
        const failed = (await Promise.allSettled(round)).find((each) => each.status === "rejected");
        if (failed) return failed.reason;
      }
    };
    expect(String(await full())).toMatch(/the disk is full; make room|cannot be read or written; make room/);
    for (let again = 0; again < 5; again++) await full();
    expect(stored.length).toBeGreaterThan(8);
    expect(await stores.directory.find("nobody"), "reads go on").toBeUndefined();
    await rm(join(disk, "filler"));
    await write("with room");
    expect(lines.filter((line) => line.startsWith("error"))).toHaveLength(1);
    expect(lines.at(-1)).toBe("warn the store works again");
    const lane = await stores.store.take("intake/web:general", "work");
    const seen = new Set<string>();
    for (let steps = await lane?.due(now()); steps?.length; steps = await lane?.due(now())) {
      for (const step of steps) seen.add(step.key);
      await lane?.complete(steps);
    }
    expect(stored.filter((id) => !seen.has(id))).toEqual([]);
    await stores.close();
    await rm(join(disk, "data"), { recursive: true });
  });

  test("a read-only one refuses the start", async () => {
    spawnSync("mount", ["-o", "remount,ro", disk]);
    await expect(opening(join(disk, "data"))).rejects.toThrow(
      /^DATA_DIR .*: it is read-only; give its user write access/,
    );
    spawnSync("mount", ["-o", "remount,rw", disk]);
  });
});
