import type { Card, Text } from "../../../src/card/card.ts";
import { messageOf } from "../../../src/errors.ts";
import type { Log } from "../../../src/log/log.ts";
import type { Connector } from "../connector/connector.ts";
import type { Incoming } from "../listen/activity.ts";
import { fromKey, linkTo, toPlace } from "../place.ts";
import type { TeamsHost } from "../port.ts";
import { toActivity } from "../render/activity.ts";
import type { PostedMessages } from "./posted.ts";

/** Replaces a duplicate on which somebody pressed a button by a link to the current message. The press has been handled before. */
export function createTwins(deps: {
  readonly host: Pick<TeamsHost, "threads">;
  readonly connector: Connector;
  readonly posted: PostedMessages;
  readonly log: Log;
}): (activity: Incoming, command: string) => Promise<void> {
  const { host, connector, posted, log } = deps;

  async function replace({ conversation: { id }, replyToId }: Incoming, command: string): Promise<void> {
    const place = toPlace(id);
    const { conversation } = place;
    const number = /^G-(\d+)/.exec(command)?.[1];
    if (replyToId === undefined || number === undefined) return;
    const root = await rootOf(Number(number), conversation);
    if (root === undefined || root === replyToId) return;
    // Messages of an investigation whose root has no record are older than the records, and not judged by them.
    const [rootKnown, known] = await Promise.all([root, replyToId].map((each) => posted.isKnown(conversation, each)));
    if (!rootKnown || known) return;
    await connector.edit(
      place,
      replyToId,
      toActivity({ card: continued(number, linkTo(conversation, root)), held: {} }),
    );
    log.info({ conversation, message: replyToId }, "a duplicate message was replaced");
  }

  async function rootOf(number: number, conversation: string): Promise<string | undefined> {
    const threads = (await host.threads(number)).map(fromKey);
    return threads.find((thread) => thread.conversation === conversation)?.thread;
  }

  return (activity, command) =>
    replace(activity, command).catch((error: unknown) =>
      log.warn({ error: messageOf(error) }, "a duplicate message could not be replaced"),
    );
}

function continued(number: string, url: string | undefined): Card {
  const words = `G-${number} is continued in another message`;
  const text: Text = url === undefined ? `${words}.` : [`${words}: `, { text: `open G-${number}`, url }];
  return { title: "CONTINUED", tone: "neutral", push: words, blocks: [{ type: "text", text }] };
}
