import { expect, onTestFinished, test } from "vitest";
import { createAuthority } from "../../../adapters/teams/connector/authority.ts";
import { createConnector } from "../../../adapters/teams/connector/connector.ts";
import { createReferences } from "../../../adapters/teams/connector/references.ts";
import { incoming } from "../../../adapters/teams/listen/activity.ts";
import { toKey } from "../../../adapters/teams/place.ts";
import { createPosted } from "../../../adapters/teams/post/posted.ts";
import { createTwins } from "../../../adapters/teams/post/twins.ts";
import { toActivity } from "../../../adapters/teams/render/activity.ts";
import { silentLog } from "../../../src/log/log.ts";
import type { Board } from "../../../src/store/board.ts";
import { createMemoryStores } from "../../../src/store/memory.ts";
import { CHANNEL, startTeams } from "../../counterparts/teams/connector.ts";

const now = (): Date => new Date();
const card = toActivity({ card: { title: "ALARM", tone: "alarm", push: "ALARM", blocks: [] }, held: {} });

/** Replicas of one bot that share a store; `limits` are of the reads of messages that were posted. */
async function open(conversation: string) {
  const teams = await startTeams();
  onTestFinished(() => teams.close());
  const { board } = createMemoryStores({ now });
  const limits: number[] = [];
  const counted: Board = {
    put: board.put,
    remove: board.remove,
    list(place, limit) {
      if (place.startsWith("teams:posted")) limits.push(limit);
      return board.list(place, limit);
    },
  };
  let root = "";
  function replica() {
    const posted = createPosted(counted, now);
    const references = createReferences(counted, now, { first: teams.serviceUrl, loopback: true });
    const connector = createConnector(createAuthority({ channel: CHANNEL, groups: [] }), references, posted);
    const host = { threads: async () => [toKey({ conversation, thread: root })] };
    const replace = createTwins({ host, connector, posted, log: silentLog });
    const press = (message: string, thread: string): Promise<void> => {
      const activity = {
        type: "invoke",
        serviceUrl: teams.serviceUrl,
        replyToId: message,
        from: { id: "29:ana" },
        recipient: { id: "28:bot" },
        conversation: { id: conversation.includes("tacv2") ? `${conversation};messageid=${thread}` : conversation },
      };
      return replace(incoming.parse(activity), "G-1001 why h1");
    };
    return { connector, posted, press };
  }
  const setRoot = (id: string): void => {
    root = id;
  };
  return { teams, replica, setRoot, limits, shown: (id: string) => teams.messages.find((one) => one.id === id) };
}

test.each([CHANNEL, "19:group@thread.v2", "a:personal"])(
  "however much was posted since, another replica in %s leaves every real card as it is",
  async (conversation) => {
    const { replica, setRoot, limits, shown } = await open(conversation);
    const first = replica();
    const root = await first.connector.post({ conversation }, card);
    setRoot(root);
    const reply = await first.connector.post({ conversation, thread: root }, card);
    for (let count = 0; count < 1_200; count++) await first.posted.remember(conversation, `later-${count}`);
    const second = replica();
    await second.press(root, root);
    await second.press(reply, root);
    expect([shown(root)?.edits, shown(reply)?.edits]).toEqual([0, 0]);
    expect(Math.max(...limits)).toBe(1);
  },
);

test("cards of a root without a record are left as they are", async () => {
  const { replica, setRoot, shown, teams } = await open(CHANNEL);
  const { connector, press } = replica();
  teams.said.add("1700000000000");
  setRoot("1700000000000");
  teams.messages.push({
    id: "1700000000001",
    conversation: CHANNEL,
    thread: "1700000000000",
    from: "bot",
    summary: "h1",
    card: undefined,
    text: "",
    edits: 0,
  });
  await press("1700000000001", "1700000000000");
  expect(shown("1700000000001")?.edits).toBe(0);
  await connector.post({ conversation: CHANNEL, thread: "1700000000000" }, card);
  await press("1700000000001", "1700000000000");
  expect(shown("1700000000001")?.edits).toBe(0);
});

test.each([
  [CHANNEL, /"open G-1001".*"url":"https:\/\/teams\.microsoft\.com\/l\/message\/19%3Ageneral%40thread\.tacv2\/\d+"/],
  ["19:group@thread.v2", /"open G-1001".*"url":"https:\/\/[^ "]+\/\d+\?context=%7B%22contextType%22%3A%22chat%22%7D"/],
  ["a:personal", /continued in another message\."/],
])("a duplicate of the root in %s becomes a link to it", async (conversation, link) => {
  const { replica, setRoot, shown, teams } = await open(conversation);
  const { connector, press } = replica();
  teams.script(() => ({ type: "cut", after: true }));
  await expect(connector.post({ conversation }, card)).rejects.toThrow();
  teams.script(() => undefined);
  const root = await connector.post({ conversation }, card);
  setRoot(root);
  const twin = teams.messages[0]?.id ?? "";
  await press(twin, twin);
  expect(JSON.stringify(shown(twin)?.card)).toMatch(link);
  expect(shown(root)?.edits).toBe(0);
});
