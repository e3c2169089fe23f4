import type { IncomingMessage, ServerResponse } from "node:http";
import { messageOf } from "../errors.ts";
import { failureLevel } from "../log/failure-level.ts";
import type { Log } from "../log/log.ts";
import type { Directory } from "../store/directory.ts";
import type { Mount } from "./server.ts";

/** An answer of the store counts for so long, because load balancers ask every few seconds and each look is a call. */
const KEPT_MS = 10_000;
/** A store that does not answer within this time is not ready. */
const PATIENCE_MS = 2_000;

/** What load balancers and container engines ask. */
export interface Health {
  /** Why requests should go elsewhere; undefined if there is no reason. */
  obstacle(): Promise<string | undefined>;
  readonly mounts: readonly Mount[];
  /** From now on the process is not ready: no new requests should come. */
  stopping(): void;
}

/**
 * `GET /healthz` answers 200 as long as the process runs; a restart helps where it does not. `GET /readyz` answers 200 if the store answers,
 * and 503 with the reason if it does not, or while the process stops.
 */
export function createHealth(deps: {
  readonly directory: Pick<Directory, "list">;
  readonly now: () => Date;
  readonly log: Log;
}): Health {
  const { directory, now, log } = deps;
  let stopping = false;
  let answered = Number.NEGATIVE_INFINITY;

  async function obstacle(): Promise<string | undefined> {
    if (stopping) return "stopping";
    if (now().getTime() - answered < KEPT_MS) return undefined;
    try {
      await withinPatience(directory.list("open", 1));
      answered = now().getTime();
      return undefined;
    } catch (error) {
      log[failureLevel(error)]({ error: messageOf(error) }, "not ready: the store does not answer");
      return "the store does not answer";
    }
  }

  const healthy = (_: IncomingMessage, response: ServerResponse): void => answer(response, 200, "ok");
  const ready = (_: IncomingMessage, response: ServerResponse): void => {
    void obstacle().then((why) => answer(response, why === undefined ? 200 : 503, why ?? "ready"));
  };
  return {
    obstacle,
    mounts: [
      { path: "/healthz", listener: healthy },
      { path: "/readyz", listener: ready },
    ],
    stopping: () => {
      stopping = true;
    },
  };
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
  response.end(`${text}\n`);
}

async function withinPatience(call: Promise<unknown>): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("no answer in time")), PATIENCE_MS);
  try {
    await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}
