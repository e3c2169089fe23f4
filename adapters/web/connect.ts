import { randomBytes } from "node:crypto";
import type { PlatformAdapter } from "../../src/platform.ts";
import type { Config } from "../../src/process/config.ts";
import { attachmentLink, opened } from "./guard/links.ts";
import { CHANNEL } from "./port.ts";
import { webSettings } from "./settings.ts";
import { createWeb } from "./web.ts";

/** The web page: the playground if there is one, and investigation pages behind signed links. */
export const web: PlatformAdapter = {
  settings: { schema: webSettings },
  channels: { key: "page", platform: "web" },
  operators: [{ what: "a person", pattern: /^web:.+$/ }],
  async connect(config, host) {
    const secret = config.read(webSettings).LINK_SECRET ?? randomBytes(32).toString("hex");
    const playground = host.incidents.length > 0 || isPrivate(config);
    const { chat, listener, close } = createWeb(host, { playground, secret, address: config.HOST });
    return {
      name: "web",
      chat,
      place: CHANNEL,
      channelKey: () => CHANNEL,
      page: { always: playground },
      mount: { path: "/", listener },
      complaints: () => [],
      greeting: (at) => ["page", `${at}/`],
      link: (attachment) => attachmentLink(attachment, secret, host.now()),
      opens: (link) => opened(link, secret, host.now()),
      stop: async () => close(),
    };
  },
};

/** Whether the open page may be shown: real telemetry is shown on this machine only. */
function isPrivate({ TABLE_NAME, HOST }: Config): boolean {
  return TABLE_NAME === undefined && /^(127\.|localhost$|::1$)/.test(HOST);
}
