import { z } from "zod";
import { loopback } from "../../src/process/setting-values.ts";

/** The id of a channel or a group chat, and of one of Microsoft's local playground. */
export const CHANNEL_ID = /^(?:19:[\w.-]{1,180}@thread\.(?:tacv2|skype|v2)|[\da-f-]{36}@test\.(?:team|group))$/;

/** The settings of one bot registration in Microsoft Teams. */
export const teamsSettings = z.object({
  /** The bot's app id in Azure; without it only this machine is served. */
  TEAMS_APP_ID: z.guid("is not an app id: copy it from the bot's registration").optional(),
  TEAMS_APP_PASSWORD: z.string().optional(),
  /** Instead of the password: a file with the app's certificate and its private key, in PEM. */
  TEAMS_CERTIFICATE: z.string().optional(),
  /** The tenant of a single-tenant bot; without it any tenant may install the bot. */
  TEAMS_TENANT_ID: z.guid("is not a tenant id").optional(),
  /** The tenants whose people a multi-tenant bot serves. */
  TEAMS_TENANTS: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((id) => id !== ""))
    .pipe(z.array(z.guid("is not a list of tenant ids, separated by commas")).min(1, "names no tenant"))
    .optional(),
  /** The channel of alarms, or a group chat. */
  TEAMS_CHANNEL: z
    .string()
    .transform((id) => id.replaceAll(/%3A/gi, ":").replaceAll("%40", "@"))
    .refine((id) => CHANNEL_ID.test(id), {
      error:
        "is not a channel's id such as 19:…@thread.tacv2: it stands in the channel's link (Get link to channel), not its name",
    })
    .optional(),
  /** Another connector on loopback, for tests. */
  TEAMS_SERVICE_URL: loopback.optional(),
});

/** Returns a sentence for each setting that is missing beside another. */
export function missingOfTeams(isSet: (name: string) => boolean): readonly string[] {
  const [proof] = ["TEAMS_APP_PASSWORD", "TEAMS_CERTIFICATE"].filter(isSet);
  const twice = isSet("TEAMS_TENANTS") && isSet("TEAMS_TENANT_ID");
  if (twice) return ["TEAMS_TENANTS and TEAMS_TENANT_ID are set: a bot is of one tenant, or of several"];
  if (!isSet("TEAMS_APP_ID")) return proof === undefined ? [] : [`TEAMS_APP_ID is not set, and ${proof} is`];
  return [
    ...(proof === undefined
      ? ["TEAMS_APP_PASSWORD is not set: create a client secret for the app, or set TEAMS_CERTIFICATE"]
      : []),
    ...(isSet("TEAMS_CHANNEL") ? [] : ["TEAMS_CHANNEL is not set: alarms need a channel, by its id"]),
  ];
}
