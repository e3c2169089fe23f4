import { createTeams } from "../../../adapters/teams/teams.ts";
import { silentLog } from "../../../src/log/log.ts";
import { createMemoryStores } from "../../../src/store/memory.ts";
import { chatContract } from "../../contracts/chat.ts";
import { CHANNEL, startTeams } from "../../counterparts/teams/connector.ts";

chatContract("Teams", async () => {
  const teams = await startTeams();
  const now = (): Date => new Date();
  const { board } = createMemoryStores({ now });
  const host = {
    receive: async () => ({ type: "ignored" }) as const,
    resume: async () => undefined,
    board,
    open: async () => [],
    address: () => undefined,
    threads: async () => [],
    now,
    log: silentLog,
  };
  const platform = createTeams(host, { channel: CHANNEL, groups: [], serviceUrl: teams.serviceUrl });
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
