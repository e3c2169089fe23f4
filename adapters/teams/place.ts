import type { ThreadKey } from "../../src/lane/chat.ts";

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

/** The conversation to post to. Only channels have threads; in a chat everything follows one after the other. */
export function conversationOf({ conversation, thread }: Place): string {
  return thread === undefined || !isChannel(conversation) ? conversation : `${conversation};messageid=${thread}`;
}

/** Whether a conversation is a team's channel. */
export function isChannel(conversation: string): boolean {
  return /@thread\.(?:tacv2|skype)$/.test(conversation);
}
