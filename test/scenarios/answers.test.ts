import { afterEach, expect, test } from "vitest";
import { simulate } from "../../adapters/recording/shop/shop.ts";
import { chartBody } from "../../src/chart/chart.ts";
import type { Answer } from "../../src/events/events.ts";
import { queryCard } from "../../src/investigation/view/answers.ts";
import { followUps } from "../../src/investigation/view/follow-ups.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import type { Telemetry } from "../../src/telemetry/ports/ports.ts";
import { createHouse, envelope, type House, stateOf } from "./house.ts";

const houses: House[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.stop();
});

const now = (): Date => new Date();
const stores = createMemoryStores({ now });
const shop = (): Telemetry => simulate({ incident: "orders-failing", seed: 3, startedAt: now(), now }).telemetry;

function build(telemetry = shop(), shared = createMemoryStores({ now })): House {
  const house = createHouse({ telemetry, stores: shared });
  houses.push(house);
  return house;
}

async function answered(house: House, number: number, index = 0): Promise<Answer> {
  await expect.poll(async () => (await stateOf(house, number)).queries[index]?.answer).toBeDefined();
  return (await stateOf(house, number)).queries[index]!.answer!;
}

test("a component's name stands for its log groups", async () => {
  const house = build();
  await house.say('logs orders,/ecs/shop/cart "TypeError" last 1h');
  const answer = await answered(house, 1001);
  expect(answer.sentence).toMatch(/\d+ lines in \/ecs\/shop\/orders, \/ecs\/shop\/cart\b/);
  expect(answer.rows[0]![1]).toMatch(/^TypeError/);
  expect(answer.label).toBe("simulated");
});

test("of what writes no logs it is said which name to give", async () => {
  const house = build();
  await house.say('logs "carts"');
  expect((await answered(house, 1001)).sentence).toBe(
    "Not answered: no log group of carts is known. Name one: logs /group",
  );
});

test("Run again under an answer asks the same of the same time", async () => {
  const house = build();
  await house.say("errors of checkout last 2h");
  await answered(house, 1001);
  const state = await stateOf(house, 1001);
  const actions = queryCard(state, state.queries[0]!).blocks.flatMap((block) =>
    block.type === "actions" ? block.actions : [],
  );
  expect(actions.map(({ label }) => label)).toEqual(["Run again", "Edit", "Investigate"]);
  await house.say(actions[0]!.command);
  await answered(house, 1001, 1);
  const { queries } = await stateOf(house, 1001);
  expect(queries[1]!.question).toEqual(queries[0]!.question);
});

test("Investigate under an answer opens an investigation of what it shows", async () => {
  const house = build();
  await house.say("errors of checkout last 30m");
  await answered(house, 1001);
  const state = await stateOf(house, 1001);
  const pressed = followUps(state, state.queries[0]!).find(({ label }) => label === "Investigate");
  await house.say(pressed!.command);
  const { window } = state.queries[0]!.question as { window: { start: number } };
  const begun = await stateOf(house, 1002);
  expect(begun).toMatchObject({ status: "open", title: "checkout" });
  expect(Math.abs(begun.since! - window.start)).toBeLessThan(60);
});

test("what is compared with is dashed, in the metric's own unit", async () => {
  const house = build(shop(), stores);
  await house.say("metrics AWS/ECS CPUUtilization ClusterName=shop ServiceName=orders compare yesterday");
  const { archive, sentence } = await answered(house, 1001);
  const body = chartBody.parse(await stores.archive.load(archive!));
  expect(body).toMatchObject({ unit: "Percent", markers: [] });
  expect(body.series.map(({ style }) => style)).toEqual([undefined, "dashed"]);
  expect(sentence).toMatch(/last [\d.]+ %, .* yesterday: last [\d.]+ %/);
});

test("alarms show the last hour of their metric, and still answer where the metrics do not", async () => {
  const telemetry = shop();
  const metrics = { ...telemetry.metrics, fetch: () => Promise.reject(new Error("throttled")) };
  const [house, dumb] = [build(telemetry), build({ ...telemetry, metrics })];
  await Promise.all([house.say("alarms alarm"), dumb.say("alarms")]);
  const [whole, half] = await Promise.all([answered(house, 1001), answered(dumb, 1001)]);
  const [state, name, , why, lately] = whole.rows.find((row) => row[1] === "checkout-5xx")!;
  expect([state, name]).toEqual(["ALARM", "checkout-5xx"]);
  expect(why).toMatch(/^\d+, limit > \d+ per min$/);
  expect(half.rows.find((row) => row[1] === "checkout-p99-latency")![3]).toMatch(/^limit > [\d.]+ s$/);
  expect(lately).toMatch(/^[▁-█ ]{10,}$/);
  expect(half.rows.find((row) => row[1] === "checkout-5xx")!.slice(3)).toEqual([
    expect.stringMatching(/^limit > \d+ per min$/),
    "",
  ]);
});

test("a chart of the alarm's own metric in an investigation has its limit, its ALARM times and the changes", async () => {
  const simulation = simulate({ incident: "orders-failing", seed: 3, startedAt: now(), now });
  const house = build(simulation.telemetry, stores);
  const body = envelope("m-own", simulation.notifications[0]!.message);
  await house.app.deliver({ id: "m-own", stream: "intake/web:general", receivedAt: now().toISOString(), body });
  await expect
    .poll(async () => (await house.directory.list("open", 9)).map(({ title }) => title))
    .toContain("checkout-5xx");
  const { number } = (await house.directory.list("open", 9)).find(({ title }) => title === "checkout-5xx")!;
  await house.say(`G-${number} errors of checkout last 1h`);
  const { archive } = await answered(house, number);
  const chart = chartBody.parse(await stores.archive.load(archive!));
  const { alarm } = await stateOf(house, number);
  expect(chart).toMatchObject({ threshold: alarm!.threshold, unit: "per min", bands: [{ label: "ALARM" }] });
  expect(chart.markers).toContainEqual(expect.objectContaining({ label: "UpdateService", kind: "change" }));
});

test("an investigation's own chart shows the onset, the change before it, what is usual, and when the alarm was on", async () => {
  const simulation = simulate({ incident: "orders-failing", seed: 3, startedAt: now(), now });
  const kept = createMemoryStores({ now });
  const house = build(simulation.telemetry, kept);
  const body = envelope("m-inv", simulation.notifications[0]!.message);
  await house.app.deliver({ id: "m-inv", stream: "intake/web:general", receivedAt: now().toISOString(), body });
  await expect.poll(async () => (await stateOf(house, 1001)).status).toBe("open");
  await house.say("G-1001 investigate");
  const conclusion = async () => Object.values((await stateOf(house, 1001)).findings)[0]?.conclusion;
  await expect.poll(conclusion).toBeDefined();
  const chart = chartBody.parse(await kept.archive.load((await conclusion())!.chart!));
  const kinds = chart.markers.map(({ kind, label }) => `${kind} ${label}`);
  expect(kinds).toEqual(expect.arrayContaining(["onset onset", "change UpdateService"]));
  const [onset, change] = ["onset", "change"].map((kind) => chart.markers.find((marker) => marker.kind === kind)!.at);
  expect(change!).toBeLessThanOrEqual(onset!);
  expect(Math.abs(onset! - simulation.onsetAt.getTime() / 1000)).toBeLessThanOrEqual(240);
  expect(chart.bands).toMatchObject([{ label: "ALARM", from: simulation.alarmAt.getTime() / 1000 }]);
  expect(chart.band!.lower).toHaveLength(chart.series[0]!.values.length);
});

test.each([
  ['changes "chekout"', /^No change seen up to .*, and no component is called chekout\. Closest: checkout$/],
  ["changes nowhere", /^No change seen up to .*, and no component is called nowhere\. Known: /],
  ["changes shop-orders last 1m", /^No change seen up to [^,]*$/],
  ['topology "chekout"', /^Not answered: no component is called chekout\. Closest: checkout$/],
])("%s: a name that nobody knows is said to be none", async (text, sentence) => {
  const house = build();
  await house.say(text);
  expect((await answered(house, 1001)).sentence).toMatch(sentence);
});
