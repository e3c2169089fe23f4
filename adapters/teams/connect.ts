import { readFile } from "node:fs/promises";
import { groupsOf } from "../../src/access/operators.ts";
import type { PlatformAdapter } from "../../src/platform.ts";
import { holdersNamed } from "../../src/process/config.ts";
import { channelsOf } from "../../src/routing/receiver.ts";
import { team, teamsOperators } from "./operators.ts";
import { CHANNEL_ID, missingOfTeams, teamsSettings } from "./settings.ts";

/**
 * Connects Microsoft Teams if it is configured. Loaded only then, because its SDK takes 145 MB. Rejects if the certificate's file cannot be
 * read.
 */
export const teams: PlatformAdapter = {
  settings: { schema: teamsSettings, missing: missingOfTeams },
  operators: teamsOperators,
  channels: {
    key: "msteams_configs",
    platform: "teams",
    channel: { pattern: CHANNEL_ID, example: "19:…@thread.tacv2" },
  },
  isChat: (config) => config.read(teamsSettings).TEAMS_CHANNEL !== undefined,
  async connect(config, host) {
    const own = config.read(teamsSettings);
    const { TEAMS_CHANNEL: channel, TEAMS_CERTIFICATE: file } = own;
    if (channel === undefined) return undefined;
    const { createTeams } = await import("./teams.ts");
    return createTeams(host, {
      channel,
      routed: [...channelsOf(config.ROUTES?.routing.receivers ?? []), ...(config.DIGEST ? [config.DIGEST.target] : [])]
        .filter(({ platform }) => platform === "teams")
        .map((target) => target.channel),
      groups: groupsOf(holdersNamed(config), team),
      appId: own.TEAMS_APP_ID,
      appPassword: own.TEAMS_APP_PASSWORD,
      certificate: file && (await readFile(file, "utf8")),
      tenantId: own.TEAMS_TENANT_ID,
      tenants: own.TEAMS_TENANTS,
      serviceUrl: own.TEAMS_SERVICE_URL,
    });
  },
};
