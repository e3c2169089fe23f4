import type { ThreadKey } from "../../src/chat/chat.ts";

/** Where something stands in Teams. */
export interface Place {
  /** A channel, a group chat or a one-to-one chat, without a thread. */
  readonly conversation: string;
  /** The id of the thread's root. */
  readonly thread?: string;
}

/** `teams:<conversation>[:<root>]`. Ids hold colons and are encoded; a conversation's is one of a kind across tenants. */
export function toKey({ conversation, thread }: Place): ThreadKey {
  const parts = [conversation, ...(thread === undefined ? [] : [thread])];
  return ["teams", ...parts.map(encodeURIComponent)].join(":");
}

/** The place that a key of this adapter names. */
export function fromKey(key: ThreadKey): Place {
  const [, conversation = "", thread] = key.split(":").map(decodeURIComponent);
  return { conversation, ...(thread !== undefined && { thread }) };
}

/** A conversation as requests name it: in a channel's thread its root hangs on. */
export function toPlace(id: string): Place {
  const [conversation = id, thread] = id.split(";messageid=");
  return { conversation, ...(thread !== undefined && { thread }) };
}

/** Whether an id is that of a team's channel: only channels have threads. In a chat everything follows one after the other. */
export function isChannelId(conversation: string): boolean {
  return /@thread\.(?:tacv2|skype)$/.test(conversation);
}

/** The conversation to post to: in a channel's thread its root hangs on. */
export function conversationOf({ conversation, thread }: Place, channel: boolean): string {
  return thread === undefined || !channel ? conversation : `${conversation};messageid=${thread}`;
}
