import type { SenderAdapter } from "../../../src/process/sender.ts";
import type { SendEvent } from "../../../src/routing/event-message.ts";

/** SNS topics, for receivers with `sns_configs`. The SDK is loaded with the first event. */
export const snsTopics: SenderAdapter = {
  sendsTo: "sns",
  async connect({ AWS_ENDPOINT_URL: endpoint, ACCOUNTS: accounts }) {
    let publish: Promise<SendEvent> | undefined;
    const load = async (): Promise<SendEvent> => {
      const { createPublisher } = await import("./publisher.ts");
      return createPublisher({ endpoint, accounts });
    };
    return async (...event) => {
      publish ??= load();
      await (await publish)(...event);
    };
  },
};
