import { afterEach, expect, test } from "vitest";
import { simulate } from "../../adapters/recording/shop/shop.ts";
import { plain } from "../../src/card/card.ts";
import type { MetricQuery, Series } from "../../src/findings/measured.ts";
import { createCurrentValues } from "../../src/jobs/current-values.ts";
import { silentLog } from "../../src/log/log.ts";
import type { Telemetry } from "../../src/telemetry/ports/ports.ts";
import { createHouse, type House, stateOf } from "./house.ts";

let house: House;
afterEach(() => house?.stop());

const nowMs = Date.parse("2026-11-30T03:10:00Z");
const now = (): Date => new Date(nowMs);
const end = nowMs / 1000;

const { telemetry: simulated } = simulate({ incident: "search-wobble", seed: 1, startedAt: now(), now });

/** Five minutes of values up to now; `horizon` is the time up to which they are complete. */
function measuring(values: readonly number[], horizon = end) {
  const asked: (readonly MetricQuery[])[] = [];
  const series: Series = { start: end - values.length * 60, step: 60, values: Float64Array.from(values) };
  const metrics: Telemetry["metrics"] = {
    async fetch(queries) {
      asked.push(queries);
      return { value: queries.map(() => series), horizon, gaps: [] };
    },
  };
  const read = () =>
    createCurrentValues({
      directory: house.directory,
      load: house.app.load,
      handle: house.app.handle,
      telemetryFor: () => ({ ...simulated, metrics }),
      now,
      log: silentLog,
    }).run();
  return { asked, read };
}

async function fire(...names: readonly string[]): Promise<void> {
  house = createHouse({ now });
  for (const name of names) await house.alarm(name, { at: "2026-11-30T03:02:00Z" });
  await expect.poll(() => house.roots().length).toBe(names.length);
}

const shown = (): readonly string[] =>
  house.channel.standing.flatMap(({ card: { blocks } }) =>
    blocks.flatMap((block) => ("text" in block ? [plain(block.text)] : [])),
  );

test("all that fires in an account and Region is one question, and each card says what it measures now", async () => {
  await fire("checkout-5xx", "cart-5xx");
  const { asked, read } = measuring([41, 40, 39, 38, 44]);
  await read();
  expect(asked.map((queries) => queries.map(({ metric }) => metric))).toEqual([
    ["HTTPCode_Target_5XX_Count", "HTTPCode_Target_5XX_Count"],
  ]);
  expect((await stateOf(house, 1001)).findings[1]?.now).toEqual({ value: 44, at: end - 60, failing: true });
  await expect.poll(shown).toContain("Still failing since 03:02: errors 44 per min at 03:09, limit 5");
});

test("a value within its limit says so, and a period that is still being counted says nothing", async () => {
  await fire("checkout-5xx");
  await measuring([41, 40, 3, 0], end - 60).read();
  expect((await stateOf(house, 1001)).findings[1]?.now).toEqual({ value: 3, at: end - 120, failing: false });
});

test("what nobody measures, and what recovered, is left as it is", async () => {
  await fire("checkout-5xx");
  await measuring([Number.NaN, Number.NaN]).read();
  await house.alarm("checkout-5xx", { state: "OK", at: "2026-11-30T03:05:00Z" });
  await expect.poll(async () => (await stateOf(house, 1001)).episodes.at(-1)?.state).toBe("OK");
  const { asked, read } = measuring([41]);
  await read();
  expect(asked).toEqual([]);
  expect((await stateOf(house, 1001)).findings[1]?.now).toBeUndefined();
});
