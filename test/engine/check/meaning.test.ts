import { describe, expect, test } from "vitest";
import {
  meaningOfChanges,
  meaningOfLines,
  meaningOfTraces,
  meaningOfValue,
} from "../../../src/engine/check/meaning.ts";
import type { Change } from "../../../src/findings/change.ts";
import type { Bearing } from "../../../src/findings/check.ts";
import type { Trace } from "../../../src/findings/trace.ts";

const ONSET = 10_000;
const orders = { name: "orders", onset: ONSET };
const made = (at: number): Change => ({
  ...{ id: `c${at}`, at, action: "UpdateService", actor: "role/deploy", resources: ["orders"], detail: {} },
});

describe("other changes to what was changed", () => {
  test.each<[string, readonly number[], number, Bearing]>([
    ["none besides the change itself", [9_900], 20_000, "supports"],
    ["another one after it began, which cannot have caused it", [9_900, 10_500], 20_000, "supports"],
    ["another one before it began", [8_000, 9_900], 20_000, "open"],
    ["changes that are not seen up to when it began", [9_900], 9_950, "open"],
  ])("%s", (_, times, horizon, bearing) => {
    const seen = { changes: times.map(made), horizon, window: { start: 5_000, end: 12_000 } };
    expect(meaningOfChanges(orders, 9_900, seen).bearing).toBe(bearing);
  });

  test("the last of the others is named, with how long before", () => {
    const seen = { changes: [made(6_400), made(9_900)], horizon: 20_000, window: { start: 5_000, end: 12_000 } };
    expect(meaningOfChanges(orders, 9_900, seen).sentence).toBe(
      "1 other change to orders before it began, the last 60 min before: UpdateService by role/deploy",
    );
  });
});

test.each<[number, number | undefined, Bearing]>([
  [40, 0, "supports"],
  [40, 12, "open"],
  [40, undefined, "open"],
  [0, 12, "weakens"],
])("%j lines of a pattern since it began and %j before", (since, before, bearing) => {
  expect(meaningOfLines({ since, before }).bearing).toBe(bearing);
});

const failed = (cause: string | undefined, outcome: Trace["outcome"] = "fault"): Trace => ({
  ...{ id: "1", at: ONSET, duration: 0.2, outcome, entry: "shop-alb" },
  ...(cause !== undefined && { cause }),
});
test.each<[string, readonly Trace[], Bearing]>([
  ["most end at the component", [failed("orders: boom"), failed("orders: boom"), failed("cart: boom")], "supports"],
  ["most end elsewhere", [failed("orders-db: slow"), failed("cart: boom"), failed("orders: boom")], "weakens"],
  ["none failed", [failed("orders: slow", "ok")], "open"],
  ["none tells where", [failed(undefined)], "open"],
])("failed requests: %s", (_, traces, bearing) => {
  expect(meaningOfTraces(orders, traces).bearing).toBe(bearing);
});

test.each<[string, readonly number[], boolean, Bearing]>([
  ["still as high", [0, 55, 60], true, "supports"],
  ["back to usual while the alarm goes on", [0, 55, 1], true, "weakens"],
  ["its newest value missing", [0, 55, Number.NaN], true, "supports"],
  ["back to usual after the alarm", [0, 55, 1], false, "open"],
  ["without a value", [Number.NaN], true, "open"],
])("a metric %s", (_, values, firing, bearing) => {
  const series = { start: 0, step: 60, values: Float64Array.from(values) };
  expect(meaningOfValue(orders, { series, before: 0, after: 55, firing }).bearing).toBe(bearing);
});
