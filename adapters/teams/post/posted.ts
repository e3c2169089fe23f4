import type { Board } from "../../../src/store/board.ts";

/**
 * The ids of current messages. Teams has no search: a post whose answer was lost is posted again, and the first becomes a duplicate that is
 * noticed only if somebody presses it.
 */
export interface PostedMessages {
  remember(conversation: string, message: string): Promise<void>;
  isKnown(conversation: string, message: string): Promise<boolean>;
}

/** Messages that are read from the store if this process did not post one itself. */
const LOOKED_AT = 1_000;

export function createPosted(board: Board, now: () => Date): PostedMessages {
  const currentIds = new Set<string>();
  const placeOf = (conversation: string): string => `teams:posted/${conversation}`;
  const nameOf = (conversation: string, message: string): string => `${conversation} ${message}`;
  return {
    async remember(conversation, message) {
      currentIds.add(nameOf(conversation, message));
      await board.put({ place: placeOf(conversation), key: message, postedAt: now().toISOString(), body: "{}" });
    },
    async isKnown(conversation, message) {
      if (currentIds.has(nameOf(conversation, message))) return true;
      for (const { key } of await board.list(placeOf(conversation), LOOKED_AT))
        currentIds.add(nameOf(conversation, key));
      return currentIds.has(nameOf(conversation, message));
    },
  };
}
