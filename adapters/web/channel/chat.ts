import { z } from "zod";
import type { Card } from "../../../src/card/card.ts";
import { cardSchema } from "../../../src/card/card-schema.ts";
import type { Chat, Posted, PostIdentity, ThreadKey } from "../../../src/chat/chat.ts";
import type { Board, BoardMessage } from "../../../src/store/board.ts";

/** A message of the page. Its key is derived from its identity, so posting it twice has no effect. */
export interface PageMessage {
  readonly place: ThreadKey;
  readonly key: string;
  readonly postedAt: string;
  readonly card: Card;
}

/** Board messages read per channel or thread. */
const SHOWN = 200;

/** The page as a chat platform. `onChange` names what has to be shown again. */
export function createWebChat(deps: {
  readonly board: Board;
  readonly now: () => Date;
  readonly onChange: (message: PageMessage) => void;
}): Chat {
  const { board, now, onChange } = deps;

  async function put(place: ThreadKey, key: string, card: Card): Promise<void> {
    const postedAt = now().toISOString();
    await board.put({ place, key, postedAt, body: JSON.stringify(card) });
    onChange({ place, key, postedAt, card });
  }

  return {
    turn: async () => false,
    async post(place, { card }, identity) {
      const posted = postedAs(place, identity);
      await put(place, posted.message, card);
      return posted;
    },
    edit: (place, key, { card }) => put(place, key, card),
    async find(place, identity) {
      const posted = postedAs(place, identity);
      const messages = await board.list(place, SHOWN);
      return messages.some(({ key }) => key === posted.message) ? posted : undefined;
    },
    /** The page draws its charts itself, from the archive. */
    hold: async () => undefined,
  };
}

/** The newest messages of a channel or thread; unreadable ones are left out. */
export async function readMessages(board: Board, place: ThreadKey, limit = SHOWN): Promise<readonly PageMessage[]> {
  const messages = await board.list(place, limit);
  return messages.flatMap((message) => parseMessage(message) ?? []);
}

const keptCard = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue("is not JSON");
      return z.NEVER;
    }
  })
  .pipe(cardSchema);

function parseMessage({ place, key, postedAt, body }: BoardMessage): PageMessage | undefined {
  const card = keptCard.safeParse(body);
  return card.success ? { place, key, postedAt, card: card.data } : undefined;
}

function postedAs(place: ThreadKey, { stream, slot }: PostIdentity): Posted {
  const message = `${stream}#${slot}`;
  return { message, thread: threadOf(place, message) };
}

/** The thread of a channel's message; messages in a thread have none of their own. */
export function threadOf(place: ThreadKey, message: string): ThreadKey {
  const [platform = "web", channel = "general", thread] = place.split(":");
  return `${platform}:${channel}:${thread ?? encodeURIComponent(message.slice(0, message.lastIndexOf("#")))}`;
}

/** The root message of a thread. */
export function rootOf(thread: ThreadKey): { readonly place: ThreadKey; readonly key: string } {
  const [platform = "web", channel = "general", stream = ""] = thread.split(":");
  return { place: `${platform}:${channel}`, key: `${decodeURIComponent(stream)}#root` };
}
