import type { DoorAdapter } from "../../../src/process/door.ts";
import { createSnsListener } from "./listener.ts";
import { outcomesLine } from "./outcomes.ts";

/** `POST /sns`: notifications of the topics that `SNS_TOPICS` names. */
export const sns: DoorAdapter = {
  async connect({ SNS_TOPICS: topics, AWS_ENDPOINT_URL: endpoint }, host) {
    const { listener, counts } = createSnsListener({ ...host, topics, ...(endpoint !== undefined && { endpoint }) });
    return {
      mount: { path: "/sns", listener },
      counts: () => outcomesLine("SNS", counts()),
      greeting: (at) => ["SNS", `${at}/sns (${topics.size} topics may speak)`],
    };
  },
};
