import type { Card } from "../../src/card/card.ts";
import type { Chat, PostIdentity } from "../../src/chat/chat.ts";
import { EditForbidden, OutcomeUnknown, Retryable } from "../../src/errors.ts";

/** One message that stands in the scripted channel. */
export interface Standing {
  readonly key: string;
  readonly place: string;
  readonly identity: PostIdentity;
  card: Card;
}

/** What a platform may do wrong, by the number of the call. */
export interface Script {
  /** Refused with "429, come back in 2 s": nothing happened. */
  readonly refuses?: (call: number) => boolean;
  /** Did it, but the answer got lost. */
  readonly losesAnswer?: (call: number) => boolean;
  /** Like a message past its edit window. */
  readonly forbidsEdits?: boolean;
  /** Cannot look for what it posted, as Teams. */
  readonly blind?: boolean;
  /** Bytes that a message may have. */
  readonly holds?: number;
  /** Turns of the event loop before each answer. */
  readonly late?: number;
}

/** A chat on which a test can see everything, and which misbehaves as told. */
export function createScriptedChat(script: Script): {
  readonly chat: Chat;
  readonly standing: Standing[];
  calls: number;
} {
  const channel = { standing: [] as Standing[], calls: 0 };

  async function answer<T>(act: () => T): Promise<T> {
    channel.calls += 1;
    const call = channel.calls;
    for (let turn = 0; turn < (script.late ?? 0); turn++) await new Promise((resolve) => setImmediate(resolve));
    if (script.refuses?.(call)) throw new Retryable("too many requests", { afterMs: 2_000 });
    const result = act();
    if (script.losesAnswer?.(call)) throw new OutcomeUnknown("the connection was cut");
    return result;
  }

  function checkSize(card: Card): void {
    const bytes = Buffer.byteLength(JSON.stringify(card));
    if (bytes > (script.holds ?? Number.POSITIVE_INFINITY)) throw new Error(`message of ${bytes} bytes is too big`);
  }

  const chat: Chat = {
    turn: async () => false,
    hold: async () => undefined,
    post: (place, { card }, identity) =>
      answer(() => {
        checkSize(card);
        const key = `m${channel.standing.length + 1}`;
        channel.standing.push({ key, place, identity, card });
        return { message: key, thread: `${place}:${key}` };
      }),
    edit: (_place, message, { card }) =>
      answer(() => {
        checkSize(card);
        if (script.forbidsEdits) throw new EditForbidden("the edit window is over");
        const standing = channel.standing.find(({ key }) => key === message);
        if (!standing) throw new Error(`no message ${message}`);
        standing.card = card;
      }),
    find: (place, identity) =>
      answer(() => {
        if (script.blind) return undefined;
        const found = channel.standing.find(
          (m) => m.place === place && m.identity.slot === identity.slot && m.identity.stream === identity.stream,
        );
        return found && { message: found.key, thread: `${place}:${found.key}` };
      }),
  };
  return Object.assign(channel, { chat });
}
