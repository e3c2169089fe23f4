import { mkdir } from "node:fs/promises";
import { ClassicLevel } from "classic-level";
import dynalite from "dynalite";
import { messageOf } from "../src/errors.ts";

/** How often connections whose request was answered are closed while it stops. */
const IDLE_MS = 20;

/** A DynamoDB in this process, on LevelDB: a counterpart in tests, and what release 0.1.0 kept its data in. */
export interface Dynalite {
  /** Its address: a free port on loopback. */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** Starts dynalite on a folder, created if it is missing. One process at a time: LevelDB locks the folder. */
export async function startDynalite(folder: string): Promise<Dynalite> {
  await mkdir(folder, { recursive: true });
  await assureFree(folder);
  const server = dynalite({ path: folder, createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("dynalite has no port.");
  await firstAnswer(address.port);
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    // What is under way is answered first: dynalite throws where its files are closed beneath a request.
    close: () =>
      new Promise((resolve, reject) => {
        const idle = setInterval(() => server.closeIdleConnections(), IDLE_MS);
        server.close((error) => {
          clearInterval(idle);
          if (error) reject(error);
          else resolve();
        });
      }),
  };
}

/** Waits for dynalite's first answer. dynalite opens its files with it, so the folder is locked from then on. */
async function firstAnswer(port: number): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.ListTables",
      "x-amz-date": "20260101T000000Z",
      authorization: "AWS4-HMAC-SHA256 Credential=embedded, SignedHeaders=host, Signature=none",
    },
    body: "{}",
  });
  await response.arrayBuffer();
}

/** Throws with the remedy if the files cannot be opened. dynalite itself would end the process. */
async function assureFree(folder: string): Promise<void> {
  const files = new ClassicLevel(folder);
  try {
    await files.open();
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const locked = cause instanceof Error && "code" in cause && cause.code === "LEVEL_LOCKED";
    const remedy = locked
      ? "another process uses it. Stop that one, or set DATA_DIR to another folder"
      : messageOf(cause ?? error);
    throw new Error(`${folder} cannot be opened: ${remedy}.`);
  }
  await files.close();
}
