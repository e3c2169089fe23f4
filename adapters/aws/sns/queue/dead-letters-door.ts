import type { DoorAdapter } from "../../../../src/process/door.ts";
import { awsSettings } from "../../settings.ts";
import { createTake } from "../take.ts";
import { createVerify } from "../verify.ts";
import type { Queue } from "./queue.ts";
import { queueSettings } from "./settings.ts";

/** What SNS or SQS gave up: it is listed, and taken again when somebody says so. */
export const deadLetters: DoorAdapter = {
  async connect(config, { deliver, streamOf, now }) {
    const { SQS_QUEUES: sources } = config.read(queueSettings);
    const { SNS_DEAD_LETTER_QUEUE: undelivered } = config.read(awsSettings);
    if (sources.length === 0 && undelivered === undefined) return undefined;
    const { SNS_TOPICS: topics, AWS_ENDPOINT_URL: endpoint } = config;
    const [{ createQueue }, { createDeadLetters }] = await Promise.all([
      import("./queue.ts"),
      import("./dead-letters.ts"),
    ]);
    const opened = new Map<string, Queue>();
    const open = (arn: string): Queue => {
      const queue = opened.get(arn) ?? createQueue(arn, endpoint);
      opened.set(arn, queue);
      return queue;
    };
    const deps = { topics, ...(endpoint !== undefined && { endpoint }), now };
    return {
      deadLetters: createDeadLetters({
        async queues(signal) {
          const described = await Promise.all(sources.map((arn) => open(arn).describe(signal)));
          const arns = [undelivered, ...described.map((each) => each.deadLetters)];
          return [...new Set(arns.flatMap((arn) => arn ?? []))].map(open);
        },
        verify: createVerify(deps),
        take: createTake({ ...deps, deliver, streamOf }),
      }),
    };
  },
};
