import type { App } from "@slack/bolt";
import type { Log } from "../../../src/log/log.ts";
import type { People } from "../people/people.ts";
import type { SlackHost, SlackSettings } from "../port.ts";
import type { Messages } from "../post/messages.ts";
import type { Converse } from "./conversation.ts";
import type { Loading } from "./loading.ts";
import type { PersonalAnswers } from "./personal-answers.ts";

/** The bot's identity in its workspace. */
export interface Identity {
  readonly team: string;
  /** The organisation of the workspace, on Enterprise Grid. */
  readonly enterprise: string | undefined;
  readonly user: string;
  readonly bot: string | undefined;
  /** What the app was granted; empty where Slack does not tell. */
  readonly scopes: ReadonlySet<string>;
  /** The workspace's URL: "https://acme.slack.com/". */
  readonly url: string;
}

/** The dependencies of every listener. */
export interface Listening {
  readonly app: App;
  readonly identity: Identity;
  readonly converse: Converse;
  readonly answers: PersonalAnswers;
  readonly loading: Loading;
  readonly people: People;
  readonly messages: Messages;
  readonly host: SlackHost;
  readonly settings: SlackSettings;
  readonly log: Log;
}
