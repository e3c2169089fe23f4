import type { Reader } from "../../src/access/reader.ts";
import type { Attachment, ThreadKey } from "../../src/chat/chat.ts";
import type { Inbound, Received } from "../../src/conversation/inbound.ts";
import type { Log } from "../../src/log/log.ts";
import type { Board } from "../../src/store/board.ts";
import type { Summary } from "../../src/store/directory.ts";

/** What Teams needs of the house. */
export interface TeamsHost {
  receive(inbound: Inbound): Promise<Received>;
  /** Keeps which service a conversation is reached through, and which messages stand. */
  readonly board: Board;
  /** Open investigations that a reader may see, newest first. */
  open(reader: Reader): Promise<readonly Summary[]>;
  /** The threads that show an investigation, by its number. */
  threads(number: number): Promise<readonly ThreadKey[]>;
  /** Where a picture or file can be fetched from outside; undefined where there is no such address. */
  address(attachment: Attachment): string | undefined;
  now(): Date;
  readonly log: Log;
}

/** Settings of one bot registration. */
export interface TeamsSettings {
  /** Without it nothing is verified, and only loopback is served. */
  readonly appId?: string | undefined;
  readonly appPassword?: string | undefined;
  /** Instead of a password: a certificate and its private key, in PEM. */
  readonly certificate?: string | undefined;
  /** Single tenant; without it any tenant may install the bot. */
  readonly tenantId?: string | undefined;
  /** The channel of alarms. */
  readonly channel: string;
  /** The teams that hold operators, by the id of their General channel. */
  readonly groups: readonly string[];
  /** Another Bot Framework on loopback, for tests: its published keys, and a token for calls to its connector. */
  readonly authority?: { readonly openIdUrl: string; readonly token: string };
  /** The service that is posted to before anybody has written. */
  readonly serviceUrl?: string | undefined;
}
