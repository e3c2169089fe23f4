import { afterEach, expect, test } from "vitest";
import { streamOf } from "../../src/receive.ts";
import type { TeamsMessage } from "../counterparts/teams/connector.ts";
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

const stateOf = async (house: TeamsHouse, number = 1001) => (await house.app.load(streamOf(number))).state;

test("an alarm is one message, edited through its life", async () => {
  const house = await open();
  await house.alarm("checkout-5xx");
  await expect.poll(() => house.roots().length).toBe(1);
  expect(house.roots()[0]?.summary).toBe("ALARM checkout-5xx 41, limit 5 · 111122223333 eu-west-1");
  await house.sender.mention("G-1001 ack");
  await expect.poll(() => cardText(house.roots()[0])).toMatch(/🟠 ACKED checkout-5xx/);
  await house.alarm("checkout-5xx", { state: "OK" });
  await expect.poll(() => cardText(house.roots()[0])).toMatch(/🟢 OK checkout-5xx/);
  await house.sender.mention("G-1001 close rolled back");
  await expect.poll(() => cardText(house.roots()[0])).toMatch(/CLOSED.*rolled back/);
  expect(house.roots()).toHaveLength(1);
});

test("a verdict is one message in the thread, and pressing changes it in place", async () => {
  const house = await open();
  const root = await house.propose("cart", "orders");
  expect(house.replies(root)).toHaveLength(1);
  const sent = await house.sender.pressLabel(summaryOf(house, root), "Accept");
  expect(JSON.parse(sent.body)).toMatchObject({ statusCode: 200, value: expect.stringMatching(/accept h1/) });
  await expect.poll(() => cardText(house.replies(root)[0])).toMatch(/Accepted by Ana/);
  expect((await stateOf(house)).hypotheses[0]?.decided).toMatchObject({ by: { id: "teams:aad-29:ana", name: "Ana" } });
  const press = { type: "Action.Execute", data: { command: "G-1001 discard h1 flat" } };
  const refused = await house.sender.press(summaryOf(house, root), press, { user: "29:ben" });
  expect(JSON.parse(refused.body).value).toMatch(/h1 was already accepted by Ana/);
  expect(house.replies(root)).toHaveLength(1);
});

test("a note, a discard with its reason and a query are asked in dialogs", async () => {
  const house = await open();
  const root = await house.propose("cart", "orders");
  const note = JSON.parse((await house.sender.pressLabel(root, "Note")).body);
  expect(note.task).toMatchObject({ type: "continue", value: { title: "Note" } });
  const [send] = note.task.value.card.content.actions;
  await house.sender.submit({ ...send.data, text: "rolled back" }, { thread: root.id });
  const discard = JSON.parse((await house.sender.pressLabel(summaryOf(house, root), "Discard")).body);
  await house.sender.submit(
    { ...discard.task.value.card.content.actions[0].data, reason: "known" },
    { thread: root.id },
  );
  const fields = { namespace: "AWS/Lambda", metric: "Errors", statistic: "Sum", period: "5m", time: "last 2h" };
  await house.sender.submit({ command: "G-1001 metrics", ...fields }, { thread: root.id });
  const state = await stateOf(house);
  expect(state.notes[0]?.text).toBe("rolled back");
  expect(state.hypotheses[0]?.decided).toMatchObject({ type: "discarded", reason: "known" });
  expect(state.queries[0]?.question).toMatchObject({ metric: "Errors", statistic: "Sum", period: 300 });
});

test("Why? opens a dialog with the reasons", async () => {
  const house = await open();
  const root = await house.propose("cart");
  const sent = await house.sender.pressLabel(summaryOf(house, root), "Why?");
  expect(sent.body).toMatch(/Refuted if/);
});

test("in a thread mentions and plain commands are heard, and talk is left alone", async () => {
  const house = await open();
  const root = await house.propose("cart");
  const thread = root.id;
  await house.sender.say("accept that it's DNS", { thread });
  expect((await stateOf(house)).hypotheses[0]?.decided.type).toBe("proposed");
  await house.sender.say("ack", { thread });
  await house.sender.mention("accept h1", { thread });
  const state = await stateOf(house);
  expect(state.hypotheses[0]?.decided.type).toBe("accepted");
  expect(state.acknowledged?.by.name).toBe("Ana");
});

test("the same activity again changes nothing and answers nothing again", async () => {
  const house = await open();
  await house.sender.mention("investigate cart is slow", { id: "same" });
  await house.sender.mention("investigate cart is slow", { id: "same" });
  await house.settled();
  expect(house.roots()).toHaveLength(1);
});

test("a direct message is answered with help", async () => {
  const house = await open();
  await house.sender.say("help metrics", { conversation: "a:ana" });
  await expect.poll(() => house.teams.messages.some((one) => /HELP metrics/.test(cardText(one)))).toBe(true);
});

test("any message can be investigated, and kept in the timeline of its thread", async () => {
  const house = await open();
  const root = await house.propose("cart");
  const said: TeamsMessage = {
    id: String(Date.now() - 60_000),
    conversation: root.conversation,
    thread: root.id,
    from: "29:ben",
    summary: "",
    card: undefined,
    text: "deploy 142 went out",
    edits: 0,
  };
  await house.sender.extension("add_to_timeline", said);
  await house.sender.extension("add_to_timeline", said, { user: "29:ben" });
  const { notes } = await stateOf(house);
  expect(notes).toHaveLength(1);
  expect(notes[0]).toMatchObject({ text: "deploy 142 went out", said: { author: "Ben" } });
  const { thread: _, ...elsewhere } = said;
  await house.sender.extension("investigate_this", { ...elsewhere, text: "orders is slow for a customer" });
  await expect.poll(() => house.roots().length).toBe(2);
  expect(cardText(house.roots()[1])).toMatch(/orders is slow for a customer/);
});

test.each([
  ["unsigned", { unsigned: true }],
  ["without a signature", { token: { algorithm: "none" } }],
  ["signed with a foreign key", { token: { foreign: true } }],
  ["expired", { token: { lives: -3_600 } }],
  ["for another audience", { token: { audience: "somebody-else" } }],
  ["from another issuer", { token: { issuer: "https://evil.example" } }],
  ["for another service", { token: { serviceUrl: "https://evil.example/" } }],
] as const)("a request that is %s is refused and reaches no handler", async (_name, over) => {
  const house = await open();
  const root = await house.propose("cart");
  const { version } = await house.app.load(streamOf(1001));
  expect((await house.sender.mention("ack", { ...over, thread: root.id })).status).toBe(401);
  expect((await house.sender.pressLabel(root, "Ack", over)).status).toBe(401);
  expect((await house.app.load(streamOf(1001))).version).toBe(version);
});

test.each(["", "{", "[]", "null", "{}", '{"type":1}', '{"type":"message"}', '{"type":"invoke"}'])(
  "signed nonsense (%s) is answered, and the bot goes on",
  async (body) => {
    const house = await open();
    expect((await house.sender.post(body)).status).toBeLessThan(500);
    await house.sender.mention("investigate cart");
    await until(() => house.roots().length === 1);
  },
);

test("without an app id this machine is served", async () => {
  const house = await open({ verified: false });
  await house.sender.mention("investigate cart is slow");
  await expect.poll(() => house.roots().length).toBe(1);
});

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
  await expect.poll(() => cardText(house.roots()[0]), { timeout: 30_000 }).toMatch(/ACKED.*Note by Ana/);
  await expect.poll(() => cardText(house.replies(root)[1]), { timeout: 30_000 }).toMatch(/changes? seen up to/);
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
  for (let count = 1; count <= 25; count++) {
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

test("a chart is shown from the page's address, by an edit", async () => {
  const house = await open();
  const root = await house.propose("cart");
  await house.sender.mention(
    "G-1001 metrics ApplicationSignals Fault Environment=ecs:shop Service=checkout Sum last 2h",
  );
  await expect
    .poll(() => cardText(house.replies(root)[1]))
    .toMatch(/"type":"Image","url":"https:\/\/gumshoe\.example\.com\/image\//);
});

test("a bot that was removed is one clear error for the operator", async () => {
  const house = await open();
  house.teams.script(() => ({ type: "status", status: 403 }));
  await house.alarm("checkout-5xx");
  await expect.poll(() => house.errors.length).toBe(1);
  expect(house.errors[0]).toMatch(/403.*add the app to the team again/);
  house.teams.script(() => undefined);
  await house.sender.mention("G-1001 ack");
  await expect.poll(() => cardText(house.roots()[0])).toMatch(/ACKED/);
});

function summaryOf(house: TeamsHouse, root: TeamsMessage): TeamsMessage {
  const [summary] = house.replies(root);
  if (!summary) throw new Error("no summary was posted");
  return summary;
}
