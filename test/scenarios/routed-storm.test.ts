import { afterEach, expect, test } from "vitest";
import { createRouter, type Router } from "../../src/routing/router.ts";
import { BOT } from "../counterparts/slack/server.ts";
import { CHANNEL } from "../counterparts/teams/connector.ts";
import { routing } from "../routing/forms.ts";
import { startSlackHouse, textOf } from "./slack-house.ts";
import { cardText, startTeamsHouse } from "./teams-house.ts";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Two alarms of a group wait for one another; more than five of any other route are a storm. All go to one channel. */
const router = (place: string): Router =>
  createRouter(
    routing(`
route:
  receiver: team
  routes: [{ matchers: ["alarm=~paired-.*"], group_by: [account], group_wait: 1s, group_interval: 5m }]
receivers:
  - { name: team, slack_configs: [{ channel: C0002 }] }
`),
    () => place,
    [place],
  );
const paired = ["paired-1", "paired-2"];
const many = Array.from({ length: 9 }, (_, index) => `shop-${index}`);

test("Slack shows a group that waited, and a storm of another route", async () => {
  const house = await startSlackHouse({ router: router(`slack:${BOT.team}:C0001`) });
  stops.push(house.stop);
  const texts = () => house.roots().map((root) => [root, ...house.replies(root)].map(textOf).join());
  await Promise.all(paired.map((name) => house.alarm(name)));
  await expect.poll(() => texts().filter((text) => paired.every((name) => text.includes(name)))).toHaveLength(1);
  expect(texts()).toHaveLength(1);
  await Promise.all(many.map((name) => house.alarm(name)));
  await expect.poll(() => many.filter((name) => !texts().join().includes(name))).toEqual([]);
  expect(texts().filter((text) => text.includes("STORM")).length).toBeGreaterThanOrEqual(2);
  expect(house.errors).toEqual([]);
});

test("Teams shows both as Slack does", async () => {
  const house = await startTeamsHouse({ router: router(`teams:${encodeURIComponent(CHANNEL)}`) });
  stops.push(house.stop);
  const texts = () => house.roots().map((root) => [root, ...house.replies(root)].map(cardText).join());
  await Promise.all(paired.map((name) => house.alarm(name)));
  await expect.poll(() => texts().filter((text) => paired.every((name) => text.includes(name)))).toHaveLength(1);
  await Promise.all(many.map((name) => house.alarm(name)));
  await expect.poll(() => many.filter((name) => !texts().join().includes(name))).toEqual([]);
  expect(texts().filter((text) => text.includes("STORM")).length).toBeGreaterThanOrEqual(2);
  expect([...house.teams.problems, ...house.errors]).toEqual([]);
});
