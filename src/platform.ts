import type { Audience } from "./access/audience.ts";
import type { Groups } from "./access/groups.ts";
import type { Reader } from "./access/reader.ts";
import type { Asked } from "./access/roles.ts";
import type { Attachment, Chat, ThreadKey } from "./chat/chat.ts";
import type { Inbound, Received } from "./conversation/inbound.ts";
import type { Actor } from "./events/events.ts";
import type { ThreadLink } from "./investigation/state.ts";
import type { Log } from "./log/log.ts";
import type { Page } from "./page/page.ts";
import type { Config } from "./process/config.ts";
import type { GreetingLine } from "./process/greeting.ts";
import type { Mount } from "./process/server.ts";
import type { Configured } from "./process/settings.ts";
import type { Incident } from "./process/source.ts";
import type { Archive } from "./store/archive.ts";
import type { Board } from "./store/board.ts";
import type { Directory, Summary } from "./store/directory.ts";

/** A connected chat platform. */
export interface Platform {
  /** The prefix of its keys and of the ids of its people: "slack". */
  readonly name: string;
  readonly chat: Chat;
  /** The channel of alarms by default. */
  readonly place: ThreadKey;
  /** Returns the key of a channel by the id that people copy from the platform; a page has one channel, whatever the id. */
  channelKey?(channel: string): ThreadKey;
  /** Set for a page: it shows what no chat shows, or everything (`always`), and simulated alarms go there first. */
  readonly page?: { readonly always: boolean };
  /** Answers the platform's requests over HTTP. */
  readonly mount?: Mount;
  /** The groups of operators that the platform knows. */
  readonly groups?: Groups;
  /** Who sees what stands in its channels; where it tells nothing, only those who ask there. */
  readonly audience?: Audience;
  /** Returns why it cannot post in one of its channels, with the remedy; undefined where it can. */
  barrier?(channel: ThreadKey): Promise<string | undefined>;
  /** Returns the problems that keep it from working, one sentence each. */
  complaints(): readonly string[];
  /** Returns its line of the start-up greeting; `at` is the address of the server. */
  greeting(at: string): GreetingLine;
  /** Returns a path on the server from which a chart or file can be fetched by whoever has the link. */
  link?(attachment: Attachment): string;
  /** Returns the number of the investigation whose page a link opens for whoever has it; undefined if it opens none. */
  opens?(link: URL): number | undefined;
  /** Returns a path on the server that signs a person in to the page, once; set where it takes people from the chat. */
  signInPath?(person: Actor): string;
  /** Starts to listen, after the server has started. */
  start?(): Promise<void>;
  stop?(): Promise<void>;
}

/** What a platform gets from the process. */
export interface PlatformHost {
  /** Handles a message of a person. */
  receive(inbound: Inbound): Promise<Received>;
  /** Sends what waits after a failure in the channels of a platform, by its name: what kept it back is solved. */
  resume(platform: string): Promise<void>;
  readonly archive: Archive;
  readonly board: Board;
  /** Names that are taken once, whichever replica takes them. */
  readonly names: Pick<Directory, "find" | "claim">;
  /** Returns the open investigations that a reader may see, newest first. */
  open(reader: Reader): Promise<readonly Summary[]>;
  /** Returns the threads that show an investigation, by its stream. */
  links(stream: string): Promise<readonly ThreadLink[]>;
  /** Returns the threads that show an investigation, by its number. */
  threads(number: number): Promise<readonly ThreadKey[]>;
  /** Returns the number of the investigation that a thread shows; undefined if it shows none. */
  shownIn(thread: ThreadKey): Promise<number | undefined>;
  /** Returns an investigation with its history, by its number, if the reader may see it; whoever has a signed link may. */
  page(number: number, reader: Reader | "signed link"): Promise<Page | undefined>;
  /** Returns why somebody may not read; undefined where they may. */
  refusesReading(asked: Asked): string | undefined;
  /** Returns the page that an external link opens for whoever has it; undefined if it opens none. */
  pageAt(link: string): Promise<Page | undefined>;
  /** Returns the external URL of a chart or file; undefined without a public address. */
  address(attachment: Attachment): string | undefined;
  /** Returns words that complete a prefix. */
  complete(prefix: string): readonly string[];
  /** Returns lines about deliveries received and refused. */
  health(): readonly string[];
  /** Simulated incidents that people may raise; empty if real systems are watched. */
  readonly incidents: readonly Incident[];
  /** Raises a simulated incident. */
  raise(incident: string): Promise<void>;
  now(): Date;
  readonly log: Log;
}

/** Connects a platform; undefined if it is not configured. Rejects with the remedy if its settings are wrong. */
export type Connect = (config: Config, host: PlatformHost) => Promise<Platform | undefined>;

/** The export of a platform's folder for the list in `main.ts`. */
export interface PlatformAdapter extends Configured {
  /** Whether it is a chat that is configured; a page alone is none. */
  isChat?(config: Config): boolean;
  readonly connect: Connect;
}
