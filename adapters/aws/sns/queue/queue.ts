import {
  DeleteMessageBatchCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { createConnection } from "../../call/connection.ts";
import { toNotSeen } from "../../call/failure.ts";
import type { Operation } from "../../call/operation.ts";
import { sqsOperations } from "./operations.ts";

/** The most that SQS gives, and how long it waits for something to give, in seconds. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
const BATCH = 10;
const WAIT_SECONDS = 20;

/** One queue of SQS. Its calls reject with a NotSeen that names the remedy where a person has to do something. */
export interface Queue {
  /** Waits up to 20 s for up to 10 messages; each is hidden from others for the queue's visibility timeout. */
  receive(signal: AbortSignal): Promise<readonly Message[]>;
  remove(messages: readonly Message[]): Promise<void>;
}

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
    async receive(signal) {
      const input = { QueueUrl: await found(), MaxNumberOfMessages: BATCH, WaitTimeSeconds: WAIT_SECONDS };
      const sent = client.send(new ReceiveMessageCommand(input), { abortSignal: signal });
      return (await asked(sqsOperations.receive, sent)).Messages ?? [];
    },
    async remove(messages) {
      if (messages.length === 0) return;
      const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      const input = { QueueUrl: await found(), Entries };
      await asked(sqsOperations.remove, client.send(new DeleteMessageBatchCommand(input)));
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
