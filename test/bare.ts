import type { Card } from "../src/card/card.ts";
import type { Message } from "../src/chat/chat.ts";

/** A card on its way without pictures. */
export const bare = (card: Card): Message => ({ card, held: {} });
