import { afterEach, expect, test } from "vitest";
import { CHANNEL } from "../counterparts/teams/connector.ts";
import { startSlackHouse } from "./slack-house.ts";
import { cardText, startTeamsHouse } from "./teams-house.ts";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** The simulated telemetry has no Athena: whoever may ask is soon answered. */
const SQL = "athena sql select 1";
const TEAM = "19:oncall@thread.tacv2";

async function openSlack() {
  const house = await startSlackHouse({ operators: new Set(["slack:S0001"]) });
  stops.push(house.stop);
  /** What the one who asks is told, and nobody else. */
  const ask = async (): Promise<string> => (await house.sender.slash(SQL)).body;
  return { ...house, ask };
}

async function openTeams() {
  const house = await startTeamsHouse({ operators: new Set([`team:${TEAM}`]) });
  stops.push(house.stop);
  /** The refusals that the channel shows. */
  const refusals = (): readonly string[] =>
    house.teams.messages.map(cardText).filter((text) => text.includes("NOT DONE"));
  const ask = () => house.sender.mention(SQL, { conversation: CHANNEL });
  return { ...house, ask, refusals };
}

test("on Slack the members of a user group may type SQL until they leave it", async () => {
  const { slack, groups, ask } = await openSlack();
  slack.workspace.groups.set("S0001", ["U0001"]);
  await groups.refresh();
  expect(await ask()).toMatch(/DONE: athena sql/);
  slack.workspace.groups.set("S0001", ["U0002"]);
  await groups.refresh();
  expect(await ask()).toMatch(/need an operator.*slack:U0001/);
});

test("on Slack a command is answered while the group is still being asked for", async () => {
  const { slack, groups, ask } = await openSlack();
  slack.script(({ method }) => (method === "usergroups.users.list" ? { type: "hang" } : undefined));
  void groups.refresh();
  await expect.poll(() => slack.calls.map(({ method }) => method)).toContain("usergroups.users.list");
  expect(await ask()).toMatch(/not known yet/);
});

test.each([
  ["does not exist", undefined, /Slack refuses user group S0001: no_such_subteam.*the setting of its role/],
  ["may not be read", "missing_scope", /missing_scope.*reinstall the app/],
])("a user group that %s is told of, with the remedy, and lets nobody in", async (_name, error, told) => {
  const { slack, groups, ask, complaints } = await openSlack();
  slack.script(({ method }) => (error && method.startsWith("usergroups") ? { type: "error", error } : undefined));
  await groups.refresh();
  expect(complaints()).toEqual([expect.stringMatching(told)]);
  expect(await ask()).toMatch(/not known yet/);
});

test("on Teams the people of a team may type SQL until they leave it", async () => {
  const { teams, groups, ask, refusals, roots } = await openTeams();
  const crowd = Array.from({ length: 600 }, (_, index) => `29:person-${index}`);
  teams.rosters.set(TEAM, [...crowd, "29:ana"]);
  await groups.refresh();
  await ask();
  await expect.poll(() => roots().length).toBe(1);
  expect(refusals()).toEqual([]);
  teams.rosters.set(TEAM, crowd);
  await groups.refresh();
  await ask();
  await expect.poll(refusals).toEqual([expect.stringMatching(/need an operator.*teams:aad-29:ana/)]);
});

test("a team that the app is not in is told of, with the remedy, and lets nobody in", async () => {
  const { groups, ask, refusals, complaints } = await openTeams();
  await groups.refresh();
  expect(complaints()).toEqual([expect.stringMatching(/BotNotInConversationRoster.*the app is added to that team/)]);
  await ask();
  await expect.poll(refusals).toEqual([expect.stringMatching(/not known yet/)]);
});

test("a team of more people than are read is told of", async () => {
  const { teams, groups, complaints } = await openTeams();
  teams.rosters.set(
    TEAM,
    Array.from({ length: 10_001 }, (_, index) => `29:person-${index}`),
  );
  await groups.refresh();
  expect(complaints()).toEqual([expect.stringMatching(/more than 10,000 people.*Name a smaller team/)]);
});
