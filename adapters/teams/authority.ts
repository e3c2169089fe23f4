import { TeamsAdapter } from "@microsoft/teams-ai";
import { ConfigurationServiceClientCredentialFactory } from "botbuilder";
import { Unrecoverable } from "../../src/errors.ts";
import type { TeamsSettings } from "./port.ts";

/** Who may call the bot, and as whom it calls: the Bot Framework's adapter verifies, its credentials fetch tokens. */
export interface Authority {
  readonly adapter: TeamsAdapter;
  /** A bearer token for the connector; undefined without an app id. */
  token(): Promise<string | undefined>;
}

/** What bots ask a token for. https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
const SCOPE = "https://api.botframework.com";
const LOGIN = "https://login.microsoftonline.com/";

export function createAuthority({ appId, appPassword, tenantId, authority }: TeamsSettings): Authority {
  const options = {
    MicrosoftAppId: appId ?? "",
    MicrosoftAppPassword: appPassword ?? "",
    MicrosoftAppType: tenantId === undefined ? "MultiTenant" : "SingleTenant",
    ...(tenantId !== undefined && { MicrosoftAppTenantId: tenantId }),
  };
  const factory = new ConfigurationServiceClientCredentialFactory(options);
  const elsewhere = authority && {
    ToChannelFromBotLoginUrl: `${LOGIN}botframework.com`,
    ToChannelFromBotOAuthScope: SCOPE,
    ToBotFromChannelTokenIssuer: SCOPE,
    OAuthUrl: "https://api.botframework.com",
    ToBotFromChannelOpenIdMetadataUrl: authority.openIdUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: authority.openIdUrl,
    ValidateAuthority: "true",
    CallerId: "",
  };
  return {
    adapter: new TeamsAdapter({ ...options, ...elsewhere }, factory),
    async token() {
      if (appId === undefined) return undefined;
      if (authority) return authority.token;
      const credentials = await factory.createCredentials(
        appId,
        SCOPE,
        `${LOGIN}${tenantId ?? "botframework.com"}`,
        true,
      );
      if (!("getToken" in credentials) || typeof credentials.getToken !== "function") {
        throw new Unrecoverable("Teams: the credentials give no token. Check TEAMS_APP_PASSWORD.");
      }
      return String(await credentials.getToken());
    },
  };
}
