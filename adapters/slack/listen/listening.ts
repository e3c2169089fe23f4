import type { App } from "@slack/bolt";
import type { Log } from "../../../src/log.ts";
import type { Converse } from "../conversation.ts";
import type { Messages } from "../messages.ts";
import type { People } from "../people.ts";
import type { SlackHost, SlackSettings } from "../port.ts";
import type { Tell } from "../tell.ts";

/** Who the bot is in its workspace. */
export interface Identity {
  readonly team: string;
  readonly user: string;
  readonly bot: string | undefined;
  /** The workspace's address: "https://acme.slack.com/". */
  readonly url: string;
}

/** What every listener has at hand. */
export interface Listening {
  readonly app: App;
  readonly identity: Identity;
  readonly converse: Converse;
  readonly tell: Tell;
  readonly people: People;
  readonly messages: Messages;
  readonly host: SlackHost;
  readonly settings: SlackSettings;
  readonly log: Log;
}
