import { groupsOf } from "../../src/access/operators.ts";
import type { PlatformAdapter } from "../../src/platform.ts";
import { channelForm, slackOperators, userGroup } from "./operators.ts";
import type { Named } from "./post/barriers.ts";
import { CHANNEL_ID, missingOfSlack, slackSettings } from "./settings.ts";

/** The channels of Slack among what a setting names. */
function namedBy(setting: string, keys: Iterable<string>): readonly Named[] {
  return [...keys].filter((key) => channelForm.pattern.test(key)).map((place) => ({ setting, place }));
}

/** Connects Slack if it is configured. Loaded only then, because Bolt takes time and memory. */
export const slack: PlatformAdapter = {
  settings: { schema: slackSettings, missing: missingOfSlack },
  operators: slackOperators,
  channels: { key: "slack_configs", platform: "slack", channel: { pattern: CHANNEL_ID, example: "C0123456789" } },
  async connect(config, host) {
    const own = config.read(slackSettings);
    const { SLACK_BOT_TOKEN: botToken, SLACK_CHANNEL: channel } = own;
    if (botToken === undefined || channel === undefined) return undefined;
    const { createSlack } = await import("./slack.ts");
    return createSlack(host, {
      botToken,
      channel,
      named: [...namedBy("OPERATORS", config.OPERATORS), ...namedBy("GUARDRAILS", Object.keys(config.GUARDRAILS))],
      groups: groupsOf(config.OPERATORS, userGroup),
      emoji: own.SLACK_TIMELINE_EMOJI,
      zone: config.TIME_ZONE,
      signingSecret: own.SLACK_SIGNING_SECRET,
      appToken: own.SLACK_APP_TOKEN,
      apiUrl: own.SLACK_API_URL,
    });
  },
};
