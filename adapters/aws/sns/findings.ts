import type { FindingsAdapter } from "../../../src/process/findings.ts";
import type { PublishOnTopic } from "./publisher.ts";

/** The topic of `FINDINGS_TOPIC`. The SDK is loaded with the first finding. */
export const findings: FindingsAdapter = {
  connect({ FINDINGS_TOPIC: topicArn, AWS_ENDPOINT_URL: endpoint, ACCOUNTS: accounts }) {
    if (topicArn === undefined) return undefined;
    let publish: Promise<PublishOnTopic> | undefined;
    const load = async (): Promise<PublishOnTopic> => {
      const { createTopicPublisher } = await import("./publisher.ts");
      return createTopicPublisher({ endpoint, accounts });
    };
    return async (json, signal) => {
      publish ??= load();
      await (await publish)({ TopicArn: topicArn, Message: json }, signal);
    };
  },
};
