import type { Budget } from "../../../src/chat/budget.ts";
import type { Chat, Message, ThreadKey } from "../../../src/chat/chat.ts";
import type { Complaints } from "../../../src/chat/complaints.ts";
import { Retryable, Unrecoverable } from "../../../src/errors.ts";
import type { Activity, Connector } from "../connector/connector.ts";
import { ContentRefused, NoToken } from "../connector/errors.ts";
import { fromKey, isPersonal, toKey } from "../place.ts";
import type { TeamsHost } from "../port.ts";
import { toActivity } from "../render/activity.ts";
import { OFFERED } from "../render/blocks.ts";
import type { FileOffers } from "./file-offers.ts";

/** The subject of the complaint that no channel can be reached. */
const TOKEN = "the bot's token";

/** The chat port for Teams. */
export function createTeamsChat(deps: {
  readonly connector: Connector;
  readonly budget: Budget;
  readonly complaints: Complaints;
  readonly address: TeamsHost["address"];
  readonly files: Pick<FileOffers, "offer">;
}): Chat {
  const { connector, budget, complaints, address, files } = deps;

  async function call<T>(key: ThreadKey, kind: "post" | "edit", act: () => Promise<T>): Promise<T> {
    const { conversation } = fromKey(key);
    try {
      const result = await act();
      complaints.settle(conversation);
      complaints.settle(TOKEN);
      return result;
    } catch (error) {
      if (error instanceof Retryable && error.afterMs !== undefined)
        budget.hold({ place: conversation, kind }, error.afterMs);
      if (error instanceof Unrecoverable) complaints.add(subjectOf(error, conversation), error.message);
      throw error;
    }
  }

  /**
   * Sends a card; if Teams refuses it, its notification alone, so that no card is lost because of its content. If Teams refuses that as
   * well, the reason is another one, which a person has to find.
   */
  async function send<T>({ card, held }: Message, act: (activity: Activity) => Promise<T>): Promise<T> {
    const subject = `the card ${card.title}`;
    try {
      const sent = await act(toActivity({ card, held }));
      complaints.settle(subject);
      return sent;
    } catch (error) {
      if (!(error instanceof ContentRefused)) throw error;
      const simpler = toActivity({ card: { ...card, blocks: [] }, held: {} });
      const sent = await act(simpler).catch((again: unknown) => {
        if (!(again instanceof ContentRefused)) throw again;
        complaints.add(subject, `${again.message}, even in its simplest form`);
        throw new Unrecoverable(again.message, { cause: again });
      });
      complaints.add(subject, `${error.message}: shown in a simpler form`);
      return sent;
    }
  }

  return {
    tellsOfBeingAdded: true,
    turn: (key, kind, urgency) => budget.turn({ place: fromKey(key).conversation, kind, urgency }),
    async post(key, message) {
      const place = fromKey(key);
      const id = await send(message, (activity) => call(key, "post", () => connector.post(place, activity)));
      return { message: id, thread: toKey({ ...place, thread: place.thread ?? id }) };
    },
    async edit(key, id, message) {
      await send(message, (activity) => call(key, "edit", () => connector.edit(fromKey(key), id, activity)));
    },
    /** Teams has no search for posted messages. */
    find: async () => undefined,
    /**
     * Teams loads charts from a URL; without one the card says the same in words. In a chat with one person a file is offered for upload, a
     * long table only where it has no URL: its first rows are on the card.
     */
    async hold(thread, attachment) {
      const key = address(attachment);
      const linked = key === undefined ? undefined : { key, ready: true };
      const place = fromKey(thread);
      if (attachment.type === "image" || !isPersonal(place.conversation)) return linked;
      if (linked && attachment.rows !== undefined) return linked;
      await budget.turn({ place: place.conversation, kind: "post", urgency: "finding" });
      const offered = await call(thread, "post", () => files.offer(place, attachment)).catch((error: unknown) => {
        if (error instanceof ContentRefused || error instanceof Unrecoverable) return false;
        throw error;
      });
      return linked ?? (offered ? { key: OFFERED, ready: true } : undefined);
    },
  };
}

/** What is complained of: the channel, or the token that every channel needs. */
export function subjectOf(error: Unrecoverable, conversation: string): string {
  return error instanceof NoToken ? TOKEN : conversation;
}
