import { expect, test } from "vitest";
import { startSlack } from "../counterparts/slack/server.ts";
import { type SlackHouse, slackHouses, textOf } from "./slack-house.ts";

const open = slackHouses();

const greetings = ({ slack }: SlackHouse, channel = "D0001"): readonly string[] =>
  slack.workspace.shown(channel).map(textOf);

test("whoever opens the app's messages first is greeted, once, and what can be pressed works", async () => {
  const house = await open();
  const other = await open({ slack: house.slack });
  await Promise.all([house.sender.openMessages(), other.sender.openMessages()]);
  await expect.poll(() => greetings(house)).toEqual([expect.stringMatching(/HELLO.*"value":"investigate"/)]);
  await house.sender.openMessages();
  const [hello] = house.slack.workspace.shown("D0001");
  if (hello) await house.sender.pressLabel(hello, "What is open");
  await expect.poll(() => JSON.stringify(house.slack.views.at(-1)?.view)).toMatch(/No investigation is open/);
  expect(greetings(house)).toHaveLength(1);
  expect(house.slack.prompts.size).toBe(0);
});

test("whoever has talked with the app before is not greeted", async () => {
  const house = await open();
  await house.sender.say("help", { channel: "D0002", user: "U0002" });
  await expect.poll(() => greetings(house, "D0002").length).toBe(2);
  const asked = () => house.slack.calls.filter(({ method }) => method === "conversations.history").length;
  await house.sender.openMessages({ user: "U0002" });
  await expect.poll(asked).toBe(1);
  await house.sender.openMessages({ user: "U0001" });
  await expect.poll(() => greetings(house).length).toBe(1);
  expect(greetings(house, "D0002").join()).not.toMatch(/HELLO/);
});

test("an event for another installation, and another bot, greet nobody", async () => {
  const house = await open();
  const { people, directs } = house.slack.workspace;
  people.set("U0008", { name: "robo", realName: "Robo", tz: "UTC", more: { is_bot: true } });
  directs.set("D0008", "U0008");
  await house.sender.openMessages({ installedIn: "T0999" });
  await house.sender.openMessages({ user: "U0008" });
  await house.sender.openMessages({ user: "U0002" });
  await expect.poll(() => greetings(house, "D0002").length).toBe(1);
  expect([greetings(house), greetings(house, "D0008")]).toEqual([[], []]);
});

test("where the workspace has agents, each prompt is something that can be typed", async () => {
  const slack = await startSlack();
  slack.scopes.add("assistant:write");
  const house = await open({ slack });
  await house.sender.openMessages();
  await expect.poll(() => slack.prompts.has("D0001")).toBe(true);
  for (const { message } of slack.prompts.get("D0001") as { message: string }[]) {
    expect((await house.sender.slash(message)).body, message).not.toMatch(/NOT DONE/);
  }
});

test("an app that was installed with fewer scopes is one line at the start, with the remedy", async () => {
  const slack = await startSlack();
  slack.scopes.delete("pins:read");
  const house = await open({ slack });
  expect(house.complaints()).toEqual([expect.stringMatching(/lacks pins:read. Upload manifests.slack.manifest.json/)]);
});
