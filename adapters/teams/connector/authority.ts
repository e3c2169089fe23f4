import { X509Certificate } from "node:crypto";
import { TeamsAdapter } from "@microsoft/teams-ai";
import { ConfigurationServiceClientCredentialFactory } from "botbuilder";
import { CertificateServiceClientCredentialsFactory } from "botframework-connector";
import { Unrecoverable } from "../../../src/errors.ts";
import type { TeamsSettings } from "../port.ts";

/** Authentication in both directions: the Bot Framework's adapter verifies requests, its credentials fetch tokens. */
export interface Authority {
  readonly adapter: TeamsAdapter;
  /** A bearer token for the connector; undefined without an app id. */
  token(): Promise<string | undefined>;
}

/** The audience of a bot's token. https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
const SCOPE = "https://api.botframework.com";
const LOGIN = "https://login.microsoftonline.com/";

export function createAuthority({ appId, appPassword, certificate, tenantId, authority }: TeamsSettings): Authority {
  const options = {
    MicrosoftAppId: appId ?? "",
    MicrosoftAppPassword: appPassword ?? "",
    MicrosoftAppType: tenantId === undefined ? "MultiTenant" : "SingleTenant",
    ...(tenantId !== undefined && { MicrosoftAppTenantId: tenantId }),
  };
  const factory =
    appId !== undefined && certificate !== undefined
      ? fromCertificate(appId, certificate, tenantId)
      : new ConfigurationServiceClientCredentialFactory(options);
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
      if (authority) return authority.token();
      const credentials = await factory.createCredentials(
        appId,
        SCOPE,
        `${LOGIN}${tenantId ?? "botframework.com"}`,
        true,
      );
      if (!("getToken" in credentials) || typeof credentials.getToken !== "function") {
        throw new Unrecoverable("Teams: the credentials give no token. Check TEAMS_APP_PASSWORD or TEAMS_CERTIFICATE.");
      }
      return String(await credentials.getToken());
    },
  };
}

/** @throws Unrecoverable if the text is not a certificate with its key, in PEM. */
function fromCertificate(
  appId: string,
  pem: string,
  tenantId: string | undefined,
): CertificateServiceClientCredentialsFactory {
  const [certificate] = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(pem) ?? [];
  const [key] = /-----BEGIN (?:RSA )?PRIVATE KEY-----[^-]+-----END (?:RSA )?PRIVATE KEY-----/.exec(pem) ?? [];
  if (certificate === undefined || key === undefined) {
    throw new Unrecoverable("Teams: TEAMS_CERTIFICATE holds no certificate with its private key. Give both, in PEM.");
  }
  // The SDK would run openssl for it, which a minimal container lacks.
  const thumbprint = new X509Certificate(certificate).fingerprint.replaceAll(":", "");
  return new CertificateServiceClientCredentialsFactory(appId, thumbprint, key, tenantId, certificate);
}
