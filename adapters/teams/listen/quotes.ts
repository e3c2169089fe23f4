import type { Incoming } from "./activity.ts";

/**
 * What stands in a text for the message that it quotes.
 * https://microsoft.github.io/teams-sdk/typescript/essentials/sending-messages/#quoted-replies
 */
const PLACEHOLDER = /<quoted messageId="[^"<>]*"\s*\/>/g;
/** The same in the HTML of older clients. */
const BLOCKQUOTE = /<blockquote\b[^>]*\bitemtype="https?:\/\/schema\.skype\.com\/Reply"[^>]*\bitemid="(\d{1,20})"/i;

/** A text without what it quotes: somebody else may have said that. */
export function withoutQuotes(text: string): string {
  return text.replaceAll(PLACEHOLDER, " ");
}

/** The id of the message that a message quotes; undefined if it quotes none. */
export function quotedBy({ entities, attachments }: Pick<Incoming, "entities" | "attachments">): string | undefined {
  const entity = entities.find(({ type, quotedReply }) => type === "quotedReply" && quotedReply !== undefined);
  if (entity) return entity.quotedReply?.messageId;
  const html = attachments.find(({ contentType }) => contentType === "text/html")?.content;
  return typeof html === "string" ? BLOCKQUOTE.exec(html)?.[1] : undefined;
}
