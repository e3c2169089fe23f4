import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { z } from "zod";
import { chunksOf } from "../../../../src/chunks.ts";
import { parseJson } from "../../../../src/json.ts";
import { createConnection } from "../../call/connection.ts";
import { toNotSeen } from "../../call/failure.ts";
import type { Operation } from "../../call/operation.ts";
import { sqsOperations } from "./operations.ts";

/** The most that SQS gives, and how long it waits for something to give, in seconds. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
const BATCH = 10;
const WAIT_SECONDS = 20;
const LENGTH = "ApproximateNumberOfMessages" as const;
const REDRIVE = "RedrivePolicy" as const;

/** How long a receiver waits for messages, and hides what it gets from others, in seconds. */
export interface Receiving {
  readonly waitSeconds: number;
  /** The queue's own time, if it is undefined. */
  readonly hideSeconds?: number;
}

/** One queue of SQS. Its calls reject with a NotSeen that names the remedy where a person has to do something. */
export interface Queue {
  /** Waits for up to 10 messages, by default 20 s; each is hidden from others for a time. */
  receive(signal: AbortSignal, how?: Receiving): Promise<readonly Message[]>;
  remove(messages: readonly Message[]): Promise<void>;
  /** Shows messages that were received to others again, at once. */
  release(messages: readonly Message[]): Promise<void>;
  /** About how many messages it holds, and the ARN of the queue that gets its dead letters. */
  describe(signal: AbortSignal): Promise<QueueDescription>;
}

/** What SQS tells of a queue. */
export interface QueueDescription {
  readonly length: number;
  readonly deadLetters: string | undefined;
}

const redrivePolicy = z.object({ deadLetterTargetArn: z.string() });

/** The queue of an ARN, in its own Region, with the process's credentials. */
export function createQueue(arn: string, endpoint: string | undefined): Queue {
  const [, , , region = "", owner = "", name = ""] = arn.split(":");
  const connection = createConnection({ region, ...(endpoint !== undefined && { endpoint }) });
  const { requestTimeout } = connection.requestHandler;
  const requestHandler = { ...connection.requestHandler, requestTimeout: requestTimeout + WAIT_SECONDS * 1000 };
  const client = new SQSClient({ ...connection, requestHandler });
  let url: Promise<string> | undefined;

  async function find(): Promise<string> {
    const input = { QueueName: name, QueueOwnerAWSAccountId: owner };
    const { QueueUrl } = await asked(sqsOperations.url, client.send(new GetQueueUrlCommand(input)));
    return QueueUrl ?? "";
  }

  /** A queue that is not there yet is looked for again. */
  function found(): Promise<string> {
    url ??= find().catch((error: unknown) => {
      url = undefined;
      throw error;
    });
    return url;
  }

  return {
    async receive(signal, { waitSeconds, hideSeconds } = { waitSeconds: WAIT_SECONDS }) {
      const input = {
        QueueUrl: await found(),
        MaxNumberOfMessages: BATCH,
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ["SentTimestamp" as const],
        ...(hideSeconds !== undefined && { VisibilityTimeout: hideSeconds }),
      };
      const sent = client.send(new ReceiveMessageCommand(input), { abortSignal: signal });
      return (await asked(sqsOperations.receive, sent)).Messages ?? [];
    },
    async remove(messages) {
      if (messages.length === 0) return;
      const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      const input = { QueueUrl: await found(), Entries };
      await asked(sqsOperations.remove, client.send(new DeleteMessageBatchCommand(input)));
    },
    async release(messages) {
      const Entries = messages.map(({ ReceiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle,
        VisibilityTimeout: 0,
      }));
      for (const batch of chunksOf(Entries, BATCH)) {
        const input = { QueueUrl: await found(), Entries: batch };
        await asked(sqsOperations.release, client.send(new ChangeMessageVisibilityBatchCommand(input)));
      }
    },
    async describe(signal) {
      const input = { QueueUrl: await found(), AttributeNames: [LENGTH, REDRIVE] };
      const sent = client.send(new GetQueueAttributesCommand(input), { abortSignal: signal });
      const { Attributes = {} } = await asked(sqsOperations.describe, sent);
      const policy = redrivePolicy.safeParse(parseJson(Attributes[REDRIVE] ?? ""));
      return { length: Number(Attributes[LENGTH] ?? 0), deadLetters: policy.data?.deadLetterTargetArn };
    },
  };
}

async function asked<Answer>(operation: Operation, sent: Promise<Answer>): Promise<Answer> {
  try {
    return await sent;
  } catch (error) {
    throw toNotSeen(operation, error);
  }
}
