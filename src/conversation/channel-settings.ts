import { z } from "zod";
import type { ThreadKey } from "../chat/chat.ts";
import type { Actor, Scope } from "../events/events.ts";
import { scope as scopeShape } from "../events/question.ts";
import { parseJson } from "../json.ts";
import type { Board } from "../store/board.ts";

const kept = z.discriminatedUnion("type", [
  z.object({ type: z.literal("scope"), scope: scopeShape, by: z.string(), at: z.string() }),
  z.object({ type: z.literal("alias"), name: z.string(), text: z.string(), by: z.string(), at: z.string() }),
  z.object({ type: z.literal("forgotten"), name: z.string(), by: z.string(), at: z.string() }),
]);
type StoredSetting = z.infer<typeof kept>;
export type Alias = Extract<StoredSetting, { type: "alias" }>;

/** A channel's settings: its account and Region, and its aliases, each with who set it and when. */
export interface ChannelSettings {
  scopeOf(channel: ThreadKey): Promise<Scope | undefined>;
  aliasesOf(channel: ThreadKey): Promise<readonly Alias[]>;
  chooseScope(channel: ThreadKey, scope: Scope, by: Actor): Promise<void>;
  /** Resolves to false if the channel has reached its number of names, deleted ones included; then nothing changed. */
  setAlias(channel: ThreadKey, name: string, text: string, by: Actor): Promise<boolean>;
  forgetAlias(channel: ThreadKey, name: string, by: Actor): Promise<void>;
}

/** Alias names per channel, deleted ones included. */
export const MOST_ALIASES = 200;

export function createChannelSettings(board: Board, now: () => Date): ChannelSettings {
  async function read(place: string): Promise<readonly StoredSetting[]> {
    const messages = await board.list(place, MOST_ALIASES);
    return messages.flatMap(({ body }) => kept.safeParse(parseJson(body)).data ?? []);
  }
  async function write(place: string, key: string, value: StoredSetting): Promise<void> {
    const postedAt = now().toISOString();
    await board.put({ place, key, postedAt, body: JSON.stringify(value) });
  }
  const scopeOf = async (channel: ThreadKey) =>
    (await read(scopePlace(channel))).find((each) => each.type === "scope")?.scope;
  const named = async (channel: ThreadKey) => (await read(aliasPlace(channel))).filter((each) => each.type !== "scope");
  const mark = (by: Actor) => ({ by: by.id, at: now().toISOString() });
  return {
    scopeOf,
    async aliasesOf(channel) {
      return (await named(channel)).filter((each) => each.type === "alias");
    },
    async chooseScope(channel, chosen, by) {
      const before = await scopeOf(channel);
      await write(scopePlace(channel), "scope", { type: "scope", scope: { ...before, ...chosen }, ...mark(by) });
    },
    async setAlias(channel, given, text, by) {
      const name = given.toLowerCase();
      const used = await named(channel);
      if (used.length >= MOST_ALIASES && !used.some((each) => each.name === name)) return false;
      await write(aliasPlace(channel), keyOf(name), { type: "alias", name, text, ...mark(by) });
      return true;
    },
    async forgetAlias(channel, given, by) {
      const name = given.toLowerCase();
      if (!(await named(channel)).some((each) => each.name === name)) return;
      await write(aliasPlace(channel), keyOf(name), { type: "forgotten", name, ...mark(by) });
    },
  };
}

// Stored separately, so that no number of aliases pushes the scope out of what is read.
const scopePlace = (channel: ThreadKey): string => `scope/${channel}`;
const aliasPlace = (channel: ThreadKey): string => `settings/${channel}`;
const keyOf = (name: string): string => `alias/${name}`;
