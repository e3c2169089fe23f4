import { expect, test } from "vitest";
import { simulateSystem, systemIncidentOf } from "../../adapters/recording/systems/systems.ts";
import { readConfig } from "../../src/process/config.ts";
import type { Source } from "../../src/process/source.ts";
import { joinSources } from "../../src/process/telemetry.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import { createChangeIndex } from "../../src/telemetry/changes/change-index.ts";
import type { Prometheus } from "../../src/telemetry/ports/prometheus.ts";
import { createHouse, stateOf } from "../scenarios/house.ts";

const now = (): Date => new Date("2026-11-23T12:15:00Z");
const nobody = async () => ({ value: [], horizon: 0, gaps: [] });
const connected: Prometheus = { range: nobody, instant: nobody, labelValues: nobody };

async function joined(...others: readonly Source[]) {
  const found = systemIncidentOf("eks-network");
  if (!found) throw new Error("no incident");
  const { telemetry } = simulateSystem(found, { seed: 3, startedAt: now(), now });
  const simulation = {
    on: true,
    topics: { alarms: "a", storms: "b" },
    incidents: [],
    raise: async () => undefined,
    resume: () => undefined,
    components: () => [],
  };
  const playground: Source = { telemetryFor: () => telemetry, simulation };
  const house = createHouse({ telemetry, now });
  await house.say("changes last 1h");
  const state = await stateOf(house, 1001);
  await house.stop();
  const index = createChangeIndex(createMemoryStores({ now }).board, now);
  return joinSources([...others, playground], index, readConfig({}, []))(state);
}

test("a Prometheus that is connected is asked, also while telemetry is simulated", async () => {
  expect((await joined())?.prometheus?.label).toBe("simulated");
  expect((await joined({ adds: () => ({ prometheus: connected }) }))?.prometheus).toBe(connected);
});

test("a simulated cluster stays the one of its incident", async () => {
  const other = { names: ["prod"], state: async () => Promise.reject(new Error("not asked")) };
  expect((await joined({ adds: () => ({ clusters: other }) }))?.clusters?.names).toEqual(["shop"]);
});
