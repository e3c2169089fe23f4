import type { Roles } from "../access/roles.ts";
import type { Card } from "../card/card.ts";
import type { Handle, Load } from "../handle.ts";
import type { PersonCommand } from "../investigation/command.ts";
import { type Investigation, investigationName } from "../investigation/state.ts";
import type { Log } from "../log/log.ts";
import type { Directory } from "../store/directory.ts";
import type { Meta } from "../store/store.ts";
import type { ChannelSettings } from "./channel-settings.ts";
import { type Inbound, type Received, refusedReply } from "./inbound.ts";
import { streamOf } from "./streams.ts";

/** The dependencies of every reply. */
export interface ConversationContext {
  readonly handle: Handle;
  readonly load: Load;
  readonly directory: Directory;
  /** Names of components for completion, from the last topology read. */
  readonly components: () => readonly string[];
  readonly help: (verb?: string) => Card;
  readonly settings: ChannelSettings;
  /** Names of the accounts that can be read, besides Gumshoe's own. */
  readonly accounts: readonly string[];
  readonly roles: Roles;
  readonly now: () => Date;
  readonly log: Log;
}

/** Returns the investigation of a number, or the thread's own if none is named; undefined if there is none. */
export async function target(
  { load }: ConversationContext,
  number: number | undefined,
  here: Investigation | undefined,
): Promise<Investigation | undefined> {
  if (number === undefined || number === here?.number) return here;
  const { state } = await load(streamOf(number));
  return state.status === "none" ? undefined : state;
}

/** Passes a command to its investigation, which decides on it. */
export async function hand(
  { handle }: ConversationContext,
  stream: string,
  command: PersonCommand,
  inbound: Inbound,
  understood: string,
): Promise<Received> {
  const { decision, state } = await handle(stream, command, metaOf(inbound));
  if (!decision.ok) return refusedReply(decision.reason);
  return { type: "stored", investigation: investigationName(state), understood };
}

/** Returns the metadata of a message: its delivery id, author and time. */
export function metaOf({ id, actor, at }: Inbound): Meta {
  return { id, actor, at };
}

/** Refuses a number that no investigation has. */
export function unknownNumber(number: number): Received {
  return refusedReply(`There is no G-${number}. To list the open ones: status`);
}
