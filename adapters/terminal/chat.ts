import type { Card } from "../../src/card/card.ts";
import type { Chat, Posted, PostIdentity, ThreadKey } from "../../src/chat/chat.ts";

/** A terminal as a chat: it shows each post and each edit, by the key of its message. */
export function createTerminalChat(show: (message: string, card: Card, place: ThreadKey) => void): Chat {
  const posted = (place: ThreadKey, { stream, slot }: PostIdentity): Posted => ({
    message: `${stream}#${slot}`,
    thread: `${place.split(":").slice(0, 2).join(":")}:${stream}`,
  });
  return {
    turn: async () => false,
    async post(place, { card }, identity) {
      const known = posted(place, identity);
      show(known.message, card, place);
      return known;
    },
    edit: async (place, message, { card }) => show(message, card, place),
    find: async () => undefined,
    hold: async () => undefined,
  };
}
