import { readFile } from "node:fs/promises";
import { groupsOf } from "../../src/access/operators.ts";
import type { PlatformAdapter } from "../../src/platform.ts";
import { team, teamsOperators } from "./operators.ts";
import { missingOfTeams, teamsSettings } from "./settings.ts";

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
    channel: { pattern: /^19:[\w.-]+@thread\.(?:tacv2|skype|v2)$/, example: "19:…@thread.tacv2" },
  },
  isChat: (config) => config.read(teamsSettings).TEAMS_CHANNEL !== undefined,
  async connect(config, host) {
    const own = config.read(teamsSettings);
    const { TEAMS_CHANNEL: channel, TEAMS_CERTIFICATE: file } = own;
    if (channel === undefined) return undefined;
    const { createTeams } = await import("./teams.ts");
    return createTeams(host, {
      channel,
      groups: groupsOf(config.OPERATORS, team),
      appId: own.TEAMS_APP_ID,
      appPassword: own.TEAMS_APP_PASSWORD,
      certificate: file && (await readFile(file, "utf8")),
      tenantId: own.TEAMS_TENANT_ID,
      serviceUrl: own.TEAMS_SERVICE_URL,
    });
  },
};
