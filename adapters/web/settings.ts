import { z } from "zod";

/** An OpenID provider: https, or on this machine. */
const issuer = z.string().transform((text, context) => {
  const url = URL.parse(text);
  const here = url?.protocol === "http:" && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url && (url.protocol === "https:" || here)) return url;
  context.addIssue(`is not an address such as https://login.example.com: ${text}`);
  return z.NEVER;
});

/** The settings of the web page. */
export const webSettings = z.object({
  /** The key that signs links to investigation pages, and sessions; without it a new one is generated at each start. */
  LINK_SECRET: z.string().min(16, "needs at least 16 characters").optional(),
  /** The OpenID provider where people sign in to the page. */
  OIDC_ISSUER: issuer.optional(),
  /** Gumshoe's client id there. */
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  /** The client's secret. */
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** Whether people sign in to the page with links from the chat. */
  SIGN_IN_LINKS: z.literal("on", "is on, or is not set").optional(),
  /** What Gumshoe asks the provider for, separated by spaces. */
  OIDC_SCOPE: z
    .string()
    .regex(/^[\w:./-]+( [\w:./-]+)*$/, "is not a list of scopes such as openid profile")
    .refine((scope) => scope.split(" ").includes("openid"), "needs the scope openid")
    .default("openid profile email"),
  /** The claim of the id token that lists a person's groups. */
  OIDC_GROUPS_CLAIM: z.string().min(1).max(200).default("groups"),
});

const BESIDE_ISSUER = [
  ["OIDC_CLIENT_ID", "Gumshoe's client id at the provider."],
  ["OIDC_CLIENT_SECRET", "The client's secret."],
  ["PUBLIC_URL", "The provider sends people back there."],
  ["LINK_SECRET", "It signs sessions, on every replica the same."],
] as const;

const BESIDE_LINKS = [
  ["PUBLIC_URL", "The links lead there."],
  ["LINK_SECRET", "It signs them and sessions, on every replica the same."],
] as const;

/** What is missing beside other settings of the login. */
export function missingOfLogin(isSet: (name: string) => boolean): readonly string[] {
  return [["OIDC_ISSUER", BESIDE_ISSUER] as const, ["SIGN_IN_LINKS", BESIDE_LINKS] as const].flatMap(
    ([setting, beside]) =>
      isSet(setting)
        ? beside.flatMap(([name, text]) => (isSet(name) ? [] : [`${name} is not set, and ${setting} is. ${text}`]))
        : [],
  );
}
