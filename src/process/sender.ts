import { Unrecoverable } from "../errors.ts";
import type { SendEvent } from "../routing/event-message.ts";
import type { EventTarget } from "../routing/receiver.ts";
import type { Config } from "./config.ts";
import type { Configured } from "./settings.ts";

/** The export of the folder of a sender for the list in `main.ts`. */
export interface SenderAdapter extends Configured {
  /** The targets of the file of routes that it sends to. */
  readonly sendsTo: EventTarget["type"];
  /** Connects it; called only if there is a file of routes. */
  readonly connect: (config: Config) => Promise<SendEvent>;
}

/** Connects the senders as one that sends to each type of target. */
export async function connectSenders(senders: readonly SenderAdapter[], config: Config): Promise<SendEvent> {
  const connected = new Map<string, SendEvent>();
  for (const { sendsTo, connect } of senders) connected.set(sendsTo, await connect(config));
  return async (target, message, signal) => {
    const send = connected.get(target.type);
    if (!send) throw new Unrecoverable(`Nothing is connected that sends to ${target.type}.`);
    await send(target, message, signal);
  };
}
