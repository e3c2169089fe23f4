import type { Reader } from "../../src/access/reader.ts";
import type { Attachment, ThreadKey } from "../../src/chat/chat.ts";
import type { Inbound, Received } from "../../src/conversation/inbound.ts";
import type { Log } from "../../src/log/log.ts";
import type { Archive } from "../../src/store/archive.ts";
import type { Board } from "../../src/store/board.ts";
import type { Summary } from "../../src/store/directory.ts";

/** What Teams needs from the process. */
export interface TeamsHost {
  receive(inbound: Inbound): Promise<Received>;
  /** Sends what waits after a failure. */
  resume(platform: string): Promise<void>;
  /** Stores service URLs of conversations, and ids of current messages. */
  readonly board: Board;
  readonly archive: Archive;
  /** Open investigations that a reader may see, newest first. */
  open(reader: Reader): Promise<readonly Summary[]>;
  /** The threads that show an investigation, by its number. */
  threads(number: number): Promise<readonly ThreadKey[]>;
  /** The external URL of a chart or file; undefined without a public address. */
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
  /** Of a multi-tenant bot: those whose people it serves. */
  readonly tenants?: readonly string[] | undefined;
  /** The channel of alarms. */
  readonly channel: string;
  /** Further channels, which the routes name. */
  readonly routed?: readonly string[];
  /** The operators' teams, by the id of their General channel. */
  readonly groups: readonly string[];
  /** Another Bot Framework on loopback, for tests: its published keys, and a token for its connector. */
  readonly authority?: { readonly openIdUrl: string; readonly token: () => Promise<string> };
  /** The service URL until somebody has written. */
  readonly serviceUrl?: string | undefined;
}
