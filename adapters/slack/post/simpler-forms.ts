import type { Message } from "../../../src/chat/chat.ts";
import type { Complaints } from "../../../src/chat/complaints.ts";
import { ContentRefused } from "../api/errors.ts";
import type { OwnBlock } from "../render/blocks.ts";
import { type MessageContent, ownBlocks, textOnly, toMessageContent, withoutPictures } from "../render/message.ts";

/** What came of a message; `refusal`: why it is not shown whole. */
interface Sent<T> {
  readonly result: T;
  readonly refusal: ContentRefused | undefined;
}

/** Forms of a card for Slack, each simpler than the one before, so that no card is lost because of its content. */
export interface SimplerForms {
  /** Sends a card in the first form that Slack takes. Rejects with the first refusal if it takes none. */
  send<T>(message: Message, act: (content: MessageContent) => Promise<T>): Promise<Sent<T>>;
  /** Tells of a message that Slack shows in a simpler form, until it takes such a message whole again. */
  compare(channel: string, message: string, shown: Message, refusal: ContentRefused | undefined): void;
}

export function createSimplerForms(complaints: Complaints): SimplerForms {
  /** Messages that are shown in a simpler form, by channel. */
  const simpler = new Map<string, Set<string>>();
  /** What the workspace has refused in Slack's own form. */
  const refused = new Set<OwnBlock>();

  return {
    async send({ card, held }, act) {
      const own = ownBlocks(card).filter((each) => !refused.has(each));
      const forms = [
        ...(own.length > 0 ? [toMessageContent(card, { held, own })] : []),
        toMessageContent(card, { held }),
        toMessageContent(withoutPictures(card)),
        textOnly(card),
      ];
      const refusals: ContentRefused[] = [];
      for (const content of forms) {
        try {
          const result = await act(content);
          if (own.length === 0 || refusals.length !== 1) return { result, refusal: refusals[0] };
          // Only Slack's own form was refused, and as text it says the same.
          for (const each of own) refused.add(each);
          return { result, refusal: undefined };
        } catch (error) {
          if (!(error instanceof ContentRefused)) throw error;
          refusals.push(error);
        }
      }
      throw refusals[0];
    },

    compare(channel, message, { card }, refusal) {
      const subject = `cards in ${channel}`;
      const simple = simpler.get(channel) ?? new Set<string>();
      if (refusal) {
        simpler.set(channel, simple.add(message));
        complaints.add(subject, `The card ${card.title}: ${refusal.message}: shown in a simpler form`);
      } else if (simple.has(message)) {
        simpler.delete(channel);
        complaints.settle(subject);
      }
    },
  };
}
