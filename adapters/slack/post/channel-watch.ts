import { AUDIENCE_MS } from "../../../src/access/audience.ts";
import { messageOf } from "../../../src/errors.ts";
import type { SlackHost } from "../port.ts";
import type { Barriers, NamedChannel } from "./barriers.ts";

/** Looks after the channels that settings name. */
export interface ChannelWatch {
  /** Checks them now, and from then on every few minutes. Never rejects. */
  start(): Promise<void>;
  /** The bot was invited to a channel: checks them now, and sends what waited. Never rejects. */
  invited(): Promise<void>;
  stop(): void;
}

export function createChannelWatch(deps: {
  readonly barriers: Barriers;
  /** A channel that two settings name is the first one's. */
  readonly named: readonly NamedChannel[];
  readonly host: Pick<SlackHost, "resume" | "log">;
}): ChannelWatch {
  const { barriers, host } = deps;
  const named = [...new Map(deps.named.toReversed().map((each) => [each.channel, each])).values()];
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    if (await barriers.check(named)) await resume();
  }

  async function resume(): Promise<void> {
    await host.resume("slack").catch((error: unknown) => {
      host.log.warn({ error: messageOf(error) }, "what waited for a channel is not sent yet");
    });
  }

  return {
    async start() {
      await look();
      timer = setInterval(() => void look(), AUDIENCE_MS);
    },
    async invited() {
      await barriers.check(named);
      await resume();
    },
    stop: () => clearInterval(timer),
  };
}
