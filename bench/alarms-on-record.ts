import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";

/** Alarms that a data folder holds nothing of, by an export of all of it. */
export async function missingAlarms(folder: string, names: readonly string[]): Promise<readonly string[]> {
  const file = join(folder, "everything.jsonl");
  await promisify(execFile)(process.execPath, ["maintenance/export.ts", file], {
    env: { ...process.env, DATA_DIR: folder },
  });
  const text = await readFile(file, "utf8");
  return names.filter((name) => !text.includes(JSON.stringify(name)));
}
