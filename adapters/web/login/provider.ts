import * as client from "openid-client";
import { z } from "zod";

/** The provider has so many seconds for each answer. */
const PATIENCE_SECONDS = 10;

/** Where people sign in, and how Gumshoe is known there. */
export interface ProviderSettings {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  readonly groupsClaim: string;
  /** Where the provider sends people back. */
  readonly returnTo: string;
}

/** What is kept in the browser between the two halves of a login. */
export const begun = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() });
export type Begun = z.infer<typeof begun>;

/** Whom the provider knows. `subject` is the provider's own id of them, which it gives to nobody else. */
export interface SignedIn {
  readonly subject: string;
  readonly name: string;
  readonly groups: readonly string[];
}

/** An OpenID provider, by the authorization code flow with PKCE. https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth */
export interface Provider {
  /** The address where a person signs in, and what is needed to believe their return. */
  begin(): Promise<{ readonly url: URL; readonly begun: Begun }>;
  /** Who came back. Rejects if the return is not of that beginning, or is not the provider's. */
  finish(query: URLSearchParams, begun: Begun): Promise<SignedIn>;
  /** Where the person signs out of the provider, too; undefined if it has no such page. */
  signOut(backTo: string): Promise<URL | undefined>;
}

const claims = z.object({
  sub: z.string().min(1).max(255),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  email: z.string().optional(),
});

/** Creates the client of a provider. The provider is asked for its addresses and keys when somebody first signs in. */
export function createProvider(settings: ProviderSettings): Provider {
  const { issuer, clientId, clientSecret, scope, groupsClaim, returnTo } = settings;
  let known: Promise<client.Configuration> | undefined;

  /** A provider that did not answer is asked again. */
  function configuration(): Promise<client.Configuration> {
    known ??= discover().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  }

  async function discover(): Promise<client.Configuration> {
    // Signatures are checked even where the token came over TLS from the provider itself.
    const execute = [client.enableNonRepudiationChecks];
    if (issuer.protocol === "http:") execute.push(client.allowInsecureRequests);
    const options = { execute, timeout: PATIENCE_SECONDS };
    return client.discovery(issuer, clientId, undefined, client.ClientSecretBasic(clientSecret), options);
  }

  return {
    async begin() {
      const [state, nonce] = [client.randomState(), client.randomNonce()];
      const verifier = client.randomPKCECodeVerifier();
      const url = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: returnTo,
        scope,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
      });
      return { url, begun: { state, nonce, verifier } };
    },
    async finish(query, { state, nonce, verifier }) {
      const back = new URL(returnTo);
      back.search = query.toString();
      const tokens = await client.authorizationCodeGrant(await configuration(), back, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const told = tokens.claims();
      const { sub, name, preferred_username, email } = claims.parse(told);
      return {
        subject: sub,
        name: nameOf(name ?? preferred_username ?? email ?? sub),
        groups: groupsIn(told?.[groupsClaim]),
      };
    },
    async signOut(backTo) {
      const config = await configuration();
      if (config.serverMetadata().end_session_endpoint === undefined) return undefined;
      return client.buildEndSessionUrl(config, { post_logout_redirect_uri: backTo });
    },
  };
}

/** A claim with one group, or several. */
function groupsIn(claim: unknown): readonly string[] {
  const several = z.array(z.string()).safeParse(typeof claim === "string" ? [claim] : claim);
  return several.data ?? [];
}

/** A name as the record shows it, on one line. */
function nameOf(text: string): string {
  return (
    text
      .replaceAll(/[^\p{L}\p{N} .@_'-]/gu, "")
      .trim()
      .slice(0, 80) || "somebody"
  );
}
