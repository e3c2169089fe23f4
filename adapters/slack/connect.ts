import { groupsOf } from "../../src/access/operators.ts";
import { ROLE_SETTINGS } from "../../src/access/roles.ts";
import type { PlatformAdapter } from "../../src/platform.ts";
import { type Config, holdersNamed } from "../../src/process/config.ts";
import { channelsOf } from "../../src/routing/receiver.ts";
import { channelForm, slackOperators, userGroup } from "./operators.ts";
import { fromKey } from "./place.ts";
import type { NamedChannel } from "./post/barriers.ts";
import { CHANNEL_ID, missingOfSlack, slackSettings } from "./settings.ts";

/** The channels of Slack that settings name, besides the one of alarms. */
function namedIn(config: Config): readonly NamedChannel[] {
  const { GUARDRAILS, ROUTES, DIGEST } = config;
  const routed = channelsOf(ROUTES?.routing.receivers ?? []).filter(({ platform }) => platform === "slack");
  return [
    ...routed.map(({ channel }) => ({ setting: "ROUTES", channel })),
    ...(DIGEST?.target.platform === "slack" ? [{ setting: "DIGEST", channel: DIGEST.target.channel }] : []),
    ...Object.values(ROLE_SETTINGS).flatMap((setting) => named(setting, config[setting] ?? [])),
    ...named("GUARDRAILS", Object.keys(GUARDRAILS)),
  ];
}

function named(setting: string, keys: Iterable<string>): readonly NamedChannel[] {
  const ours = [...keys].filter((key) => channelForm.pattern.test(key));
  return ours.map(fromKey).map(({ team, channel }) => ({ setting, team, channel }));
}

/** Connects Slack if it is configured. Loaded only then, because Bolt takes time and memory. */
export const slack: PlatformAdapter = {
  settings: { schema: slackSettings, missing: missingOfSlack },
  operators: slackOperators,
  channels: { key: "slack_configs", platform: "slack", channel: { pattern: CHANNEL_ID, example: "C0123456789" } },
  isChat(config) {
    const { SLACK_BOT_TOKEN, SLACK_CHANNEL } = config.read(slackSettings);
    return SLACK_BOT_TOKEN !== undefined && SLACK_CHANNEL !== undefined;
  },
  async connect(config, host) {
    const own = config.read(slackSettings);
    const { SLACK_BOT_TOKEN: botToken, SLACK_CHANNEL: channel } = own;
    if (botToken === undefined || channel === undefined) return undefined;
    const { createSlack } = await import("./slack.ts");
    return createSlack(host, {
      botToken,
      channel,
      named: namedIn(config),
      groups: groupsOf(holdersNamed(config), userGroup),
      emoji: own.SLACK_TIMELINE_EMOJI,
      zone: config.TIME_ZONE,
      signingSecret: own.SLACK_SIGNING_SECRET,
      appToken: own.SLACK_APP_TOKEN,
      apiUrl: own.SLACK_API_URL,
    });
  },
};
