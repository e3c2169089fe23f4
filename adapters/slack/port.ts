import type { Reader } from "../../src/access/reader.ts";
import type { ThreadKey } from "../../src/chat/chat.ts";
import type { Inbound, Received } from "../../src/conversation/inbound.ts";
import type { ThreadLink } from "../../src/investigation/state.ts";
import type { Log } from "../../src/log/log.ts";
import type { Page } from "../../src/page/page.ts";
import type { Archive } from "../../src/store/archive.ts";
import type { Summary } from "../../src/store/directory.ts";
import type { NamedChannel } from "./post/barriers.ts";

/** What Slack needs from the process. */
export interface SlackHost {
  receive(inbound: Inbound): Promise<Received>;
  /** Sends what waits after a failure in a platform's channels. */
  resume(platform: string): Promise<void>;
  readonly archive: Archive;
  /** Open investigations that a reader may see, newest first. */
  open(reader: Reader): Promise<readonly Summary[]>;
  /** The threads that show an investigation. */
  links(stream: string): Promise<readonly ThreadLink[]>;
  /** The number of the investigation that a thread shows; undefined if it shows none. */
  shownIn(thread: ThreadKey): Promise<number | undefined>;
  /** The page that an external link opens for whoever has it; undefined if it opens none. */
  pageAt(link: string): Promise<Page | undefined>;
  /** Lines about the bot's own health: deliveries received, refused. */
  health(): readonly string[];
  now(): Date;
  readonly log: Log;
}

/** Settings of one workspace. */
export interface SlackSettings {
  readonly botToken: string;
  /** Verifies requests over HTTP. */
  readonly signingSecret?: string | undefined;
  /** If set, Socket Mode is used. */
  readonly appToken?: string | undefined;
  /** Another Web API, for tests. */
  readonly apiUrl?: string | undefined;
  /** The channel for alarms without a channel of their own. */
  readonly channel: string;
  /** Channels that other settings name. */
  readonly named: readonly NamedChannel[];
  /** Ids of the operators' user groups: `S0123`. */
  readonly groups: readonly string[];
  /** The zone of charts, shown on them. IANA. */
  readonly zone: string;
  /** The emoji whose reaction adds a message to the timeline. */
  readonly emoji: string;
}
