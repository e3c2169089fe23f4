import { Worker } from "node:worker_threads";
import { StoreUnavailable } from "../../src/errors.ts";
import type { Log } from "../../src/log/log.ts";
import { isRead, type StatementName, type Statements } from "./sql/statements.ts";
import { monotonicMs, type ThreadAnswer, type ThreadOptions, type ThreadRequest } from "./thread/messages.ts";
import type { Trouble } from "./trouble.ts";

/** The most calls that wait at once: beyond them a call fails at once instead of filling the memory. */
const MOST_WAITING = 20_000;
/** How often the log says that the first call still waits. */
const WAIT_TOLD_MS = 15_000;
/** How long a close waits for the thread. */
const CLOSE_MS = 5_000;

/** The file, behind a thread of its own: a slow disk holds up no event loop. */
export interface FileConnection {
  /** Runs statements; durable when it resolves. Rejects with {@link StoreUnavailable} while the file cannot be used. */
  call<Name extends StatementName>(
    name: Name,
    ...args: Parameters<Statements[Name]>
  ): Promise<ReturnType<Statements[Name]>>;
  /** Resolves when what was asked is done and the file is closed; false if the thread hangs. */
  close(): Promise<boolean>;
}

interface Waiting {
  readonly name: StatementName;
  readonly since: number;
  // A method, because each call resolves with the type of its own statement.
  resolve(value: unknown): void;
  readonly reject: (error: Error) => void;
}

/**
 * Starts the thread of a folder's file. A call that takes longer than `limitMs` fails; those after it fail at once until one is answered.
 * The first call has no limit: the thread has to start, too, and a busy machine is no reason to refuse a start.
 */
export function connectThread(
  options: ThreadOptions & { readonly limitMs: number; readonly trouble: Trouble; readonly log: Log },
): FileConnection {
  const { folder, alone, limitMs, trouble, log } = options;
  const waiting = new Map<number, Waiting>();
  let thread: Worker | undefined;
  let outgoing: ThreadRequest[] = [];
  let answered = false;
  let stalled = false;
  let calls = 0;

  function unavailable(message: string): StoreUnavailable {
    const whole = `DATA_DIR (${folder}): ${message}.`;
    trouble.failed(whole);
    return new StoreUnavailable(whole);
  }

  function settle(answers: readonly ThreadAnswer[]): void {
    answered = true;
    clearInterval(told);
    stalled = false;
    for (const answer of answers) {
      const call = take(answer.id);
      if (answer.ok && call && !isRead(call.name)) trouble.wrote();
      if (answer.ok) call?.resolve(answer.value);
      else call?.reject(answer.kind === "bug" ? new Error(answer.message) : unavailable(answer.message));
    }
  }

  /** Takes a call off the list. The thread keeps the process running only as long as there are some. */
  function take(id: number): Waiting | undefined {
    const call = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) thread?.unref();
    return call;
  }

  /** Sends the calls of one turn of the event loop together: each message wakes the thread. */
  function post(request: ThreadRequest): void {
    outgoing.push(request);
    if (outgoing.length > 1) return;
    setImmediate(() => {
      thread ??= start();
      thread.postMessage(outgoing);
      outgoing = [];
    });
  }

  function start(): Worker {
    const started = new Worker(new URL("./thread/thread.ts", import.meta.url), { workerData: { folder, alone } });
    started.on("message", settle);
    started.on("error", (error) => fail(`its thread ended: ${error instanceof Error ? error.message : "unknown"}`));
    started.on("exit", () => {
      if (thread === started) thread = undefined;
      if (waiting.size > 0) fail("its thread ended");
    });
    return started;
  }

  function fail(message: string): void {
    const error = unavailable(message);
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  const longest = (): number => (answered ? limitMs : Number.POSITIVE_INFINITY);

  function giveUpLate(): void {
    const begun = monotonicMs() - longest();
    for (const [id, { since, reject }] of waiting) {
      if (since > begun) return;
      stalled = true;
      take(id);
      reject(unavailable("it does not answer in time; check that its disk works"));
    }
  }
  // After the answers of the same turn: this thread may have been busy for longer than the limit.
  const watch = setInterval(() => setImmediate(giveUpLate), Math.min(250, limitMs / 4));
  watch.unref();
  const tell = (): void =>
    log.warn({}, `DATA_DIR (${folder}): it has not answered yet; if it never does, check that its disk works.`);
  const told = setInterval(tell, WAIT_TOLD_MS);
  told.unref();

  return {
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        if (stalled || waiting.size >= MOST_WAITING) {
          reject(unavailable("it does not answer in time; check that its disk works"));
          return;
        }
        const [id, since] = [++calls, monotonicMs()];
        waiting.set(id, { name, since, resolve, reject });
        if (waiting.size === 1) thread?.ref();
        post({ id, name, args, deadline: since + longest() });
      }),
    async close() {
      clearInterval(watch);
      clearInterval(told);
      await new Promise((resolve) => setImmediate(resolve));
      if (!thread) return true;
      const closing = thread;
      const ended = new Promise<boolean>((resolve) => closing.once("exit", () => resolve(true)));
      closing.postMessage("close");
      const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), CLOSE_MS).unref());
      closing.ref();
      return Promise.race([ended, late]);
    },
  };
}
