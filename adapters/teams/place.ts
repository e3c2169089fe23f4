import type { ThreadKey } from "../../src/chat/chat.ts";

/** A conversation or thread in Teams. */
export interface Place {
  /** A channel, a group chat or a one-to-one chat, without a thread. */
  readonly conversation: string;
  /** The id of the thread's root. */
  readonly thread?: string;
}

/** `teams:<conversation>[:<root>]`. Ids contain colons and are encoded; a conversation's id is unique across tenants. */
export function toKey({ conversation, thread }: Place): ThreadKey {
  const parts = [conversation, ...(thread === undefined ? [] : [thread])];
  return ["teams", ...parts.map(encodeURIComponent)].join(":");
}

/** The conversation or thread of a key of this adapter. */
export function fromKey(key: ThreadKey): Place {
  const [, conversation = "", thread] = key.split(":").map(decodeURIComponent);
  return { conversation, ...(thread !== undefined && { thread }) };
}

/** Parses a conversation id of a request, which includes the root in a channel's thread. */
export function toPlace(id: string): Place {
  const [conversation = id, thread] = id.split(";messageid=");
  return { conversation, ...(thread !== undefined && { thread }) };
}

/** Whether an id is a team channel's: only channels have threads, chats are flat. */
export function isChannelId(conversation: string): boolean {
  return /@thread\.(?:tacv2|skype)$/.test(conversation);
}

/** Whether an id is of a chat between the bot and one person. */
export function isPersonal(conversation: string): boolean {
  return !conversation.startsWith("19:");
}

/** The conversation id to post to, which includes the root in a channel's thread. */
export function conversationOf({ conversation, thread }: Place, channel: boolean): string {
  return thread === undefined || !channel ? conversation : `${conversation};messageid=${thread}`;
}

/**
 * The address of a message in Teams; undefined in a chat with the bot, which has none.
 * https://learn.microsoft.com/en-us/microsoftteams/platform/concepts/build-and-test/deep-link-teams
 */
export function linkTo(conversation: string, message: string): string | undefined {
  if (isPersonal(conversation)) return undefined;
  const chat = isChannelId(conversation) ? "" : `?context=${encodeURIComponent('{"contextType":"chat"}')}`;
  return `https://teams.microsoft.com/l/message/${encodeURIComponent(conversation)}/${message}${chat}`;
}

/** Whether an address leads to a message in Teams, of Microsoft's commercial or government clouds. */
export function isMessageLink(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, pathname } = new URL(url);
  const host = /^(?:teams\.microsoft\.com|teams\.cloud\.microsoft|(?:gov|dod)\.teams\.microsoft\.us)$/.test(hostname);
  return protocol === "https:" && host && pathname.startsWith("/l/message/");
}
