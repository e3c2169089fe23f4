import { createSlack } from "../../../adapters/slack/slack.ts";
import { silentLog } from "../../../src/log/log.ts";
import { createMemoryStores } from "../../../src/store/memory.ts";
import { audienceContract } from "../../contracts/audience.ts";
import { chatContract } from "../../contracts/chat.ts";
import { startSlack } from "../../counterparts/slack/server.ts";

async function start() {
  const slack = await startSlack();
  const now = (): Date => new Date();
  const { archive } = createMemoryStores({ now });
  const host = {
    receive: async () => ({ type: "ignored" }) as const,
    resume: async () => undefined,
    archive,
    open: async () => [],
    links: async () => [],
    shownIn: async () => undefined,
    pageAt: async () => undefined,
    health: () => [],
    now,
    log: silentLog,
  };
  const { botToken, signingSecret, apiUrl } = slack;
  const settings = {
    botToken,
    signingSecret,
    apiUrl,
    channel: "C0001",
    named: [],
    emoji: "pushpin",
    groups: [],
    zone: "UTC",
  };
  const platform = await createSlack(host, settings);
  const close = async (): Promise<void> => {
    await platform.stop();
    await slack.close();
  };
  return { ...slack, platform, close };
}

chatContract("Slack", async () => {
  const { platform, workspace, close } = await start();
  return {
    chat: platform.chat,
    channel: platform.place,
    async titles(place) {
      const [, , channel = "", thread] = place.split(":");
      return workspace.shown(channel, thread).map((message) => JSON.stringify(message));
    },
    searches: true,
    close,
  };
});

audienceContract("Slack", async () => {
  const { platform, workspace, close } = await start();
  workspace.channels.set("C0002", "member");
  workspace.privates.set("C0002", ["U0001"]);
  const key = (channel: string): string => platform.place.replace("C0001", channel);
  return {
    audience: platform.audience,
    channel: key("C0002"),
    unknown: key("C0404"),
    member: "slack:U0001",
    stranger: "slack:U0002",
    close,
  };
});
