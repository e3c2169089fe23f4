import { randomBytes } from "node:crypto";
import type { PlatformAdapter } from "../../src/platform.ts";
import { type Config, holdersNamed } from "../../src/process/config.ts";
import { attachmentLink, opened } from "./guard/links.ts";
import type { Entries } from "./login/entry.ts";
import type { Login } from "./login/login.ts";
import { oidcGroup } from "./login/members.ts";
import type { Provider } from "./login/provider.ts";
import { CHANNEL, type WebHost } from "./port.ts";
import { missingOfLogin, webSettings } from "./settings.ts";
import { createWeb } from "./web.ts";

/** The web page: the playground if there is one, the channel behind a login, and investigation pages behind signed links. */
export const web: PlatformAdapter = {
  settings: { schema: webSettings, missing: missingOfLogin },
  channels: { key: "page", platform: "web" },
  operators: [{ what: "a person", pattern: /^web:.+$/ }, oidcGroup],
  async connect(config, host) {
    const secret = config.read(webSettings).LINK_SECRET ?? randomBytes(32).toString("hex");
    const { login, entries } = await connectLogin(config, host, secret);
    const open = !login && (host.incidents.length > 0 || isPrivate(config));
    const { chat, listener, close } = createWeb(host, { open, login, secret, address: config.HOST });
    return {
      name: "web",
      chat,
      place: CHANNEL,
      channelKey: () => CHANNEL,
      page: { always: open || login !== undefined },
      ...(login && { groups: login.members }),
      mount: { path: "/", listener },
      complaints: () => [],
      greeting: (at) => ["page", `${at}/`],
      ...(entries && { signInPath: entries.pathFor }),
      link: (attachment) => attachmentLink(attachment, secret, host.now()),
      opens: (link) => opened(link, secret, host.now()),
      stop: async () => close(),
    };
  },
};

/** The login, and the links from the chat that it takes. */
interface WaysIn {
  readonly login?: Login;
  readonly entries?: Entries;
}

/** Connects the login if there is a provider, or links from the chat are taken. Loaded only then. */
async function connectLogin(config: Config, host: WebHost, secret: string): Promise<WaysIn> {
  const own = config.read(webSettings);
  const { PUBLIC_URL: publicUrl } = config;
  if (publicUrl === undefined) return {};
  const provider = await connectProvider(config, publicUrl);
  const takesLinks = own.SIGN_IN_LINKS === "on";
  if (!provider && !takesLinks) return {};
  const [{ createLogin }, { createEntries }] = await Promise.all([
    import("./login/login.ts"),
    import("./login/entry.ts"),
  ]);
  const entries = takesLinks ? createEntries(host, { secret, host: new URL(publicUrl).host }) : undefined;
  const named = new Set(holdersNamed(config));
  return { login: createLogin(host, { provider, entries, secret, publicUrl, named }), ...(entries && { entries }) };
}

async function connectProvider(config: Config, publicUrl: string): Promise<Provider | undefined> {
  const own = config.read(webSettings);
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = own;
  if (!issuer || clientId === undefined || clientSecret === undefined) return undefined;
  const { createProvider } = await import("./login/provider.ts");
  return createProvider({
    ...{ issuer, clientId, clientSecret, scope: own.OIDC_SCOPE, groupsClaim: own.OIDC_GROUPS_CLAIM },
    returnTo: `${publicUrl}/login/callback`,
  });
}

/** Whether the open page may be shown: real telemetry is shown on this machine only. */
function isPrivate({ TABLE_NAME, HOST }: Config): boolean {
  return TABLE_NAME === undefined && /^(127\.|localhost$|::1$)/.test(HOST);
}
