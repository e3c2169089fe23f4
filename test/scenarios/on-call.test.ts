import { afterEach, expect, test } from "vitest";
import type { Card } from "../../src/card/card.ts";
import type { Received } from "../../src/conversation/inbound.ts";
import type { OnCallFile } from "../../src/on-call/on-call-file.ts";
import { parseOnCall } from "../../src/on-call/parse-on-call.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import { createHouse, type House, stateOf } from "./house.ts";

const houses: House[] = [];
afterEach(() => Promise.all(houses.splice(0).map((house) => house.stop())));
const start = (options: Parameters<typeof createHouse>[0] = {}): House => {
  const house = createHouse(options);
  houses.push(house);
  return house;
};

/** A night whose time the test tells. */
function night(at: string) {
  let time = Date.parse(at);
  return {
    now: () => new Date(time),
    pass: (minutes: number) => {
      time += minutes * 60_000;
    },
  };
}

const file = (text: string): OnCallFile => {
  const parsed = parseOnCall(text);
  if (!parsed.ok) throw new Error(parsed.mistakes.map(({ text: words }) => words).join());
  return parsed.value;
};
const onCall = file(`
people: { ana: { name: Ana, ids: ["web:ana"] }, ben: { name: Ben, ids: ["web:ben"] }, cleo: { name: Cleo, ids: ["web:cleo"] } }
schedules:
  primary: { time_zone: UTC, layers: [{ people: [ana, ben], every: 1 day, handover: "09:00", starting: "2026-05-01" }] }
escalation: [{ after: 5m, page: [primary] }, { after: 15m, page: [cleo, here] }]
`);

const cardOf = (received: Received): Card => {
  if (received.type !== "reply") throw new Error(`no reply but ${received.type}`);
  return received.card;
};
const textOf = (received: Received): string => JSON.stringify(cardOf(received));
const rowsOf = (received: Received) =>
  cardOf(received).blocks.flatMap((block) => (block.type === "table" ? block.rows : []));

test("two replicas page each step once, with whoever is on call then, until somebody acknowledges", async () => {
  const { now, pass } = night("2026-05-02T08:50:00Z");
  const stores = createMemoryStores({ now });
  const shared = { stores, now, onCall, policy: { escalates: true } };
  const [house, other] = [start(shared), start(shared)];
  await house.alarm("checkout", { at: now().toISOString() });
  await expect.poll(async () => (await stateOf(house, 1001)).escalation?.steps.length).toBe(2);
  expect((await stateOf(house, 1001)).escalation?.steps[0]?.targets).toMatchObject([{ name: "Ana" }]);
  await house.say("override ben from 08:52 to 08:58", { at: now().toISOString() });
  pass(5);
  await expect
    .poll(async () => (await stateOf(other, 1001)).pages.map(({ targets }) => targets))
    .toMatchObject([[{ name: "Ben" }]]);
  pass(4);
  expect(await house.say("G-1001 ack", { at: now().toISOString() })).toMatchObject({ type: "stored" });
  pass(30);
  await Promise.all([house, other].map(({ app }) => app.runner.poll()));
  await expect.poll(async () => (await house.store.due(now(), 10)).length).toBe(0);
  expect((await stateOf(house, 1001)).pages).toHaveLength(1);
  const posts = [...house.channel.standing, ...other.channel.standing].filter(
    ({ identity }) => identity.slot === "page-1",
  );
  expect(posts).toHaveLength(1);
});

test("the card says at once whom the next step pages after an override, and after its undo", async () => {
  const { now } = night("2026-05-02T08:30:00Z");
  const house = start({ now, onCall, policy: { escalates: true } });
  await house.alarm("checkout", { at: now().toISOString() });
  const next = async () => (await stateOf(house, 1001)).escalation?.steps.map(({ targets }) => targets[0]);
  await expect.poll(next).toMatchObject([{ name: "Ana", schedule: "primary" }, { name: "Cleo" }]);
  const planned = (await stateOf(house, 1001)).escalation;
  await house.say("override ben from 08:30 to 09:00", { at: now().toISOString() });
  await expect.poll(next).toMatchObject([{ name: "Ben", schedule: "primary" }, { name: "Cleo" }]);
  await expect.poll(() => JSON.stringify(house.roots())).toContain("Next: pages Ben (on call) at ");
  await house.say("override undo", { at: now().toISOString() });
  await expect.poll(next).toMatchObject([{ name: "Ana" }, { name: "Cleo" }]);
  expect((await stateOf(house, 1001)).escalation).toEqual(planned);
});

test("who is on call, an override and its undo", async () => {
  const { now } = night("2026-05-01T22:00:00Z");
  const house = start({ now, onCall });
  expect(textOf(await house.say("oncall"))).toContain("primary: Ana until 2 May 09:00 UTC, then Ben");
  expect(textOf(await house.say("override cleo until 23:30"))).toContain(
    "Cleo is on call for primary from 22:00 UTC to 23:30 UTC",
  );
  expect(textOf(await house.say("oncall"))).toContain("primary: Cleo until 23:30 UTC, then Ana (override 1 by Ana)");
  expect(textOf(await house.say("override undo"))).toContain("Override 1 is taken back");
  expect(textOf(await house.say("override cleo from 21:55 to 23:30"))).toContain("from 22:00 UTC to 23:30 UTC");
  expect(textOf(await house.say("override undo"))).toContain("Override 2 is taken back");
  expect(textOf(await house.say("override cleo from 18:00 to 21:00"))).toContain(
    "from 2 May 18:00 UTC to 2 May 21:00 UTC",
  );
  expect(textOf(await house.say("override undo"))).toContain("Override 3 is taken back");
  expect(textOf(await house.say("who"))).toContain("primary: Ana until");
  expect(textOf(await house.say("override dan until 23:30"))).toContain("Nobody is called dan. Known: ana, ben, cleo");
  expect(textOf(await house.say("override undo"))).toContain("no such override");
});

test("assigned by name, found by mine, told by status, and handed over", async () => {
  const house = start({ onCall });
  await house.alarm("checkout");
  await expect.poll(() => house.roots().length).toBe(1);
  expect(await house.say("G-1001 assign ben")).toMatchObject({ type: "stored" });
  expect(textOf(await house.say("G-1001 assign dan"))).toContain(
    "Nobody is known as dan. Known: ana, ben, cleo, primary",
  );
  expect(await house.say("G-1001 sev 2")).toMatchObject({ type: "stored" });
  const ben = { actor: { id: "web:ben", name: "Ben" } };
  await expect.poll(async () => rowsOf(await house.say("mine", ben)).map(([number]) => number)).toEqual(["G-1001"]);
  expect(rowsOf(await house.say("mine"))).toEqual([]);
  const [row] = rowsOf(await house.say("status"));
  expect(row).toEqual([
    "G-1001",
    "SEV2 checkout",
    expect.stringMatching(/^ALARM since .* UTC$/),
    "111122223333 eu-west-1",
    "Ben",
    "not investigated",
  ]);
  expect(await house.say("G-1001 snooze 1h")).toMatchObject({ type: "stored" });
  expect(textOf(await house.say("handoff"))).toMatch(/SNOOZED until .*primary: /);
  expect(rowsOf(await house.say("missed"))).toHaveLength(1);
  expect(textOf(await house.say("G-1001 who"))).toMatch(/Assigned to Ben by Ana/);
});

test("status lists a storm for its members, a page at a time, and promises no more than it has looked at", async () => {
  const house = start();
  const summary = (number: number, more: object) => ({
    ...{ stream: `investigation/${number}`, number, version: 1, status: "open" as const, title: "member" },
    ...{ place: "web:general", openedAt: new Date().toISOString(), ...more },
  });
  const members = Array.from({ length: 97 }, (_, index) => summary(2_000 + index, { storm: 1_500 }));
  const others = [summary(1_900, { storm: 1_500, verdict: "LIKELY" }), summary(1_100, {}), summary(1_101, {})];
  await Promise.all([...members, ...others].map((each) => house.directory.summarise(each)));
  expect(cardOf(await house.say("status")).title).toBe("STATUS at least 4");
  expect(textOf(await house.say("open page 0"))).toContain("open has no page 0");
});

test("escalate without a file calls everybody in the channel", async () => {
  const house = start();
  await house.alarm("checkout");
  await expect.poll(() => house.roots().length).toBe(1);
  expect(await house.say("G-1001 escalate")).toMatchObject({ type: "stored", understood: "pages everybody here" });
  expect((await stateOf(house, 1001)).pages.map(({ targets }) => targets)).toEqual([[{ type: "here" }]]);
});

test("an alarm that was closed without a cause says how often it has fired", async () => {
  const house = start();
  const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
  await house.alarm("checkout", { at: ago(300) });
  await expect.poll(() => house.roots().length).toBe(1);
  await house.alarm("checkout", { at: ago(290), state: "OK" });
  await expect.poll(async () => (await stateOf(house, 1001)).episodes[0]?.state).toBe("OK");
  await house.say("G-1001 close");
  await expect.poll(async () => (await house.store.due(new Date(), 10)).length).toBe(0);
  await house.alarm("checkout", { at: ago(1) });
  const line = "2nd time in 24 h · 2nd in 30 days, 1 closed without cause";
  await expect.poll(() => JSON.stringify(house.roots())).toContain(line);
});

test("what needs an investigation offers the open ones outside a thread", async () => {
  const house = start({ onCall });
  await house.alarm("checkout");
  await house.alarm("orders");
  await expect.poll(() => house.roots().length).toBe(2);
  const buttonsOf = (received: Received) =>
    cardOf(received).blocks.flatMap((block) => (block.type === "actions" ? block.actions : []));
  for (const text of ["ack", "assign ben", "escalate", "why h1", "snooze 1h", "note rolled back"]) {
    await expect
      .poll(async () => buttonsOf(await house.say(text)))
      .toEqual(["G-1002", "G-1001"].map((label) => ({ label, command: `${label} ${text}` })));
  }
  expect(textOf(await house.say("ack"))).toContain("Which one? Open: G-1002 orders, G-1001 checkout");
});

test("missed takes a time", async () => {
  const { now, pass } = night("2026-05-01T20:00:00Z");
  const house = start({ now });
  await house.alarm("checkout", { at: now().toISOString() });
  await expect.poll(() => house.roots().length).toBe(1);
  pass(180);
  await house.alarm("orders", { at: now().toISOString() });
  await expect.poll(() => house.roots().length).toBe(2);
  const missed = async (text: string) => rowsOf(await house.say(text)).map(([, title]) => title);
  await expect.poll(() => missed("missed")).toEqual(["orders", "checkout"]);
  expect(await missed("missed since 22:00")).toEqual(["orders"]);
  expect(await missed("what did I miss since 19:00?")).toEqual(["orders", "checkout"]);
  expect(textOf(await house.say("missed since 22:00"))).toContain("Began after 22:00 UTC");
  expect(textOf(await house.say("missed last 30d"))).toContain("7 days at most");
});
