import type { DoorAdapter } from "../../../src/process/door.ts";
import { createSnsListener, type DeliveryCounts } from "./listener.ts";

/** `POST /sns`: notifications of the topics that `SNS_TOPICS` names. */
export const sns: DoorAdapter = {
  async connect({ SNS_TOPICS: topics, AWS_ENDPOINT_URL: endpoint }, host) {
    const { listener, counts } = createSnsListener({ ...host, topics, ...(endpoint !== undefined && { endpoint }) });
    return {
      mount: { path: "/sns", listener },
      counts: () => countsLine(counts()),
      greeting: (at) => ["SNS", `${at}/sns (${topics.size} topics may speak)`],
    };
  },
};

/** What the outcomes of posts are called. */
const OUTCOMES: Partial<Readonly<Record<string, string>>> = {
  unavailable: "asked to come again",
  unknownTopic: "from topics that SNS_TOPICS does not name",
  malformed: "no SNS messages",
};

/** "SNS since the start: 12 stored, 1 forged" */
function countsLine(counts: DeliveryCounts): string {
  const words = Object.entries(counts).flatMap(([what, count]) =>
    count > 0 ? [`${count} ${OUTCOMES[what] ?? what}`] : [],
  );
  return `SNS since the start: ${words.length === 0 ? "nothing arrived" : words.join(", ")}`;
}
