import type { Route } from "../jobs/group.ts";

/** Where a topic's alarms go: to the chats first, and to the page as long as it is one. Simulated ones begin on the page. */
export function createRouteOf(options: {
  /** The topic of simulated alarms. */
  readonly simulatedTopic: string;
  /** The topic of simulated storms. */
  readonly stormTopic: string;
  /** Channels of the chats that are connected, as known now. */
  readonly chats: () => readonly string[];
  /** The page's channel, where everything goes when there is no chat. */
  readonly page: string;
  /** The page shows everything, also beside a chat. */
  readonly pageToo: boolean;
  /** Topics whose alarms wait for the button. */
  readonly manual: ReadonlySet<string>;
}): (topicArn: string) => Route {
  const { simulatedTopic, stormTopic, page, pageToo, manual } = options;
  return (topic) => {
    const storms = topic === stormTopic;
    const simulated = storms || topic === simulatedTopic;
    const chats = options.chats();
    const pages = pageToo || chats.length === 0 ? [page] : [];
    const [place = page, ...also] = simulated ? [...pages, ...chats] : [...chats, ...pages];
    return { place, also, automatic: !manual.has(topic), simulated, storms };
  };
}
