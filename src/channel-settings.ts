import { z } from "zod";
import type { Actor, Scope } from "./investigation/events.ts";
import { scope as scopeShape } from "./investigation/question.ts";
import type { ThreadKey } from "./lane/chat.ts";
import type { Board } from "./store/board.ts";

const kept = z.discriminatedUnion("type", [
  z.object({ type: z.literal("scope"), scope: scopeShape, by: z.string(), at: z.string() }),
  z.object({ type: z.literal("alias"), name: z.string(), text: z.string(), by: z.string(), at: z.string() }),
  z.object({ type: z.literal("forgotten"), name: z.string(), by: z.string(), at: z.string() }),
]);
type Kept = z.infer<typeof kept>;
export type Alias = Extract<Kept, { type: "alias" }>;

/** What people chose for a channel: which account and Region it looks at, and its aliases. Each with who and when. */
export interface ChannelSettings {
  scopeOf(channel: ThreadKey): Promise<Scope | undefined>;
  aliasesOf(channel: ThreadKey): Promise<readonly Alias[]>;
  chooseScope(channel: ThreadKey, scope: Scope, by: Actor): Promise<void>;
  setAlias(channel: ThreadKey, name: string, text: string, by: Actor): Promise<void>;
  forgetAlias(channel: ThreadKey, name: string, by: Actor): Promise<void>;
}

/** Settings of one channel at most. */
const MOST = 200;

export function createChannelSettings(board: Board, now: () => Date): ChannelSettings {
  async function read(channel: ThreadKey): Promise<readonly Kept[]> {
    const messages = await board.list(placeOf(channel), MOST);
    return messages.flatMap(({ body }) => kept.safeParse(jsonOf(body)).data ?? []);
  }
  async function write(channel: ThreadKey, key: string, value: Kept): Promise<void> {
    const postedAt = now().toISOString();
    await board.put({ place: placeOf(channel), key, postedAt, body: JSON.stringify(value) });
  }
  const mark = (by: Actor) => ({ by: by.id, at: now().toISOString() });
  return {
    async scopeOf(channel) {
      return (await read(channel)).find((each) => each.type === "scope")?.scope;
    },
    async aliasesOf(channel) {
      return (await read(channel)).filter((each) => each.type === "alias");
    },
    async chooseScope(channel, chosen, by) {
      const before = (await read(channel)).find((each) => each.type === "scope")?.scope;
      await write(channel, "scope", { type: "scope", scope: { ...before, ...chosen }, ...mark(by) });
    },
    setAlias: (channel, name, text, by) =>
      write(channel, keyOf(name), { type: "alias", name: name.toLowerCase(), text, ...mark(by) }),
    forgetAlias: (channel, name, by) =>
      write(channel, keyOf(name), { type: "forgotten", name: name.toLowerCase(), ...mark(by) }),
  };
}

const placeOf = (channel: ThreadKey): string => `settings/${channel}`;
const keyOf = (name: string): string => `alias/${name.toLowerCase()}`;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
