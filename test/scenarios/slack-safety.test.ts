import { request } from "node:http";
import { stringify } from "node:querystring";
import { afterEach, expect, test } from "vitest";
import { createSlack } from "../../adapters/slack/slack.ts";
import { streamOf } from "../../src/conversation/streams.ts";
import { silentLog } from "../../src/log/log.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import { envelopeOf, slashOf } from "../counterparts/slack/sender.ts";
import { startSlack } from "../counterparts/slack/server.ts";
import { type SlackHouse, startSlackHouse, textOf, until } from "./slack-house.ts";

const houses: SlackHouse[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.stop();
});

async function open(options: Parameters<typeof startSlackHouse>[0] = {}): Promise<SlackHouse> {
  const house = await startSlackHouse(options);
  houses.push(house);
  return house;
}

const stateOf = async (house: SlackHouse) => (await house.app.load(streamOf(1001))).state;
const seconds = (): number => Math.floor(Date.now() / 1000);

test.each([
  ["forged", { secret: "another secret" }],
  ["older than five minutes", { timestamp: seconds() - 301 }],
  ["unsigned", { unsigned: true }],
  ["signed for another time", { headers: { "x-slack-request-timestamp": String(seconds() - 10) } }],
  ["with an empty signature", { headers: { "x-slack-signature": "" } }],
  ["with a signature of another version", { headers: { "x-slack-signature": "v1=abc" } }],
])("a request that is %s is refused and reaches no handler", async (_name, over) => {
  const house = await open();
  const root = await house.propose("cart");
  const before = (await house.app.load(streamOf(1001))).version;
  const calls = house.slack.calls.length;
  const sent = [
    await house.sender.slash("G-1001 ack", over),
    await house.sender.press(root, { action_id: "a", value: "G-1001 ack" }, over),
    await house.sender.mention("ack", { ...over, thread: root.ts }),
    await house.sender.shortcut("investigate_this", root, over),
  ];
  for (const { status } of sent) expect(status).toBe(401);
  expect((await house.app.load(streamOf(1001))).version).toBe(before);
  expect(house.slack.calls.length).toBe(calls);
});

test("a request that is sent again as it was changes nothing", async () => {
  const house = await open();
  await house.propose("cart");
  const body = stringify(slashOf(house.slack, "G-1001 note once", {}));
  for (let time = 0; time < 3; time++) {
    await house.sender.post(body, "application/x-www-form-urlencoded");
  }
  expect((await stateOf(house)).notes).toHaveLength(1);
});

test.each([
  ["nothing", "", "application/json"],
  ["no JSON", "{", "application/json"],
  ["a list", "[]", "application/json"],
  ["null", "null", "application/json"],
  ["an event without content", JSON.stringify(envelopeOf({})), "application/json"],
  ["a mention without a channel", JSON.stringify(envelopeOf({ type: "app_mention" })), "application/json"],
  ["a press without actions", stringify({ payload: '{"type":"block_actions"}' }), "application/x-www-form-urlencoded"],
  ["an unknown payload", stringify({ payload: '{"type":"surprise"}' }), "application/x-www-form-urlencoded"],
  ["a payload that is no JSON", stringify({ payload: "{" }), "application/x-www-form-urlencoded"],
])("signed nonsense (%s) is answered, and the bot goes on", async (_name, body, type) => {
  const house = await open();
  const sent = await house.sender.post(body, type);
  expect(sent.status).toBeGreaterThanOrEqual(200);
  expect((await house.sender.slash("help ack")).body).toMatch(/HELP/);
});

test("a form's content type may name its characters", async () => {
  const house = await open();
  const body = stringify(slashOf(house.slack, "help ack", {}));
  const sent = await house.sender.post(body, "application/x-www-form-urlencoded;charset=UTF-8");
  expect(sent.body).toMatch(/HELP/);
});

test("what nobody listens to is acknowledged", async () => {
  const house = await open();
  const answers = [
    await house.sender.event({ type: "team_join", user: { id: "U9" } }),
    await house.sender.shortcut("somebody_elses"),
    await house.sender.interactive({
      type: "block_actions",
      user: { id: "U0001" },
      team: { id: "T0001" },
      trigger_id: "1.2.3",
      actions: [{ type: "button", action_id: "link", url: "https://example.com", action_ts: "1.2" }],
    }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
});

test("other addresses and methods are refused, and a body that is far too large is not read", async () => {
  const house = await open();
  expect((await fetch(house.url)).status).toBe(405);
  expect((await fetch(`${house.url}/more`, { method: "POST" })).status).toBe(404);
  expect((await house.sender.post("x".repeat(2 * 1024 * 1024), "application/json")).status).toBe(413);
  const odd = await new Promise<number | undefined>((resolve, reject) => {
    const { port } = new URL(house.url);
    request({ port, method: "POST", path: "/slack//", host: "127.0.0.1" }, ({ statusCode }) => resolve(statusCode))
      .on("error", reject)
      .end();
  });
  expect(odd).toBe(404);
});

test("an answer is never sent to an address that is not Slack's", async () => {
  const house = await open();
  house.slack.workspace.channels.set("C0002", "not_in_channel");
  const message = house.slack.workspace.post({
    channel: "C0002",
    user: "U0001",
    text: "x",
    blocks: [],
    attachments: [],
  });
  await house.sender.interactive({
    type: "block_actions",
    user: { id: "U0001", username: "ana" },
    team: { id: "T0001" },
    channel: { id: "C0002" },
    message,
    trigger_id: "1.2.3",
    response_url: "http://169.254.169.254/latest/meta-data",
    actions: [{ type: "button", action_id: "a", value: "G-77 ack", action_ts: "1.2" }],
  });
  await until(() => house.slack.views.length === 1);
  expect(JSON.stringify(house.slack.views[0]?.view)).toMatch(/G-77 is not known here/);
});

test("a token that Slack refuses stops the start, with the remedy", async () => {
  const slack = await startSlack();
  const { archive } = createMemoryStores({ now: () => new Date() });
  const host = {
    receive: async () => ({ type: "ignored" }) as const,
    resume: async () => undefined,
    archive,
    open: async () => [],
    links: async () => [],
    shownIn: async () => undefined,
    pageAt: async () => undefined,
    health: () => [],
    now: () => new Date(),
    log: silentLog,
  };
  const settings = { botToken: "xoxb-wrong", signingSecret: "s", apiUrl: slack.apiUrl, channel: "C0001" };
  const starting = createSlack(host, { ...settings, named: [], emoji: "pushpin", zone: "UTC", groups: [] });
  await expect(starting).rejects.toThrow(/invalid_auth.*SLACK_BOT_TOKEN is not valid/);
  await slack.close();
});

test("Socket Mode waits for a Slack that is away, and says so", async () => {
  const slack = await startSlack();
  const house = await open({ slack, settings: { appToken: slack.appToken } });
  let away = 0;
  slack.script(({ method }) => {
    if (method !== "apps.connections.open" || away >= 3) return undefined;
    away += 1;
    return away === 2 ? { type: "error", error: "invalid_auth" } : { type: "cut", after: false };
  });
  slack.sockets.disconnect();
  await until(() => slack.sockets.count() === 0);
  await until(() => slack.sockets.count() === 1);
  expect(away).toBe(3);
  expect(house.errors.join()).toMatch(/Socket Mode cannot connect.*SLACK_APP_TOKEN is not valid any more/);
  const answer = await slack.sockets.send("slash_commands", slashOf(slack, "help ack", {}));
  expect(JSON.stringify(answer)).toMatch(/HELP/);
});

test("an app token that Slack refuses stops the start", async () => {
  const slack = await startSlack();
  await expect(startSlackHouse({ slack, settings: { appToken: "xapp-wrong" } })).rejects.toThrow(
    /SLACK_APP_TOKEN: invalid_auth/,
  );
  await slack.close();
});

test.each(["warning", "refresh_requested"] as const)(
  "when Slack says %s, the next connection is open before the last one ends, and each request is handled once",
  async (reason) => {
    const slack = await startSlack();
    const house = await open({ slack, settings: { appToken: slack.appToken } });
    await house.propose("cart");
    const say = (text: string) => slack.sockets.send("slash_commands", slashOf(slack, `G-1001 note ${text}`, {}));
    const end = slack.sockets.refresh(reason);
    await say("over the last one");
    await until(() => slack.sockets.count() === 2);
    await Promise.all(["one", "two", "three", "four"].map(say));
    end();
    await until(() => slack.sockets.count() === 1);
    await say("over the next one");
    expect(slack.sockets.fewest()).toBe(1);
    const said = (await stateOf(house)).notes.map(({ text }) => text);
    expect(said.toSorted()).toEqual(["four", "one", "over the last one", "over the next one", "three", "two"]);
  },
);

test("as long as the next connection cannot be opened, the last one goes on", async () => {
  const slack = await startSlack();
  await open({ slack, settings: { appToken: slack.appToken } });
  let refused = 0;
  slack.script(({ method }) => {
    if (method !== "apps.connections.open" || refused >= 2) return undefined;
    refused += 1;
    return { type: "http", status: 503 };
  });
  slack.sockets.refresh("refresh_requested");
  await until(() => refused === 1);
  expect(JSON.stringify(await slack.sockets.send("slash_commands", slashOf(slack, "help ack", {})))).toMatch(/HELP/);
  await until(() => slack.sockets.count() === 2);
  expect(slack.sockets.fewest()).toBeGreaterThan(0);
});

test("Socket Mode does the same without a public address, and comes back after a cut", async () => {
  const slack = await startSlack();
  const house = await open({ slack, settings: { appToken: slack.appToken } });
  await until(() => slack.sockets.count() === 1);
  const answer = await slack.sockets.send("slash_commands", slashOf(slack, "investigate cart is slow", {}));
  expect(JSON.stringify(answer)).toMatch(/G-1001/);
  await expect.poll(() => textOf(house.roots()[0])).toMatch(/cart/);
  const [root] = house.roots();
  slack.sockets.disconnect();
  await until(() => slack.sockets.count() === 0);
  await until(() => slack.sockets.count() === 1);
  const ts = root?.ts;
  const said = { type: "app_mention", user: "U0001", channel: "C0001", text: "<@UBOT1> ack", ts, thread_ts: ts };
  await slack.sockets.send("events_api", envelopeOf(said));
  expect((await stateOf(house)).acknowledged?.by.id).toBe("slack:U0001");
  expect((await fetch(house.url, { method: "POST" })).status).toBe(404);
  expect(slack.problems).toEqual([]);
});
