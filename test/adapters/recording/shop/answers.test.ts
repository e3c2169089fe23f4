import { expect, test } from "vitest";
import { simulate } from "../../../../adapters/recording/shop/shop.ts";
import type { StandingAlarm } from "../../../../src/telemetry/ports/alarms.ts";
import { never, played, startedAt } from "./play.ts";

const seconds = (date: Date): number => date.getTime() / 1000;

function rowsOf(incident: string, group: string, text: string, minutes = 30) {
  const simulation = played(incident);
  const onset = seconds(simulation.onsetAt);
  const window = { start: onset - minutes * 60, end: onset + minutes * 60 };
  return simulation.telemetry.logs.query!([group], text, window, never);
}

test("a search finds the lines that a pattern promises, newest first", async () => {
  const { value } = await rowsOf(
    "orders-failing",
    "/ecs/shop/orders",
    "fields @timestamp, @message | filter @message like /(?i)typeerror/ | sort @timestamp desc | limit 5",
  );
  expect(value.rows).toHaveLength(5);
  expect(value.rows.every(([, message]) => message!.startsWith("TypeError"))).toBe(true);
  expect(value.rows.map(([at]) => at)).toEqual(
    value.rows
      .map(([at]) => at)
      .toSorted()
      .toReversed(),
  );
});

test("as many lines are found as the patterns count", async () => {
  const simulation = played("orders-failing");
  const start = Math.floor(seconds(simulation.onsetAt) / 60) * 60;
  const window = { start, end: start + 900 };
  const patterns = await simulation.telemetry.logs.patterns(["/ecs/shop/orders"], window, start, never);
  const text = "filter @message like /^TypeError/ | stats count(*) as lines";
  const { value } = await simulation.telemetry.logs.query!(["/ecs/shop/orders"], text, window, never);
  const counted = patterns.value.find(({ pattern }) => pattern.startsWith("TypeError"))!.count;
  expect(value).toMatchObject({ columns: [{ name: "lines" }], rows: [[String(counted)]] });
});

test("counts by time add up to all, and begin with the fault", async () => {
  const text = "filter @message like 'TypeError' | stats count(*) by bin(5m) | sort bin asc";
  const { value } = await rowsOf("orders-failing", "/ecs/shop/orders", text);
  const onset = played("orders-failing").onsetAt.toISOString();
  expect(value.columns.map(({ name }) => name)).toEqual(["bin(5m)", "count(*)"]);
  expect(Date.parse(`${value.rows[0]![0]}Z`)).toBeGreaterThanOrEqual(Date.parse(onset) - 300_000);
  expect(value.rows.every(([, count]) => Number(count) > 0)).toBe(true);
});

test.each(["parse @message 'x' as y", "stats avg(x)", "filter @duration > 9", "sort nothing", "limit 0", "nonsense"])(
  "%s is not known, and the answer says what is",
  async (text) => {
    await expect(rowsOf("orders-failing", "/ecs/shop/orders", text)).rejects.toThrow(/knows only: fields, filter/);
  },
);

test("a pattern that backtracks for ever is given up", async () => {
  const text = String.raw`filter @message like /^(.+)+\x01$/`;
  await expect(rowsOf("orders-failing", "/ecs/shop/orders", text, 2)).rejects.toThrow("takes too long");
});

test("a group that does not exist is told, and nothing is read beyond the horizon", async () => {
  const at = startedAt;
  const simulation = simulate({ incident: "orders-failing", seed: 1, startedAt, now: () => at });
  const window = { start: seconds(at) - 600, end: seconds(at) + 600 };
  const seen = await simulation.telemetry.logs.query!(["/ecs/shop/cart", "/gone"], "limit 3", window, never);
  expect(seen.gaps).toEqual([{ what: "logs", reason: "the simulated shop has no log group /gone" }]);
  expect(Date.parse(`${seen.value.rows[0]![0]}Z`) / 1000).toBeLessThan(seen.horizon);
});

async function standing(incident: string, at: Date): Promise<readonly StandingAlarm[]> {
  const simulation = simulate({ incident, seed: 1, startedAt, now: () => at, tells: ["arn:aws:sns:x:1:gumshoe"] });
  return (await simulation.telemetry.alarms!.list({}, never)).value;
}

test("alarms stand as SNS told of them, before, during and after", async () => {
  const { notifications } = played("orders-failing");
  const [fired, recovered] = notifications.map(({ at }) => at.getTime());
  const stateAt = async (at: number) =>
    (await standing("orders-failing", new Date(at))).find(({ name }) => name === "checkout-5xx");
  expect(await stateAt(fired! - 5_000)).toMatchObject({ state: "OK" });
  expect(await stateAt(fired! + 60_000)).toMatchObject({ state: "ALARM", since: fired! / 1000 });
  expect(await stateAt(recovered! + 60_000)).toMatchObject({ state: "OK", since: recovered! / 1000 });
});

test("those who suffer stand in ALARM, the others are OK, and only the incident's own reaches Gumshoe", async () => {
  const alarms = await standing("orders-failing", new Date(startedAt.getTime() + 600_000));
  const firing = alarms.filter(({ state }) => state === "ALARM").map(({ name }) => name);
  expect(firing).toEqual(expect.arrayContaining(["checkout-5xx", "orders-5xx"]));
  expect(firing.filter((name) => /search|catalog|shipping|email/.test(name))).toEqual([]);
  const heard = alarms.filter(({ actions }) => actions.includes("arn:aws:sns:x:1:gumshoe"));
  expect(heard.map(({ name }) => name)).toEqual(["checkout-5xx"]);
  expect(alarms.every(({ threshold }) => threshold! > 0)).toBe(true);
});

async function traces(incident: string, from: number, to: number) {
  const simulation = played(incident);
  const onset = seconds(simulation.onsetAt);
  const window = { start: onset + from * 60, end: onset + to * 60 };
  return (await simulation.telemetry.traces!.find(window, never)).value;
}

test.each([
  ["orders-failing", "fault", /^orders: TypeError/],
  ["orders-denied", "fault", /^orders: AccessDenied/],
  ["carts-refusing", "throttle", /^carts: ThrottlingException/],
  ["prices-failing", "throttle", /^price-quote: TooManyRequests/],
  ["catalog-slow", "ok", /^catalog-db: slowest/],
  ["checkout-slow", "ok", /^payment-provider: slowest/],
] as const)("requests of %s end where the fault is", async (incident, outcome, cause) => {
  const during = await traces(incident, 5, 35);
  const tellingColumns = during.filter((trace) => trace.outcome === outcome && cause.test(trace.cause!));
  expect(tellingColumns.length).toBeGreaterThan(during.filter((trace) => trace.outcome === outcome).length / 2);
  expect((await traces(incident, -60, 0)).filter((trace) => cause.test(trace.cause!))).toEqual([]);
});

test("where nothing is wrong nothing is slow, and few fail", async () => {
  const quiet = await traces("search-wobble", -360, -10);
  expect(quiet.filter(({ outcome }) => outcome !== "fault")).toEqual([]);
  expect(quiet.length).toBeLessThan(150);
});
