import { afterEach, expect, test } from "vitest";
import { streamOf } from "../../src/conversation/streams.ts";
import { CHANNEL } from "../counterparts/teams/connector.ts";
import { startSlackHouse, textOf } from "./slack-house.ts";
import { cardText, startTeamsHouse } from "./teams-house.ts";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** The simulated telemetry has no Athena: whoever may ask is soon answered. */
const SQL = "athena sql select 1";
const tz = "Europe/Berlin";

async function openSlack(operator: string) {
  const house = await startSlackHouse({ operators: new Set([operator]) });
  stops.push(house.stop);
  const { people, invited } = house.slack.workspace;
  people.set("U0004", { name: "gus", realName: "Gus", tz, more: { is_ultra_restricted: true } });
  people.set("U0005", { name: "eve", realName: "Eve", tz, more: { is_stranger: true, team_id: "T0999" } });
  people.set("U0006", { name: "max", realName: "Max", tz, more: { team_id: "T0998" } });
  const grid = { enterprise_id: "E0001", teams: ["T0998", "T0001"] };
  people.set("U0007", { name: "ida", realName: "Ida", tz, more: { team_id: "T0998", enterprise_user: grid } });
  invited.set("C0001", ["U0004", "U0005", "U0006"]);
  return house;
}

test.each([
  ["a member", "U0001", /DONE: athena sql/],
  ["somebody of another workspace of the same organisation, who is in this one too", "U0007", /DONE: athena sql/],
  ["a guest", "U0004", /need an operator, and a guest is one only by name. Have slack:U0004 added to OPERATORS/],
  ["somebody invited from another organisation", "U0005", /another organisation is one only by name/],
  ["somebody of another workspace", "U0006", /another organisation is one only by name/],
  ["somebody whom the workspace does not know", "U0099", /another organisation is one only by name/],
])("in an operators' channel of Slack %s is told what may be done", async (_name, user, told) => {
  const house = await openSlack("slack:T0001:C0001");
  // As long as Slack has not told who it is, an answer says only that.
  await expect.poll(async () => (await house.sender.slash(SQL, { user })).body).toMatch(told);
});

test("as long as Slack does not tell who somebody is, nobody is an operator by the channel", async () => {
  const house = await openSlack("slack:T0001:C0001");
  house.slack.script(({ method }) => (method === "users.info" ? { type: "http", status: 500 } : undefined));
  expect((await house.sender.slash(SQL)).body).toMatch(/whether you are a guest is not known yet/);
});

test("a guest that OPERATORS names is an operator", async () => {
  const house = await openSlack("slack:U0004");
  expect((await house.sender.slash(SQL, { user: "U0004" })).body).toMatch(/DONE: athena sql/);
});

test.each([
  ["the home tab", { type: "home" }],
  ["a dialog that was opened from it", { type: "modal", private_metadata: "{}" }],
])("on %s nobody is an operator by the channel", async (_name, view) => {
  const house = await openSlack("slack:T0001:C0001");
  await house.sender.pressIn(view, { action_id: "settle", value: SQL });
  await expect.poll(() => JSON.stringify(house.slack.views)).toMatch(/need an operator.*have slack:U0001 added/);
  expect(house.roots()).toEqual([]);
});

test("a dialog that was opened in a channel is in that channel", async () => {
  const house = await openSlack("slack:T0001:C0001");
  const view = { type: "modal", private_metadata: JSON.stringify({ channel: "C0001" }) };
  await house.sender.pressIn(view, { action_id: "settle", value: SQL });
  await expect.poll(() => textOf(house.roots()[0])).toMatch(/athena/i);
});

test("in a shared channel the workspace is the one the bot is installed in, whatever a payload says", async () => {
  const house = await openSlack("slack:T0001:C0001");
  const root = await house.propose("cart");
  const foreign = { team: "T0999" };
  await house.sender.say("ack", { thread: root.ts, ...foreign });
  await expect.poll(async () => (await house.app.load(streamOf(1001))).state.acknowledged?.by.name).toBe("Ana");
  await house.sender.mention("unack", { thread: root.ts, ...foreign });
  await expect.poll(async () => (await house.app.load(streamOf(1001))).state.acknowledged).toBeUndefined();
  await house.sender.press(root, { action_id: "row-0", value: "G-1001 ack" }, foreign);
  await expect.poll(async () => (await house.app.load(streamOf(1001))).state.acknowledged?.by.name).toBe("Ana");
  const deployed = {
    channel: "C0001",
    user: "U0005",
    text: "deployed",
    blocks: [],
    attachments: [],
    thread_ts: root.ts,
  };
  await house.sender.pin(house.slack.workspace.post(deployed), foreign);
  await expect.poll(async () => (await house.app.load(streamOf(1001))).state.notes.length).toBe(1);
  expect((await house.sender.slash("G-1001 status", foreign)).body).toMatch(/checkout-5xx/);
});

test("an event for another installation of the app is left alone", async () => {
  const house = await openSlack("*");
  await house.sender.mention("investigate cart is slow", { installedIn: "T0999" });
  await house.settled();
  expect(house.roots()).toEqual([]);
});

test("another bot's pins and reactions are not a person's", async () => {
  const house = await openSlack("*");
  house.slack.workspace.people.set("U0008", { name: "robo", realName: "Robo", tz, more: { is_bot: true } });
  const root = await house.propose("cart");
  const { version } = await house.app.load(streamOf(1001));
  const said = { channel: "C0001", user: "U0002", text: "deployed", blocks: [], attachments: [], thread_ts: root.ts };
  await house.sender.pin(house.slack.workspace.post(said), { user: "U0008" });
  await house.sender.react(house.slack.workspace.post(said), "pushpin", { user: "U0008" });
  await house.sender.say("ack", { user: "U0008", thread: root.ts });
  expect((await house.app.load(streamOf(1001))).version).toBe(version);
});

test.each([
  ["a member", "29:ana", undefined],
  ["a guest", "29:gus", /a guest is one only by name/],
  ["somebody of another tenant", "29:eve", /another organisation is one only by name/],
  ["somebody who is not on the roster", "29:zoe", /whether you are a guest is not known yet/],
])("in an operators' channel of Teams %s is told what may be done", async (_name, user, told) => {
  const house = await startTeamsHouse({ operators: new Set([`teams:${CHANNEL}`]) });
  stops.push(house.stop);
  house.teams.rosters.set(CHANNEL, ["29:ana", "29:gus", "29:eve"]);
  house.teams.people.set("29:gus", { userRole: "guest" });
  house.teams.people.set("29:eve", { tenantId: "another-tenant" });
  await house.sender.mention(SQL, { user });
  await expect.poll(() => house.teams.messages.length).toBeGreaterThan(0);
  const shown = house.teams.messages.map(cardText).join();
  if (told) expect(shown).toMatch(told);
  else expect(shown).not.toMatch(/need an operator/);
});

test("the guests of a team of operators are none", async () => {
  const team = "19:oncall@thread.tacv2";
  const house = await startTeamsHouse({ operators: new Set([`team:${team}`]) });
  stops.push(house.stop);
  house.teams.rosters.set(team, ["29:gus"]);
  house.teams.people.set("29:gus", { userRole: "guest" });
  await house.groups.refresh();
  await house.sender.mention(SQL, { user: "29:gus" });
  await expect.poll(() => house.teams.messages.map(cardText).join()).toMatch(/need an operator/);
});
