import type { Message } from "@aws-sdk/client-sqs";
import { messageOf } from "../../../../src/errors.ts";
import { parseJson } from "../../../../src/json.ts";
import type { DeadLetter, DeadLetters } from "../../../../src/notification/dead-letters.ts";
import { snsMessage } from "../message.ts";
import { isDone, type Taken } from "../take.ts";
import type { createVerify } from "../verify.ts";
import type { Queue } from "./queue.ts";

/** Dead letters of one queue that are read at once. */
const MOST = 50;
/** Nobody else gets them meanwhile. They are given back as soon as they are read. */
const HOLDING = { waitSeconds: 1, hideSeconds: 60 };
const SAID = 120;

/**
 * Reads and retries dead letters. `queues` finds the queues that hold them. A letter that SQS put there and one that SNS put there are the
 * same text: SNS's envelope with its signature.
 */
export function createDeadLetters(deps: {
  readonly queues: (signal: AbortSignal) => Promise<readonly Queue[]>;
  readonly verify: ReturnType<typeof createVerify>;
  readonly take: (text: string) => Promise<Taken>;
}): DeadLetters {
  const { queues, verify, take } = deps;

  async function refusalOf(text: string): Promise<string | undefined> {
    try {
      const verified = await verify(text);
      return "count" in verified ? verified.line : undefined;
    } catch (error) {
      return messageOf(error);
    }
  }

  /** What is in a queue, while it is held; `use` returns what leaves it. */
  async function held(
    queue: Queue,
    signal: AbortSignal,
    use: (messages: readonly Message[]) => Promise<readonly Message[]>,
  ): Promise<void> {
    const messages: Message[] = [];
    let gone: readonly Message[] = [];
    try {
      while (messages.length < MOST) {
        const received = await queue.receive(signal, HOLDING);
        if (received.length === 0) break;
        messages.push(...received);
        const done = await use(received);
        await queue.remove(done);
        gone = [...gone, ...done];
      }
    } finally {
      await queue.release(messages.filter((message) => !gone.includes(message)));
    }
  }

  return {
    async count(signal) {
      const described = await Promise.all((await queues(signal)).map((queue) => queue.describe(signal)));
      return described.reduce((sum, { length }) => sum + length, 0);
    },
    async list(signal) {
      const letters: DeadLetter[] = [];
      for (const queue of await queues(signal)) {
        await held(queue, signal, async (messages) => {
          const refusals = await Promise.all(messages.map(({ Body = "" }) => refusalOf(Body)));
          letters.push(...messages.map((message, index) => toLetter(message, refusals[index])));
          return [];
        });
      }
      return letters.sort((one, other) => one.at - other.at);
    },
    async retry(signal) {
      const taken: DeadLetter[] = [];
      const left: DeadLetter[] = [];
      for (const queue of await queues(signal)) {
        await held(queue, signal, async (messages) => {
          const outcomes = await Promise.all(messages.map(({ Body = "" }) => take(Body)));
          for (const [index, message] of messages.entries()) {
            const outcome = outcomes[index];
            if (isDone(outcome)) taken.push(toLetter(message, undefined));
            else left.push(toLetter(message, outcome?.line));
          }
          return messages.filter((_, index) => isDone(outcomes[index]));
        });
      }
      return { taken, left };
    },
  };
}

function toLetter({ Attributes, Body = "" }: Message, refusal: string | undefined): DeadLetter {
  return { at: Number(Attributes?.SentTimestamp ?? 0) / 1000, says: saysOf(Body), refusal };
}

/** "alarms: ALARM: checkout-5xx": the name of its topic and its subject, else how it begins. */
function saysOf(body: string): string {
  const { data } = snsMessage.safeParse(parseJson(body));
  if (!data) return body.slice(0, SAID);
  const subject = data.Type === "Notification" ? (data.Subject ?? data.Message) : data.Type;
  return `${data.TopicArn.split(":").at(-1)}: ${subject}`.slice(0, SAID);
}
