import type { Guardrails } from "../access/guardrails.ts";
import type { Roles } from "../access/roles.ts";
import type { Card } from "../card/card.ts";
import type { ThreadKey } from "../chat/chat.ts";
import type { Handle, Load } from "../handle.ts";
import type { PersonCommand } from "../investigation/command.ts";
import { isNumbered } from "../investigation/numbered.ts";
import { assureOurs, type Investigation, investigationName } from "../investigation/state.ts";
import { muteActions } from "../investigation/view/carried.ts";
import type { Log } from "../log/log.ts";
import type { OnCall } from "../on-call/on-call.ts";
import type { WrittenRunbook } from "../runbooks/parse-runbook.ts";
import type { Directory } from "../store/directory.ts";
import type { Commit, Meta } from "../store/store.ts";
import type { ChannelSettings } from "./channel-settings.ts";
import { type Inbound, type Received, readerOf, refusedReply } from "./inbound.ts";
import type { ListOpen } from "./open-list.ts";
import type { RoutesContext } from "./routes.ts";
import type { SelfReport } from "./self-report.ts";
import type { SignInLink } from "./sign-in.ts";
import { streamOf } from "./streams.ts";

/** The dependencies of every reply. */
export interface ConversationContext extends RoutesContext {
  readonly handle: Handle;
  readonly load: Load;
  /** The whole history of a stream. */
  readonly history: (stream: string) => Promise<readonly Commit[]>;
  readonly directory: Directory;
  /** Names of components for completion, from the last topology read. */
  readonly components: () => readonly string[];
  readonly help: (verb?: string) => Card;
  readonly settings: ChannelSettings;
  /** Names of the accounts that can be read, besides Gumshoe's own. */
  readonly accounts: readonly string[];
  readonly roles: Roles;
  /** Whether a model answers what no verb understands. */
  readonly answersFreely: boolean;
  readonly guardrails: Guardrails;
  /** Why nothing can be posted in a channel, with the remedy; undefined where it can. */
  readonly barrierTo: (channel: ThreadKey) => Promise<string | undefined>;
  readonly listOpen: ListOpen;
  /** The runbooks of the folder. */
  readonly runbooks: readonly WrittenRunbook[];
  /** How this replica itself is. */
  readonly selfReport: () => Promise<SelfReport>;
  /** Makes links into the page; undefined where it takes none. */
  readonly signInLink: SignInLink | undefined;
  readonly onCall: OnCall;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Returns the investigation of a number, or the thread's own where none is named; undefined where there is none, and where it is shown
 * only in channels that whoever asks does not see. One that is deleted says nothing but its number.
 */
export async function target(
  { load, maySee }: ConversationContext,
  inbound: Inbound,
  number: number | undefined,
  here: Investigation | undefined,
): Promise<Investigation | undefined> {
  if (number === undefined || number === here?.number) return here;
  const { state } = await load(streamOf(number));
  if (state.status === "none") {
    assureOurs(state);
    return undefined;
  }
  if (state.status === "deleted") return state;
  return (await maySee(readerOf(inbound), state)) ? state : undefined;
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
  const changed = decision.events.length > 0;
  const stored = {
    investigation: investigationName(state),
    numbered: isNumbered(state),
    understood: changed ? understood : `${understood}: it is so already`,
    here: changed && livesIn(state, inbound.channel),
  };
  const offers = command.type === "snooze" ? muteActions(state) : [];
  return { type: "stored", ...stored, ...(offers.length > 0 && { offers }) };
}

/** Whether an investigation's messages stand in a channel. */
export function livesIn({ place, also, links }: Investigation, channel: ThreadKey): boolean {
  return [place, ...also, ...links.map((link) => link.place)].includes(channel);
}

/** Returns the metadata of a message: its delivery id, author and time. */
export function metaOf({ id, actor, at }: Inbound): Meta {
  return { id, actor, at };
}

/** Refuses a number that no investigation has, and in the same words one that is not shown to whoever asks. */
export function unknownNumber(number: number): Received {
  return refusedReply(`G-${number} is not known here. To list the open ones: status`);
}
