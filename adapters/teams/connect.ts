import { readFile } from "node:fs/promises";
import { groupsOf } from "../../src/access/operators.ts";
import type { Config } from "../../src/process/config.ts";
import type { TeamsHost } from "./port.ts";
import type { Teams } from "./teams.ts";

/** Microsoft Teams, where it is set up. Loaded only then, as its SDK takes 145 MB. Rejects where the certificate's file cannot be read. */
export async function connectTeams(config: Config, host: TeamsHost): Promise<Teams | undefined> {
  const { TEAMS_CHANNEL: channel, TEAMS_CERTIFICATE: file } = config;
  if (channel === undefined) return undefined;
  const { createTeams } = await import("./teams.ts");
  return createTeams(host, {
    channel,
    groups: groupsOf(config.OPERATORS).teams,
    appId: config.TEAMS_APP_ID,
    appPassword: config.TEAMS_APP_PASSWORD,
    certificate: file && (await readFile(file, "utf8")),
    tenantId: config.TEAMS_TENANT_ID,
    serviceUrl: config.TEAMS_SERVICE_URL,
  });
}
