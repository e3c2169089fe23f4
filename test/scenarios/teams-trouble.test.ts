import { afterEach, expect, test } from "vitest";
import { CHANNEL } from "../counterparts/teams/connector.ts";
import { until } from "./slack-house.ts";
import { cardText, startTeamsHouse, type TeamsHouse } from "./teams-house.ts";

const houses: TeamsHouse[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) {
    expect(house.teams.problems).toEqual([]);
    await house.stop();
  }
});

async function open(options: Parameters<typeof startTeamsHouse>[0] = {}): Promise<TeamsHouse> {
  const house = await startTeamsHouse(options);
  houses.push(house);
  return house;
}

test.each([
  ["429", { type: "status", status: 429, retryAfter: 1 }],
  ["412", { type: "status", status: 412 }],
  ["502", { type: "status", status: 502 }],
  ["504", { type: "status", status: 504, retryAfter: 1 }],
] as const)("a connector that answers %s to every third call ends up showing what is true", async (_name, failure) => {
  const house = await open();
  house.teams.script(({ number }) => (number % 3 === 0 ? failure : undefined));
  const root = await house.propose("cart");
  for (const text of ["ack", "accept h1", "changes last 2h", "note rolled back"]) {
    await house.sender.mention(`G-1001 ${text}`);
  }
  await expect.poll(() => cardText(house.roots()[0])).toMatch(/ACKED.*Note by Ana/);
  await expect.poll(() => cardText(house.replies(root)[1])).toMatch(/changes? seen up to/);
  expect(house.roots()).toHaveLength(1);
  expect(house.replies(root)).toHaveLength(2);
});

test("an answer that is lost leaves one twin at most, and pressing either leaves one, again and again", async () => {
  const house = await open();
  const root = await house.propose("cart");
  let cut = false;
  house.teams.script(({ method }) => {
    if (method !== "POST" || cut) return undefined;
    cut = true;
    return { type: "cut", after: true };
  });
  for (let count = 1; count <= 6; count++) {
    cut = false;
    await house.sender.mention("G-1001 changes last 2h");
    await until(() => house.replies(root).length >= 3);
    await house.settled();
    const twins = house.replies(root).slice(1);
    expect(twins.length).toBeLessThanOrEqual(2);
    const pressed = twins[count % twins.length];
    if (!pressed) throw new Error("no message was posted");
    await house.sender.press(pressed, { type: "Action.Execute", data: { command: "G-1001 status" } });
    const other = twins.find((one) => one !== pressed);
    if (other) await house.sender.press(other, { type: "Action.Execute", data: { command: "G-1001 status" } });
    await until(
      () =>
        house
          .replies(root)
          .slice(1)
          .filter((one) => /CONTINUED/.test(cardText(one))).length ===
        twins.length - 1,
    );
    house.teams.messages.splice(house.teams.messages.length - twins.length, twins.length);
  }
});

test("a bot that was removed is one clear error for the operator", async () => {
  const house = await open();
  house.teams.script(() => ({ type: "status", status: 403 }));
  await house.alarm("checkout-5xx");
  await expect.poll(() => house.errors.length).toBe(1);
  expect(house.errors[0]).toMatch(/403.*add the app to the team again/);
  const refused = house.teams.calls.length;
  await house.sender.mention("G-1001 ack");
  await house.sender.mention("G-1001 note rolled back");
  const posted = house.teams.calls.slice(refused).filter(({ method }) => method === "POST");
  expect(posted.filter(({ conversation }) => conversation === CHANNEL)).toEqual([]);
  house.teams.script(() => undefined);
  await house.sender.add();
  await expect.poll(() => cardText(house.roots()[0])).toMatch(/ACKED/);
  await expect.poll(house.complaints).toEqual([]);
});

test("in a chat it is shown that an answer takes long; channels have no place for that", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const house = await open({ store: () => promise });
  const asked = [
    house.sender.mention("G-77 status"),
    house.sender.say("G-77 status", { conversation: "a:ana" }),
    house.sender.mention("G-77 status", { conversation: "19:group@thread.v2" }),
  ];
  await expect.poll(() => house.teams.typing.toSorted()).toEqual(["19:group@thread.v2", "a:ana"]);
  resolve();
  await Promise.all(asked);
  for (const conversation of ["a:ana", "19:group@thread.v2", CHANNEL]) {
    await expect
      .poll(() =>
        house.teams.messages
          .filter((one) => one.conversation === conversation)
          .map(cardText)
          .join(),
      )
      .toMatch(/G-77 is not known here/);
  }
});

test("an answer comes also where Teams refuses to show typing", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const house = await open({ store: () => promise });
  let refused = false;
  house.teams.script(({ method }) => {
    if (method !== "POST" || refused) return undefined;
    refused = true;
    return { type: "status", status: 403 };
  });
  void house.sender.say("G-77 status", { conversation: "a:ana" });
  await expect.poll(() => refused).toBe(true);
  resolve();
  await expect.poll(() => house.teams.shown("a:ana").map(cardText).join()).toMatch(/G-77 is not known here/);
});
