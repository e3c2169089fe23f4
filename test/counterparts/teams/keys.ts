import { createSign, generateKeyPairSync, randomUUID } from "node:crypto";

/** A token as the Bot Framework signs it; `over` says what is otherwise. */
export interface TokenOver {
  readonly audience?: string;
  readonly issuer?: string;
  readonly serviceUrl?: string;
  /** Seconds from now; negative: it has expired. */
  readonly lives?: number | "for ever";
  /** Signed with a key that nobody published. */
  readonly foreign?: boolean;
  /** Claims besides the usual ones, or instead of them. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** `none`: not signed at all. */
  readonly algorithm?: "RS256" | "none";
}

/** Signing keys and where they are published. */
export interface Keys {
  readonly openIdUrl: string;
  publishAt(origin: string): void;
  /** The published document of a path; undefined for every other path. */
  answer(path: string): unknown;
  token(audience: string, serviceUrl: string, over?: TokenOver): string;
}

const ISSUER = "https://api.botframework.com";

const keyPair = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
/** Made once a process: each takes a tenth of a second of processor time. */
let keyPairs: { readonly own: ReturnType<typeof keyPair>; readonly foreign: ReturnType<typeof keyPair> } | undefined;

export function createKeys(): Keys {
  keyPairs ??= { own: keyPair(), foreign: keyPair() };
  const { own, foreign } = keyPairs;
  const kid = randomUUID();
  let origin = "";

  return {
    get openIdUrl() {
      return `${origin}/openid/${kid}`;
    },
    publishAt(at) {
      origin = at;
    },
    answer(path) {
      if (path === `/openid/${kid}`) {
        return { issuer: ISSUER, jwks_uri: `${origin}/keys/${kid}`, id_token_signing_alg_values_supported: ["RS256"] };
      }
      if (path !== `/keys/${kid}`) return undefined;
      const jwk = own.publicKey.export({ format: "jwk" });
      return { keys: [{ ...jwk, kid, use: "sig", alg: "RS256", endorsements: ["msteams"] }] };
    },
    token(audience, serviceUrl, over = {}) {
      const now = Math.floor(Date.now() / 1000);
      const header = { typ: "JWT", alg: over.algorithm ?? "RS256", kid };
      const claims = {
        iss: over.issuer ?? ISSUER,
        aud: over.audience ?? audience,
        nbf: now - 3_600,
        ...(over.lives !== "for ever" && { exp: now + (over.lives ?? 3_600) }),
        serviceurl: over.serviceUrl ?? serviceUrl,
        ...over.claims,
      };
      const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
      if (over.algorithm === "none") return `${text}.`;
      const key = over.foreign ? foreign.privateKey : own.privateKey;
      return `${text}.${createSign("RSA-SHA256").update(text).sign(key).toString("base64url")}`;
    },
  };
}
