import { setTimeout } from "node:timers/promises";
import { messageOf, NotSeen } from "../../../../src/errors.ts";
import { failureLevel } from "../../../../src/log/failure-level.ts";
import type { Log } from "../../../../src/log/log.ts";
import { noOutcomes, type OutcomeCounts } from "../outcomes.ts";
import { isDone, type Taken } from "../take.ts";
import type { Queue } from "./queue.ts";

/** Batches whose messages are stored while the next is received. */
const MOST_AT_ONCE = 8;
/** The wait after a failure, doubling up to the longest. */
const PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

export interface QueueReader {
  counts(): Readonly<OutcomeCounts>;
  /** Why nothing was received at the last attempt; undefined if that worked. */
  trouble(): string | undefined;
  start(): void;
  /** Receives nothing more, and resolves when what was received is stored. */
  stop(): Promise<void>;
}

/**
 * Reads a queue until it is stopped. A message is removed when it is durable; what is no signed message of an accepted topic stays, so that
 * SQS moves it to the dead-letter queue after as many receptions as the queue allows.
 */
export function createQueueReader(deps: {
  /** What the queue is called in the log. */
  readonly name: string;
  readonly queue: Queue;
  readonly take: (text: string) => Promise<Taken>;
  readonly log: Log;
}): QueueReader {
  const { name, queue, take, log } = deps;
  const counts = noOutcomes();
  const stopping = new AbortController();
  const inHand = new Set<Promise<void>>();
  let trouble: string | undefined;
  let reading: Promise<void> = Promise.resolve();

  async function handle(messages: Awaited<ReturnType<Queue["receive"]>>): Promise<void> {
    const outcomes = await Promise.all(messages.map(({ Body = "" }) => take(Body)));
    for (const outcome of outcomes) {
      counts[outcome.count] += 1;
      const level = "level" in outcome ? outcome.level : isDone(outcome) ? "info" : "warn";
      log[level]({ queue: name, result: outcome.count }, `SQS: ${outcome.line}`);
    }
    await queue.remove(messages.filter((_, index) => isDone(outcomes[index]))).catch((error: unknown) => {
      // It comes again, and is then known by its id.
      log[failureLevel(error)]({ queue: name, error: wordsOf(error) }, "SQS: what is stored is not removed yet");
    });
  }

  async function read(): Promise<void> {
    let pause = PAUSE_MS;
    while (!stopping.signal.aborted) {
      try {
        const messages = await queue.receive(stopping.signal);
        pause = PAUSE_MS;
        trouble = undefined;
        const handled = handle(messages).finally(() => inHand.delete(handled));
        inHand.add(handled);
        if (inHand.size >= MOST_AT_ONCE) await Promise.race(inHand);
      } catch (error) {
        if (stopping.signal.aborted) return;
        trouble = wordsOf(error);
        log[failureLevel(error)]({ queue: name, error: trouble }, "SQS: receiving failed");
        await setTimeout(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
      }
    }
  }

  return {
    counts: () => ({ ...counts }),
    trouble: () => trouble,
    start: () => {
      reading = read();
    },
    async stop() {
      stopping.abort();
      await reading;
      await Promise.all(inHand);
    },
  };
}

const wordsOf = (error: unknown): string =>
  error instanceof NotSeen && error.remedy ? `${error.message}: ${error.remedy}` : messageOf(error);
