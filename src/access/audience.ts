import type { ThreadKey } from "../chat/chat.ts";
import { messageOf } from "../errors.ts";
import type { Log } from "../log/log.ts";
import type { Reader } from "./reader.ts";

/** How long a platform's answer about who sees a channel is kept. */
export const AUDIENCE_MS = 300_000;

/** How long a message waits for that answer: it has to be acknowledged within two seconds. */
const WAIT_MS = 1_000;

/** Who sees what stands in the channels of one platform. */
export interface Audience {
  /** True if whoever reads the answer sees the channel. Rejects if the platform does not answer. */
  sees(reader: Reader, channel: ThreadKey): Promise<boolean>;
}

/** The channels that show something: the first, and further ones. */
export interface ShowingChannels {
  readonly place: ThreadKey;
  readonly also?: readonly ThreadKey[] | undefined;
}

/** Whether a reader may see, find and change what is shown in these channels. */
export type MaySee = (reader: Reader, shown: ShowingChannels) => Promise<boolean>;

/**
 * Asks the platform of each channel, by the word that its keys begin with. Who is in a channel sees it; nobody sees a channel of another
 * platform. Closed: a platform that does not answer in time lets nobody see.
 */
export function createMaySee(platforms: (name: string) => Audience | undefined, log: Log): MaySee {
  const platformOf = (id: string): string => id.split(":")[0] ?? "";

  async function sees(reader: Reader, channel: ThreadKey): Promise<boolean> {
    if (channel === reader.channel) return true;
    const platform = platformOf(channel);
    if (platform !== platformOf(reader.actor.id)) return false;
    return within(WAIT_MS, platforms(platform)?.sees(reader, channel)).catch((error: unknown) => {
      log.info({ channel, actor: reader.actor.id, error: messageOf(error) }, "who sees a channel is not known");
      return false;
    });
  }

  return async (reader, { place, also = [] }) => {
    const seen = await Promise.all([place, ...also].map((channel) => sees(reader, channel)));
    return seen.includes(true);
  };
}

/** The answer, or false once the time is over; it may still arrive for whoever asks next. */
function within(milliseconds: number, answer: Promise<boolean> | undefined): Promise<boolean> {
  if (!answer) return Promise.resolve(false);
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), milliseconds);
  answer.then(resolve, reject);
  return promise.finally(() => clearTimeout(timer));
}
