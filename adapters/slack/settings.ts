import { z } from "zod";
import { loopback } from "../../src/process/setting-values.ts";

/** The id of a channel, as the end of its details shows it. */
export const CHANNEL_ID = /^[CGD][A-Z0-9_]+$/;

/** The settings of one Slack workspace. */
export const slackSettings = z.object({
  /** The bot token of a workspace; if set, Slack is connected. */
  SLACK_BOT_TOKEN: z.string().startsWith("xoxb-", "is not a bot token: it begins with xoxb-").optional(),
  /** Verifies Slack's requests. */
  SLACK_SIGNING_SECRET: z.string().optional(),
  /** An app-level token; if set, Socket Mode is used. */
  SLACK_APP_TOKEN: z.string().startsWith("xapp-", "is not an app-level token: it begins with xapp-").optional(),
  /** The channel of alarms. */
  SLACK_CHANNEL: z
    .string()
    .regex(CHANNEL_ID, "is not a channel's id such as C0123456789: it stands at the end of the channel's details")
    .optional(),
  /** The emoji whose reaction adds a message to the timeline. */
  SLACK_TIMELINE_EMOJI: z
    .string()
    .regex(/^[a-z0-9_+'-]+$/, "is not an emoji's name such as pushpin")
    .default("pushpin"),
  /** Another Slack Web API on loopback, for tests. */
  SLACK_API_URL: loopback.optional(),
});

/** Returns a sentence for each setting that is missing beside another. */
export function missingOfSlack(isSet: (name: string) => boolean): readonly string[] {
  const others = ["SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN", "SLACK_CHANNEL"].filter(isSet);
  if (!isSet("SLACK_BOT_TOKEN")) return others.length === 0 ? [] : [`SLACK_BOT_TOKEN is not set, and ${others[0]} is`];
  return [
    ...(isSet("SLACK_CHANNEL") ? [] : ["SLACK_CHANNEL is not set: alarms need a channel, by its id"]),
    ...(isSet("SLACK_SIGNING_SECRET") || isSet("SLACK_APP_TOKEN")
      ? []
      : ["SLACK_SIGNING_SECRET is not set: copy it from the app's page, or set SLACK_APP_TOKEN for Socket Mode"]),
  ];
}
