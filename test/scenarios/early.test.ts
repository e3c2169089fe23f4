import { afterEach, expect, test } from "vitest";
import { simulate } from "../../adapters/recording/shop/shop.ts";
import { plain } from "../../src/card/card.ts";
import { streamOf } from "../../src/conversation/streams.ts";
import type { Trace } from "../../src/findings/trace.ts";
import type { Traces } from "../../src/telemetry/ports/ports.ts";
import { createHouse, envelope, type House, stateOf } from "./house.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** The orders service fails, in a house where the logs answer only once the test lets them. */
async function open(): Promise<{ readonly house: House; readonly release: () => void; readonly hold: () => void }> {
  const now = (): Date => new Date();
  const { telemetry, notifications } = simulate({ incident: "orders-failing", seed: 3, startedAt: now(), now });
  let gate = Promise.withResolvers<void>();
  const release = () => gate.resolve();
  const logs: typeof telemetry.logs = {
    ...telemetry.logs,
    patterns: (...asked) => gate.promise.then(() => telemetry.logs.patterns(...asked)),
  };
  // At night the shop has too few requests for three of them to fail.
  const failed = (at: number, through = "orders"): Trace => {
    return { id: `1-${at}`, at, duration: 1, outcome: "fault", entry: "shop-alb", cause: `${through}: 500` };
  };
  const traces: Traces = {
    async find({ end }, _signal, component) {
      return { value: [60, 120, 180].map((ago) => failed(end - ago, component)), horizon: end, gaps: [] };
    },
  };
  const house = createHouse({ automatic: true, telemetry: { ...telemetry, logs, traces } });
  closing.push(() => {
    release();
    return house.stop();
  });
  const body = envelope("alarm", notifications[0]?.message);
  await house.app.deliver({ id: "alarm", stream: "intake/web:general", receivedAt: now().toISOString(), body });
  await expect.poll(() => shown(house, "root")).toMatch(/so far/);
  const hold = () => {
    gate = Promise.withResolvers<void>();
  };
  return { house, release, hold };
}

/** Everything that a slot's message says. */
function shown(house: House, slot: string): string {
  const card = house.channel.standing.find(({ identity }) => identity.slot === slot)?.card;
  const words = card?.blocks.map((block) => ("text" in block ? plain(block.text) : JSON.stringify(block))) ?? [];
  return words.join("\n");
}

const slots = (house: House) => house.channel.standing.map(({ identity }) => identity.slot);
const concluded = (house: House) =>
  expect.poll(async () => (await stateOf(house, 1001)).findings[1]?.conclusion).toBeDefined();

test("the first hypotheses stand in the alarm's own message while slow logs are searched, and the verdict follows", async () => {
  const { house, release } = await open();
  const early = await stateOf(house, 1001);
  expect(early.findings[1]?.conclusion).toBeUndefined();
  expect(early.hypotheses.length).toBeGreaterThan(0);
  expect(early.hypotheses.map(({ weight }) => weight.standing)).not.toContain("CONFIRMED");
  expect(shown(house, "root")).toMatch(/Checking \d+ of \d+ · metrics to \d\d:\d\d, changes to \d\d:\d\d$/m);
  expect(shown(house, "root")).toMatch(/accept h1/);
  expect(slots(house)).toEqual(["root"]);
  release();
  await concluded(house);
  await expect.poll(() => shown(house, "root")).not.toMatch(/so far|Checking/);
  expect(slots(house)).toEqual(["root", "summary"]);
  const { hypotheses, findings } = await stateOf(house, 1001);
  expect(JSON.stringify(hypotheses)).not.toContain("still looking");
  for (const { id, weight } of hypotheses) {
    if (!findings[1]?.conclusion?.ranking.includes(id)) expect(weight.standing).toBe("POSSIBLE");
  }
  const commits = await house.store.read(streamOf(1001), 0);
  const parts = commits.filter(({ meta }) => meta.id.includes("/part/"));
  expect(parts.length).toBeGreaterThan(0);
  expect(parts.length).toBeLessThanOrEqual(4);
});

test("what is discarded while it is checked is left out of the verdict", async () => {
  const { house, release } = await open();
  const [first] = (await stateOf(house, 1001)).hypotheses;
  await house.say("G-1001 discard h1 that was planned");
  release();
  await concluded(house);
  const { hypotheses, findings } = await stateOf(house, 1001);
  expect(hypotheses[0]).toMatchObject({ cause: first?.cause, decided: { type: "discarded" } });
  expect(findings[1]?.conclusion?.ranking).not.toContain("h1");
});

test("an accepted cause is looked into at once, and what may be why stands before the rest", async () => {
  const { house, release } = await open();
  release();
  await concluded(house);
  const { hypotheses, findings } = await stateOf(house, 1001);
  const first = findings[1]?.conclusion;
  const [top] = hypotheses;
  await house.say(`G-1001 accept ${top?.id}`);
  await expect.poll(async () => (await stateOf(house, 1001)).findings[1]?.conclusion?.at).not.toBe(first?.at);
  await expect.poll(() => shown(house, "root")).not.toMatch(/Looking deeper/);
  const state = await stateOf(house, 1001);
  expect(state.findings[1]).toMatchObject({ deepened: [top?.id] });
  expect(state.evidence.map(({ evidence }) => evidence.kind)).toContain("trace");
  expect(slots(house)).toEqual(["root", "summary"]);
  const commits = await house.store.read(streamOf(1001), 0);
  const looks = commits.flatMap(({ events }) => events.filter(({ type }) => type === "secondLookBegun"));
  expect(looks).toMatchObject([{ because: top?.id }]);
});

test("a later look that takes long says so in the alarm's own message, and the verdict stands meanwhile", async () => {
  const { house, release, hold } = await open();
  release();
  await concluded(house);
  await expect.poll(() => shown(house, "root")).not.toMatch(/so far|Checking/);
  const { findings } = await stateOf(house, 1001);
  hold();
  const meta = { id: "rings", actor: { id: "gumshoe", name: "Gumshoe" }, at: new Date().toISOString() };
  await house.app.handle(streamOf(1001), { type: "wake", timer: "look/1/3" }, meta);
  await expect.poll(() => shown(house, "root")).toMatch(/Looking again: \d+ of \d+ checked/);
  expect((await stateOf(house, 1001)).findings[1]?.conclusion).toEqual(findings[1]?.conclusion);
  release();
  await expect.poll(() => shown(house, "root")).not.toMatch(/Looking again/);
  expect((await stateOf(house, 1001)).findings[1]?.conclusion).toMatchObject({
    verdict: findings[1]?.conclusion?.verdict,
    again: true,
  });
  expect(slots(house)).toEqual(["root", "summary"]);
});
