import { groupsOf } from "../../src/access/operators.ts";
import type { Config } from "../../src/process/config.ts";
import type { SlackHost } from "./port.ts";
import type { Slack } from "./slack.ts";

/** Slack, where it is set up. Loaded only then: Bolt takes its time and memory. */
export async function connectSlack(config: Config, host: SlackHost): Promise<Slack | undefined> {
  const { SLACK_BOT_TOKEN: botToken, SLACK_CHANNEL: channel } = config;
  if (botToken === undefined || channel === undefined) return undefined;
  const { createSlack } = await import("./slack.ts");
  return createSlack(host, {
    botToken,
    channel,
    groups: groupsOf(config.OPERATORS).slack,
    emoji: config.SLACK_TIMELINE_EMOJI,
    zone: config.TIME_ZONE,
    signingSecret: config.SLACK_SIGNING_SECRET,
    appToken: config.SLACK_APP_TOKEN,
    apiUrl: config.SLACK_API_URL,
  });
}
