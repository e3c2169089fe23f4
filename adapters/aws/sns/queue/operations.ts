import type { Operation } from "../../call/operation.ts";

const onQueues = { resources: ["arn:aws:sqs:*:*:*"] };

export const sqsOperations = {
  url: { action: "sqs:GetQueueUrl", reason: "find the queues of SQS_QUEUES", ...onQueues },
  receive: { action: "sqs:ReceiveMessage", reason: "read the notifications in the queues of SQS_QUEUES", ...onQueues },
  release: {
    action: "sqs:ChangeMessageVisibility",
    reason: "leave dead letters where they are, after a look",
    ...onQueues,
  },
  describe: { action: "sqs:GetQueueAttributes", reason: "find and count dead letters", ...onQueues },
  remove: { action: "sqs:DeleteMessage", reason: "remove from a queue what is stored", ...onQueues },
} as const satisfies Readonly<Record<string, Operation>>;
