import { messageOf } from "../../../src/errors.ts";
import type { Log } from "../../../src/log/log.ts";
import type { Connector } from "../connector/connector.ts";
import type { Incoming } from "../listen/activity.ts";
import { fromKey, toPlace } from "../place.ts";
import type { TeamsHost } from "../port.ts";
import { toActivity } from "./chat.ts";
import type { PostedMessages } from "./posted.ts";

/** Replaces a duplicate on which somebody pressed a button by a link to the current message. The press has been handled before. */
export function createTwins(deps: {
  readonly host: TeamsHost;
  readonly connector: Connector;
  readonly posted: PostedMessages;
  readonly log: Log;
}): (activity: Incoming, command: string) => Promise<void> {
  const { host, connector, posted, log } = deps;

  async function replace({ conversation: { id }, replyToId }: Incoming, command: string): Promise<void> {
    const place = toPlace(id);
    const number = /^G-(\d+)/.exec(command)?.[1];
    if (replyToId === undefined || number === undefined) return;
    if (await posted.isKnown(place.conversation, replyToId)) return;
    const kept = (await host.threads(Number(number))).map(fromKey);
    const root = kept.find(({ conversation }) => conversation === place.conversation)?.thread;
    if (root === undefined) return;
    const link = `https://teams.microsoft.com/l/message/${encodeURIComponent(place.conversation)}/${root}`;
    const text = `G-${number} is continued above: ${link}`;
    const card = { title: "CONTINUED", tone: "neutral", push: text, blocks: [{ type: "text", text }] } as const;
    await connector.edit(place, replyToId, toActivity({ card, held: {} }));
    log.info({ conversation: place.conversation, message: replyToId }, "a duplicate message was replaced");
  }

  return (activity, command) =>
    replace(activity, command).catch((error: unknown) =>
      log.warn({ error: messageOf(error) }, "a duplicate message could not be replaced"),
    );
}
