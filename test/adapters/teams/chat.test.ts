import { createTeams } from "../../../adapters/teams/teams.ts";
import { silentLog } from "../../../src/log/log.ts";
import { createMemoryStores } from "../../../src/store/memory.ts";
import { audienceContract } from "../../contracts/audience.ts";
import { chatContract } from "../../contracts/chat.ts";
import { CHANNEL, startTeams } from "../../counterparts/teams/connector.ts";

async function start() {
  const teams = await startTeams();
  const now = (): Date => new Date();
  const { board, archive } = createMemoryStores({ now });
  const host = {
    receive: async () => ({ type: "ignored" }) as const,
    resume: async () => undefined,
    board,
    archive,
    open: async () => [],
    address: () => undefined,
    threads: async () => [],
    now,
    log: silentLog,
  };
  const platform = createTeams(host, { channel: CHANNEL, groups: [], serviceUrl: teams.serviceUrl });
  return { teams, platform };
}

chatContract("Teams", async () => {
  const { teams, platform } = await start();
  return {
    chat: platform.chat,
    channel: platform.place,
    async titles(place) {
      const [, conversation = "", thread] = place.split(":").map(decodeURIComponent);
      return teams.shown(conversation, thread).map((message) => JSON.stringify(message));
    },
    searches: false,
    close: () => teams.close(),
  };
});

audienceContract("Teams", async () => {
  const { teams, platform } = await start();
  teams.rosters.set(CHANNEL, ["29:ana"]);
  return {
    audience: platform.audience,
    channel: platform.place,
    unknown: platform.place.replace(encodeURIComponent(CHANNEL), encodeURIComponent("19:elsewhere@thread.tacv2")),
    member: "teams:29:ana",
    stranger: "teams:29:ben",
    close: () => teams.close(),
  };
});
