import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { custom } from "../../notification/changes/events.ts";
import { post, SECRET, signed } from "./sender.ts";

const main = fileURLToPath(new URL("../../../src/main.ts", import.meta.url));
const started: { readonly child: ChildProcess; readonly folder: string }[] = [];

afterEach(async () => {
  for (const { child, folder } of started.splice(0)) {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true });
  }
});

/** The whole process on a free port: its address, and what it says at the start. */
async function start(settings: Record<string, string>): Promise<{ readonly url: string; readonly greeting: string }> {
  const folder = await mkdtemp(join(tmpdir(), "gumshoe-"));
  const env = { PATH: process.env.PATH, PORT: "0", DATA_DIR: folder, TELEMETRY: "playground", ...settings };
  const child = spawn(process.execPath, [main], { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
  started.push({ child, folder });
  let greeting = "";
  for await (const chunk of child.stdout) {
    greeting += String(chunk);
    if (/open +\d+ investigations/.test(greeting)) break;
  }
  return { url: /(http:\/\/[\d.]+:\d+)\//.exec(greeting)?.[1] ?? "", greeting };
}

test("with a secret the process takes signed changes, and says where", async () => {
  const { url, greeting } = await start({ CHANGES_SECRET: SECRET });
  expect(greeting).toContain(`${url}/changes, signed`);
  const body = JSON.stringify(custom());
  expect((await post(url, body)).status).toBe(200);
  expect((await post(url, body, signed(body, { secret: "another secret of a length" }))).status).toBe(401);
});

test("without one it takes none", async () => {
  const { url, greeting } = await start({});
  expect(greeting).not.toContain("/changes");
  expect((await post(url, JSON.stringify(custom()))).status).toBe(403);
});
