import { afterEach, expect, test } from "vitest";
import { simulate } from "../../adapters/recording/shop/shop.ts";
import { plain } from "../../src/card/card.ts";
import { streamOf } from "../../src/conversation/streams.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import { diagnosis } from "../investigation/given.ts";
import { createHouse, type House, stateOf } from "./house.ts";

const houses: House[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.stop();
});

function build(options: Parameters<typeof createHouse>[0] = {}): House {
  const house = createHouse(options);
  houses.push(house);
  return house;
}

async function propose(house: House, ...causes: readonly string[]): Promise<void> {
  await house.alarm("checkout-5xx");
  await expect.poll(async () => (await stateOf(house, 1001)).status).toBe("open");
  await house.say("G-1001 investigate");
  const meta = { id: "round", actor: { id: "gumshoe", name: "Gumshoe" }, at: new Date().toISOString() };
  await house.app.handle(streamOf(1001), { type: "recordRound", episode: 1, diagnosis: diagnosis(...causes) }, meta);
}

test("of Accept and Discard at the same instant from two replicas one wins, a hundred times, and the other is told", async () => {
  const stores = createMemoryStores({ now: () => new Date() });
  const [one, other] = [build({ stores }), build({ stores })];
  await propose(one, ...Array.from({ length: 100 }, (_, i) => `part-${i}`));
  const ids = (await stateOf(one, 1001)).hypotheses.map(({ id }) => id).slice(0, 100);
  for (const id of ids) {
    const answers = await Promise.all([
      one.say(`G-1001 accept ${id}`),
      other.say(`G-1001 discard ${id}`, { actor: { id: "web:ben", name: "Ben" } }),
    ]);
    const [told] = answers.filter((answer) => answer.type === "reply");
    expect(answers.filter((answer) => answer.type === "stored")).toHaveLength(1);
    const text = told?.type === "reply" ? JSON.stringify(told.card) : "";
    expect(text).toMatch(new RegExp(`${id} was already (accepted by Ana|discarded by Ben)`));
  }
  const decided = (await stateOf(other, 1001)).hypotheses.filter(({ decided: { type } }) => type !== "proposed");
  expect(decided.length).toBe(ids.length);
});

test("a decision is shown in the thread, with who and when, and a note stands beside it", async () => {
  const house = build();
  await propose(house, "cart");
  await house.say("G-1001 note rolled back, watching");
  await house.say("G-1001 accept h1");
  await expect.poll(() => shown(house, "summary")).toMatch(/Accepted by Ana/);
  expect(shown(house, "summary")).toMatch(/Ana: rolled back, watching \(n1\)/);
  expect(shown(house, "root")).toMatch(/Accepted by Ana/);
  await house.say("G-1001 close rolled back");
  await expect.poll(() => shown(house, "root")).toMatch(/CLOSED.*rolled back/s);
  expect(await house.say("G-1001 note late")).toMatchObject({ type: "reply" });
});

test("an investigation shown in two channels shows a decision in both", async () => {
  const house = build();
  await propose(house, "cart");
  const meta = { id: "link", actor: { id: "gumshoe", name: "Gumshoe" }, at: new Date().toISOString() };
  const link = { type: "linkThread", place: "web:ops", thread: "web:ops:elsewhere" } as const;
  await house.app.handle(streamOf(1001), link, meta);
  await house.say("G-1001 accept h1");
  const roots = () => house.channel.standing.filter(({ identity }) => identity.slot === "root");
  await expect
    .poll(() => roots().filter(({ card }) => JSON.stringify(card).includes("Accepted by Ana")).length)
    .toBe(2);
  expect(
    roots()
      .map(({ place }) => place)
      .sort(),
  ).toEqual(["web:general", "web:ops"]);
});

test("in a thread its investigation is meant, and talk there is left alone", async () => {
  const house = build();
  await propose(house, "cart");
  await expect.poll(async () => (await stateOf(house, 1001)).links.length).toBe(1);
  const place = (await stateOf(house, 1001)).links[0]?.thread ?? "";
  expect(await house.say("accept that it's DNS", { place, manner: "overheard" })).toEqual({ type: "ignored" });
  expect(await house.say("accept h1", { place, manner: "overheard" })).toMatchObject({ investigation: "G-1001" });
  expect((await stateOf(house, 1001)).hypotheses[0]?.decided.type).toBe("accepted");
});

test("a question asked outside a thread gets a thread of its own, with its answer", async () => {
  const house = build();
  expect(await house.say("changes last 2h")).toMatchObject({ type: "stored", investigation: "G-1001" });
  await expect.poll(() => shown(house, "q1")).toMatch(/changes? seen up to/);
  expect((await stateOf(house, 1001)).status).toBe("asked");
});

test("what was changed, and up to when that is known, is told by the clock of the one who asks", async () => {
  const house = build();
  await house.say("changes last 2h", { zone: "Asia/Kolkata" });
  await expect.poll(() => shown(house, "q1")).toMatch(/changes? seen up to [\w ]*\d\d:\d\d GMT\+5:30/);
});

test.each([
  ["accept h1", "Which investigation? None is open that you may see."],
  ["ack", "Which investigation? None is open that you may see."],
  ["G-9999 ack", "G-9999 is not known here. To list the open ones: status"],
  ["G-9999 why h1", "G-9999 is not known here. To list the open ones: status"],
])("what is missing is told so that it can be typed: %s", async (text, reason) => {
  expect(JSON.stringify(await build().say(text))).toContain(reason);
});

test("the same delivery twice is one note", async () => {
  const house = build();
  await propose(house, "cart");
  await house.say("G-1001 note once", { id: "same" });
  await house.say("G-1001 note once", { id: "same" });
  expect((await stateOf(house, 1001)).notes).toHaveLength(1);
});

test("the first card stands before any telemetry call", async () => {
  const asked: number[] = [];
  const { telemetry } = simulate({ incident: "orders-failing", seed: 3, startedAt: new Date() });
  const house: House = build({
    automatic: true,
    script: { late: 20 },
    telemetry: {
      ...telemetry,
      topology: {
        graph: (window, signal) => {
          asked.push(house.roots().length);
          return telemetry.topology.graph(window, signal);
        },
      },
    },
  });
  await house.alarm("checkout-5xx");
  await expect.poll(() => asked.length).toBeGreaterThan(0);
  expect(asked[0]).toBe(1);
});

test("an incident of the shop is investigated by itself to a cause that rests on evidence", async () => {
  const house = build({ automatic: true });
  await house.alarm("checkout-5xx");
  await expect.poll(async () => (await stateOf(house, 1001)).findings[1]?.conclusion?.verdict).toBeDefined();
  await expect.poll(() => shown(house, "root")).not.toMatch(/Checking/);
  for (const { weight } of (await stateOf(house, 1001)).hypotheses) expect(weight.supports.length).toBeGreaterThan(0);
});

/** Everything that a slot's message says, as one text. */
function shown(house: House, slot: string): string {
  const message = house.channel.standing.find(({ identity }) => identity.slot === slot);
  if (!message) return "";
  const { title, blocks } = message.card;
  const words = blocks.map((block) => ("text" in block ? plain(block.text) : JSON.stringify(block)));
  return [title, ...words].join("\n");
}
