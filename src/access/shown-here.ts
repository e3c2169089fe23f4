import type { ThreadKey } from "../chat/chat.ts";
import type { Actor } from "../events/events.ts";
import type { MaySee, ShowingChannels } from "./audience.ts";

/**
 * Whether something may be told in some channels, asked for by somebody: in each of them it is shown already, or whoever reads there sees
 * where it is shown. Closed where that is not known.
 */
export type MayTell = (shown: ShowingChannels) => Promise<boolean>;

/** Asks once for each set of channels. */
export function createMayTell(maySee: MaySee, actor: Actor, channels: readonly ThreadKey[]): MayTell {
  const asked = new Map<string, Promise<boolean>>();

  async function tells(shown: ShowingChannels): Promise<boolean> {
    const places = [shown.place, ...(shown.also ?? [])];
    const told = await Promise.all(
      channels.map((channel) => {
        if (places.includes(channel)) return true;
        return maySee({ actor, belonging: "unknown", channel, shared: true }, shown);
      }),
    );
    return told.length > 0 && told.every(Boolean);
  }

  return (shown) => {
    const key = [shown.place, ...(shown.also ?? [])].join(" ");
    const answer = asked.get(key) ?? tells(shown);
    asked.set(key, answer);
    return answer;
  };
}

/** Those of a list that may be told. */
export async function tellable<Item extends ShowingChannels>(
  mayTell: MayTell,
  items: readonly Item[],
): Promise<readonly Item[]> {
  const told = await Promise.all(items.map(mayTell));
  return items.filter((_, index) => told[index]);
}
