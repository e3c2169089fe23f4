import { z } from "zod";
import type { ThreadKey } from "../../src/chat/chat.ts";

/** A channel or thread in Slack. */
export interface Place {
  readonly team: string;
  readonly channel: string;
  /** The thread's root; undefined for the channel itself. */
  readonly thread?: string;
}

/** `slack:<team>:<channel>[:<ts>]`. */
export function toKey({ team, channel, thread }: Place): ThreadKey {
  return ["slack", team, channel, ...(thread === undefined ? [] : [thread])].join(":");
}

/** The channel or thread of a key of this adapter. */
export function fromKey(key: ThreadKey): Place {
  const [, team = "", channel = "", thread] = key.split(":");
  return { team, channel, ...(thread !== undefined && { thread }) };
}

/** Whether a channel is a direct message between one person and the bot. */
export function isDirect(channel: string): boolean {
  return channel.startsWith("D");
}

/** The URL of a message: `https://acme.slack.com/archives/C1/p1700000000000100`. */
export function permalink(workspace: string, { channel, thread }: Place, ts: string): string {
  const address = `${workspace.replace(/\/$/, "")}/archives/${channel}/p${ts.replace(".", "")}`;
  return thread === undefined || thread === ts ? address : `${address}?thread_ts=${thread}&cid=${channel}`;
}

/** The URL of the latest thread in Slack that shows an investigation; undefined until one does. */
export function threadLink(workspace: string, links: readonly { readonly thread: ThreadKey }[]): string | undefined {
  const found = links.findLast(({ thread }) => thread.startsWith("slack:"));
  const place = found && fromKey(found.thread);
  return place?.thread === undefined ? undefined : permalink(workspace, place, place.thread);
}

/** A timestamp of Slack, which is also the message's id: "1700000000.000100". */
export const timestamp = z.string().regex(/^\d{1,12}\.\d{1,9}$/);

/** The ISO time of a Slack timestamp. */
export function timeOf(ts: string): string {
  return new Date(Math.floor(Number(ts) * 1000)).toISOString();
}
