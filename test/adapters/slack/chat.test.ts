import { createSlack } from "../../../adapters/slack/slack.ts";
import { silentLog } from "../../../src/log/log.ts";
import { createMemoryStores } from "../../../src/store/memory.ts";
import { chatContract } from "../../contracts/chat.ts";
import { startSlack } from "../../counterparts/slack/server.ts";

chatContract("Slack", async () => {
  const slack = await startSlack();
  const now = (): Date => new Date();
  const { archive } = createMemoryStores({ now });
  const host = {
    receive: async () => ({ type: "ignored" }) as const,
    archive,
    open: async () => [],
    links: async () => [],
    health: () => [],
    now,
    log: silentLog,
  };
  const { botToken, signingSecret, apiUrl } = slack;
  const settings = { botToken, signingSecret, apiUrl, channel: "C0001", emoji: "pushpin", groups: [], zone: "UTC" };
  const platform = await createSlack(host, settings);
  return {
    chat: platform.chat,
    channel: platform.place,
    async titles(place) {
      const [, , channel = "", thread] = place.split(":");
      return slack.workspace.shown(channel, thread).map((message) => JSON.stringify(message));
    },
    searches: true,
    async close() {
      await platform.stop();
      await slack.close();
    },
  };
});
