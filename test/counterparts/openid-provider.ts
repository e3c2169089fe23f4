import { createHash, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

/** Whom the provider signs in at the next visit. */
export interface ProviderPerson {
  readonly sub: string;
  readonly name?: string;
  readonly groups?: readonly string[];
}

/** What the provider does otherwise than it should. */
export interface ProviderFaults {
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Signs with a key that it does not publish. */
  readonly foreignKey?: boolean;
  /** Answers nothing but errors. */
  readonly away?: boolean;
}

/** An OpenID provider on loopback: authorization code flow with PKCE, tokens signed with RS256, each code good for one use. */
export interface OpenIdProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  person: ProviderPerson;
  faults: ProviderFaults;
  stop(): Promise<void>;
}

interface Code {
  readonly person: ProviderPerson;
  readonly nonce: string;
  readonly challenge: string;
  readonly redirect: string;
}

const rsa = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
/** The published key and a foreign one, made once a process: each takes a tenth of a second of processor time. */
let keys: [published: ReturnType<typeof rsa>, foreign: ReturnType<typeof rsa>] | undefined;
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

export async function startOpenIdProvider(): Promise<OpenIdProvider> {
  keys ??= [rsa(), rsa()];
  const [published, foreign] = keys;
  const codes = new Map<string, Code>();
  const clientId = "gumshoe";
  const clientSecret = "the client's secret";
  let issuer = "";

  function idToken({ person, nonce }: Code): string {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer,
      aud: clientId,
      iat: now,
      exp: now + 300,
      nonce,
      ...person,
      ...provider.faults.claims,
    };
    const signed = `${encoded({ alg: "RS256", kid: "1" })}.${encoded(claims)}`;
    const key = provider.faults.foreignKey ? foreign.privateKey : published.privateKey;
    return `${signed}.${createSign("RSA-SHA256").update(signed).sign(key, "base64url")}`;
  }

  function authorize(query: URLSearchParams, response: ServerResponse): void {
    const asked = (name: string): string => query.get(name) ?? "";
    if (
      asked("client_id") !== clientId ||
      asked("response_type") !== "code" ||
      asked("code_challenge_method") !== "S256"
    ) {
      response.writeHead(400).end("not a request of the client");
      return;
    }
    const code = randomUUID();
    const redirect = asked("redirect_uri");
    codes.set(code, { person: provider.person, nonce: asked("nonce"), challenge: asked("code_challenge"), redirect });
    const back = new URL(redirect);
    back.search = new URLSearchParams({ code, state: asked("state") }).toString();
    response.writeHead(302, { location: back.href }).end();
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await text(request));
    const [, basic = ""] = (request.headers.authorization ?? "").split(" ");
    const [id, secret] = Buffer.from(basic, "base64")
      .toString("utf8")
      .split(":")
      .map((part) => new URLSearchParams(`v=${part}`).get("v"));
    const code = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const isOwn = id === clientId && secret === clientSecret;
    if (!code || !isOwn || challenge !== code.challenge || form.get("redirect_uri") !== code.redirect) {
      json(response, 400, { error: isOwn ? "invalid_grant" : "invalid_client" });
      return;
    }
    json(response, 200, { access_token: randomUUID(), token_type: "Bearer", expires_in: 300, id_token: idToken(code) });
  }

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", issuer);
    if (provider.faults.away) response.writeHead(500).end();
    else if (pathname === "/.well-known/openid-configuration") {
      json(response, 200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        end_session_endpoint: `${issuer}/end`,
        response_types_supported: ["code"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["RS256"],
        code_challenge_methods_supported: ["S256"],
      });
    } else if (pathname === "/keys") {
      const key = published.publicKey.export({ format: "jwk" });
      json(response, 200, { keys: [{ ...key, kid: "1", use: "sig", alg: "RS256" }] });
    } else if (pathname === "/authorize") authorize(searchParams, response);
    else if (pathname === "/token") void token(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  issuer = `http://127.0.0.1:${bound !== null && typeof bound === "object" ? bound.port : 0}`;
  const provider: OpenIdProvider = {
    issuer,
    clientId,
    clientSecret,
    person: { sub: "ana" },
    faults: {},
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return provider;
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}
