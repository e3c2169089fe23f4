import type { Reader } from "../../src/access/reader.ts";
import type { Inbound, Received } from "../../src/conversation/inbound.ts";
import type { Link } from "../../src/investigation/state.ts";
import type { Log } from "../../src/log/log.ts";
import type { Archive } from "../../src/store/archive.ts";
import type { Summary } from "../../src/store/directory.ts";

/** What Slack needs of the house. */
export interface SlackHost {
  receive(inbound: Inbound): Promise<Received>;
  readonly archive: Archive;
  /** Open investigations that a reader may see, newest first. */
  open(reader: Reader): Promise<readonly Summary[]>;
  /** The threads that show an investigation. */
  links(stream: string): Promise<readonly Link[]>;
  /** How the bot does, a line each: what arrived, what was refused. */
  health(): readonly string[];
  now(): Date;
  readonly log: Log;
}

/** Settings of one workspace. */
export interface SlackSettings {
  readonly botToken: string;
  /** Requests over HTTP are signed with it. */
  readonly signingSecret?: string | undefined;
  /** Its presence chooses Socket Mode. */
  readonly appToken?: string | undefined;
  /** Another Web API, for tests. */
  readonly apiUrl?: string | undefined;
  /** The channel of things that have none of their own. */
  readonly channel: string;
  /** Ids of the user groups that hold operators: `S0123`. */
  readonly groups: readonly string[];
  /** The zone that pictures are drawn in; it stands on them. IANA. */
  readonly zone: string;
  /** Its reaction adds a message to the timeline. */
  readonly emoji: string;
}
