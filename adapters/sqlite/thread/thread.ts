import { parentPort, workerData } from "node:worker_threads";
import { messageOf } from "../../../src/errors.ts";
import { isRead } from "../sql/statements.ts";
import { faultOf } from "./faults.ts";
import { isStale, lockFolder, type OpenFile, openFile } from "./file.ts";
import { monotonicMs, type ThreadAnswer, type ThreadOptions, type ThreadRequest } from "./messages.ts";

// The thread that owns the file. Calls that arrive while a round is written share the next round: one transaction, one wait for the disk.

/** The most calls of one round. */
const ROUND = 256;

const { folder, alone }: ThreadOptions = workerData;
const port = parentPort;
if (!port) throw new Error("thread.ts is started as a thread.");

let unlock: (() => void) | undefined;
let file: OpenFile | undefined;
let inode: number | undefined;
let queue: ThreadRequest[] = [];
let scheduled = false;

port.on("message", (message: readonly ThreadRequest[] | "close") => {
  if (message === "close") {
    close();
    return;
  }
  queue.push(...message);
  schedule();
});

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  setImmediate(() => {
    scheduled = false;
    const round = queue.slice(0, ROUND);
    queue = queue.slice(ROUND);
    port?.postMessage(answer(round));
    if (queue.length > 0) schedule();
  });
}

/** Answers a round. A full disk may still have room for the smaller ones, and reads work without room. */
function answer(round: readonly ThreadRequest[]): ThreadAnswer[] {
  const begun = monotonicMs();
  const live = round.filter(({ deadline }) => deadline > begun);
  const late = round.filter(({ deadline }) => deadline <= begun);
  const dropped = late.map(
    ({ id }): ThreadAnswer => ({ id, ok: false, kind: "late", message: "it does not answer in time" }),
  );
  return [...dropped, ...(live.length > 0 ? attempt(live) : [])];
}

function attempt(round: readonly ThreadRequest[]): ThreadAnswer[] {
  try {
    return transact(opened(), round);
  } catch (error) {
    if (isStale(error)) closeFile();
    if (faultOf(error)?.kind === "full") {
      reclaim();
      return round.flatMap((request) => attemptAlone(request));
    }
    const writes = round.filter(({ name }) => !isRead(name)).map((request) => failed(request, error));
    const reads = round.filter(({ name }) => isRead(name));
    return [...writes, ...(writes.length > 0 ? reads.flatMap(attemptAlone) : reads.map((read) => failed(read, error)))];
  }
}

function attemptAlone(request: ThreadRequest): ThreadAnswer[] {
  try {
    return transact(opened(), [request]);
  } catch (error) {
    if (isStale(error)) closeFile();
    return [failed(request, error)];
  }
}

function opened(): OpenFile {
  if (alone) unlock ??= lockFolder(folder);
  file ??= openFile(folder, inode);
  inode = file.inode;
  return file;
}

/** Runs a round in one transaction, durable when it returns. A call that throws for reasons of its own fails alone. */
function transact({ database, statements, assureThere }: OpenFile, round: readonly ThreadRequest[]): ThreadAnswer[] {
  const writes = round.some(({ name }) => !isRead(name));
  if (writes) assureThere();
  database.exec(writes ? "BEGIN IMMEDIATE" : "BEGIN");
  try {
    const answers = round.map((request) => {
      database.exec("SAVEPOINT call");
      try {
        const value: unknown = Reflect.apply(statements[request.name], undefined, request.args);
        database.exec("RELEASE call");
        return { id: request.id, ok: true, value } as const;
      } catch (error) {
        if (faultOf(error)) throw error;
        database.exec("ROLLBACK TO call; RELEASE call");
        return failed(request, error);
      }
    });
    database.exec("COMMIT");
    return answers;
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function failed({ id }: ThreadRequest, error: unknown): ThreadAnswer {
  const { kind, message } = faultOf(error) ?? { kind: "bug", message: messageOf(error) };
  return { id, ok: false, kind, message };
}

/** Gives the space of the log back to a full disk. */
function reclaim(): void {
  try {
    file?.database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch {
    // Then there is no room for that either.
  }
}

function closeFile(): void {
  try {
    file?.database.close();
  } catch {
    // A file that cannot be closed well is closed all the same.
  }
  file = undefined;
}

function close(): void {
  closeFile();
  unlock?.();
  port?.close();
}
