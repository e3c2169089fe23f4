import type { Board } from "../../../src/store/board.ts";
import type { Conversation } from "../pages/playground.ts";
import { CHANNEL } from "../port.ts";
import { type PageMessage, readMessages, threadOf } from "./chat.ts";

/** Investigations and notices per page; earlier ones have pages of their own, `/?earlier=1`. */
const CONVERSATIONS = 30;
/** Questions between them, so that they push no alarm off the page. */
const QUESTIONS = 100;
/** The most pages back, because everything up to the last one is read from the store. */
const PAGES = 50;

/** A page of the channel. */
export interface Conversations {
  /** How many pages before the newest. */
  readonly back: number;
  readonly shown: readonly Conversation[];
  readonly earlier: boolean;
}

/** Reads the page that is `wanted` pages before the newest, or the last one that is kept. */
export async function readConversations(board: Board, wanted: number): Promise<Conversations> {
  const back = Math.min(wanted, PAGES - 1);
  const all = await readMessages(board, CHANNEL, (back + 1) * (CONVERSATIONS + QUESTIONS) + 1);
  const pages = pagesOf(all);
  const roots = pages[back] ?? [];
  const shown = await Promise.all(
    roots.map(async (root) => ({ root, thread: await readMessages(board, threadOf(root.place, root.key)) })),
  );
  return { back, shown, earlier: pages.length > back + 1 && back + 1 < PAGES };
}

/** Messages of the channel, oldest first, as pages from the newest back. */
function pagesOf(messages: readonly PageMessage[]): readonly (readonly PageMessage[])[] {
  const pages: PageMessage[][] = [[]];
  let [numbered, questions] = [0, 0];
  for (const message of messages.toReversed()) {
    const isNumbered = message.card.investigation !== undefined;
    if (isNumbered ? numbered === CONVERSATIONS : questions === QUESTIONS) {
      pages.push([]);
      [numbered, questions] = [0, 0];
    }
    if (isNumbered) numbered++;
    else questions++;
    pages.at(-1)?.unshift(message);
  }
  return pages;
}
