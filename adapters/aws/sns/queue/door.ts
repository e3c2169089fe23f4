import type { DoorAdapter } from "../../../../src/process/door.ts";
import { outcomesLine } from "../outcomes.ts";
import { createTake } from "../take.ts";
import { queueSettings } from "./settings.ts";

/** Queues between SNS and Gumshoe: it reads them, so that it needs no public address. */
export const sqs: DoorAdapter = {
  settings: {
    schema: queueSettings,
    missing: (isSet) =>
      isSet("SQS_QUEUES") && !isSet("SNS_TOPICS")
        ? ["SQS_QUEUES needs SNS_TOPICS: whose messages may be in them."]
        : [],
  },
  async connect(config, { log, ...host }) {
    const { SQS_QUEUES: arns } = config.read(queueSettings);
    if (arns.length === 0) return undefined;
    const { SNS_TOPICS: topics, AWS_ENDPOINT_URL: endpoint } = config;
    const [{ createQueue }, { createQueueReader }] = await Promise.all([import("./queue.ts"), import("./reader.ts")]);
    const take = createTake({ ...host, topics, ...(endpoint !== undefined && { endpoint }) });
    const readers = arns.map((arn) => ({
      arn,
      reader: createQueueReader({ name: arn, queue: createQueue(arn, endpoint), take, log }),
    }));
    return {
      counts: () => readers.map(({ arn, reader }) => outcomesLine(`SQS ${arn}`, reader.counts())).join("\n"),
      complaints: () =>
        readers.flatMap(({ arn, reader }) => {
          const trouble = reader.trouble();
          return trouble === undefined ? [] : `Nothing is received from the queue ${arn}: ${trouble}.`;
        }),
      greeting: () => ["SQS", `${arns.join(", ")} (${topics.size} topics may speak)`],
      start: async () => {
        for (const { reader } of readers) reader.start();
      },
      stop: async () => {
        await Promise.all(readers.map(({ reader }) => reader.stop()));
      },
    };
  },
};
