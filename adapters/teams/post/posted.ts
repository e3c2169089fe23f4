import type { Board } from "../../../src/store/board.ts";

/**
 * The messages whose ids are known. Teams has no search: a post whose answer was lost is posted again, and the first becomes a duplicate
 * without a record, which is noticed only if somebody presses it.
 */
export interface PostedMessages {
  remember(conversation: string, message: string): Promise<void>;
  isKnown(conversation: string, message: string): Promise<boolean>;
}

/** Each message has a place of its own, so that it is read alone, however many were posted since. */
export function createPosted(board: Board, now: () => Date): PostedMessages {
  const placeOf = (conversation: string, message: string): string => `teams:posted/${conversation}/${message}`;
  return {
    async remember(conversation, message) {
      const place = placeOf(conversation, message);
      await board.put({ place, key: message, postedAt: now().toISOString(), body: "{}" });
    },
    isKnown: async (conversation, message) => (await board.list(placeOf(conversation, message), 1)).length > 0,
  };
}
