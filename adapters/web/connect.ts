import { randomBytes } from "node:crypto";
import type { PlatformAdapter } from "../../src/platform.ts";
import { type Config, holdersNamed } from "../../src/process/config.ts";
import { attachmentLink, opened } from "./guard/links.ts";
import type { Login } from "./login/login.ts";
import { oidcGroup } from "./login/members.ts";
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
    const login = await connectLogin(config, host, secret);
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
      link: (attachment) => attachmentLink(attachment, secret, host.now()),
      opens: (link) => opened(link, secret, host.now()),
      stop: async () => close(),
    };
  },
};

/** Connects the login if there is a provider. Loaded only then. */
async function connectLogin(config: Config, host: WebHost, secret: string): Promise<Login | undefined> {
  const own = config.read(webSettings);
  const { PUBLIC_URL: publicUrl } = config;
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = own;
  if (!issuer || clientId === undefined || clientSecret === undefined || publicUrl === undefined) return undefined;
  const [{ createLogin }, { createProvider }] = await Promise.all([
    import("./login/login.ts"),
    import("./login/provider.ts"),
  ]);
  const provider = createProvider({
    ...{ issuer, clientId, clientSecret, scope: own.OIDC_SCOPE, groupsClaim: own.OIDC_GROUPS_CLAIM },
    returnTo: `${publicUrl}/login/callback`,
  });
  return createLogin(host, { provider, secret, publicUrl, named: new Set(holdersNamed(config)) });
}

/** Whether the open page may be shown: real telemetry is shown on this machine only. */
function isPrivate({ TABLE_NAME, HOST }: Config): boolean {
  return TABLE_NAME === undefined && /^(127\.|localhost$|::1$)/.test(HOST);
}
