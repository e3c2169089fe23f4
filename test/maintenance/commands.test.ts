import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { openDynamoStores } from "../../adapters/dynamodb/stores.ts";
import { openSqliteStores } from "../../adapters/sqlite/stores.ts";
import { startDynalite } from "../../maintenance/dynalite.ts";
import { silentLog } from "../../src/log/log.ts";
import type { Stores } from "../../src/store/stores.ts";
import { createClock } from "../clock.ts";
import { fill } from "../contracts/transfer.ts";
import { root } from "../imports.ts";

const temporary = await mkdtemp(join(tmpdir(), "gumshoe-commands-"));
const { now } = createClock();
afterAll(() => rm(temporary, { recursive: true }));

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(await readFile(join(root, "package.json"), "utf8")));

/** Runs a command of `maintenance/` as npm does; resolves with what it printed, rejects with its error. */
async function command(name: string, env: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const [, ...line] = scripts[name]?.split(" ") ?? [];
  const script = line.map((word) => (word.endsWith(".ts") ? join(root, word) : word));
  const { stdout } = await promisify(execFile)(process.execPath, [...script, ...args], {
    cwd: temporary,
    env: { ...process.env, TABLE_NAME: "", ...env },
  });
  return stdout;
}

const opening = (folder: string) => openSqliteStores({ folder, now, log: silentLog });

async function expectSame(folder: string, stores: Stores): Promise<void> {
  expect(await stores.store.read("investigation/1", 0), folder).toHaveLength(2);
  expect(await stores.directory.find("group/a")).toBe("investigation/1");
  expect(await stores.board.list("web:general", 10)).toHaveLength(1);
}

test("a backup is made while the store is used, and is a store of its own", async () => {
  const folder = join(temporary, "running");
  const stores = await opening(folder);
  await fill(stores);
  await mkdir(join(temporary, "restored"));
  const file = join(temporary, "restored", "gumshoe.sqlite");
  expect(await command("backup", { DATA_DIR: folder }, file)).toMatch(/^Backed up .*running to .*gumshoe\.sqlite\.$/m);
  await stores.directory.claim("group/later", "investigation/3");
  const restored = await opening(join(temporary, "restored"));
  await expectSame("restored", restored);
  expect(await restored.directory.find("group/later")).toBeUndefined();
  await Promise.all([stores.close(), restored.close()]);
});

test("an export goes into another folder, and never over what is there", async () => {
  const [from, into] = [join(temporary, "from"), join(temporary, "into")];
  const stores = await opening(from);
  await fill(stores);
  const file = join(temporary, "everything.jsonl");
  await command("export", { DATA_DIR: from }, file);
  await stores.close();
  expect(await command("import", { DATA_DIR: into }, file)).toMatch(/^Imported \d+ entries into .*into\.$/m);
  const imported = await opening(into);
  await expectSame("into", imported);
  await expect(command("import", { DATA_DIR: into }, file)).rejects.toThrow(/another process uses it/);
  await imported.close();
  await expect(command("import", { DATA_DIR: into }, file)).rejects.toThrow(/something is stored there already/);
});

test.each([
  ["backup", {}, [], "Usage: npm run backup -- <file>"],
  ["export", { DATA_DIR: "nowhere" }, ["x"], "DATA_DIR (nowhere): there is no gumshoe.sqlite in it."],
  ["backup", { DATA_DIR: "nowhere" }, ["x"], /DATA_DIR: nowhere\/gumshoe\.sqlite cannot be opened/],
  ["backup", { TABLE_NAME: "gumshoe" }, ["x"], /use npm run export/],
  ["migrate", { DATA_DIR: "nowhere" }, [], /has no data of release 0\.1\.0/],
])("%s with %j says in one line what is wrong", async (name, env, args, line) => {
  const failed = await command(name, env, ...args).then(
    () => "",
    (error: { stderr: string }) => error.stderr,
  );
  expect(failed.trim()).toMatch(line);
  expect(failed.trim().split("\n")).toHaveLength(1);
});

test("the data of release 0.1.0 is refused at the start, taken over once, and stays where it is", async () => {
  const folder = join(temporary, "older");
  const older = join(folder, "dynamodb");
  const dynalite = await startDynalite(older);
  const credentials = { accessKeyId: "embedded", secretAccessKey: "embedded" };
  const { endpoint } = dynalite;
  const before = await openDynamoStores({ tableName: "gumshoe", region: "embedded", endpoint, credentials, now });
  await fill(before);
  await before.close();
  await dynalite.close();
  await expect(opening(folder)).rejects.toThrow(
    /has the data of release 0\.1\.0; npm ci && npm run migrate takes it over/,
  );
  expect(await readdir(folder), "nothing was begun").not.toContain("gumshoe.sqlite");
  expect(await command("migrate", { DATA_DIR: folder })).toMatch(/^Took \d+ entries over/);
  const after = await opening(folder);
  await expectSame("older", after);
  await after.close();
  expect(await readFile(join(older, "CURRENT"), "utf8")).toContain("MANIFEST");
  await expect(command("migrate", { DATA_DIR: folder })).rejects.toThrow(/there is a gumshoe.sqlite in .* already/);
  expect((await readdir(folder)).filter((name) => name.startsWith("migrate-"))).toEqual([]);
});
