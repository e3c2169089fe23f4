import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { simulate } from "../../../adapters/recording/shop/shop.ts";
import type { Simulation } from "../../../adapters/recording/shop/simulation.ts";
import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";
import { connectTo } from "../../counterparts/aws/connect.ts";
import { type AwsCounterpart, startAws } from "../../counterparts/aws/server.ts";
import { findingsAt } from "../../engine/simulated-findings.ts";

let aws: AwsCounterpart | undefined;

beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await aws?.close();
});

/** What is found of the calls from checkout to orders, with what AWS was asked. */
async function investigated(simulation: Simulation, through: (telemetry: Telemetry) => Telemetry, now: Date) {
  aws = await startAws({ telemetry: through(simulation.telemetry) });
  const telemetry = connectTo(aws.endpoint).telemetryFor({ account: undefined, region: undefined });
  const { calls = [] } = await findingsAt({ ...simulation, telemetry }, now);
  const latency = (at: "caller" | "callee") =>
    calls.find(
      ({ from, to, side, signal }) => from === "checkout" && to === "orders" && side === at && signal === "latency",
    );
  const asked = (action: string, text = /./) =>
    (aws?.calls ?? []).filter((call) => call.action === action && text.test(call.body)).length;
  return { latency, asked };
}

function highest(values: Float64Array | undefined): number {
  return Math.max(0, ...(values ?? []).filter((value) => !Number.isNaN(value)));
}

const held = (now: Date) => simulate({ incident: "checkout-waiting", seed: 3, startedAt: now, now: () => now });

test("how callers measure their calls is read from Application Signals, with one call for all of them", async () => {
  const now = new Date();
  const { latency, asked } = await investigated(held(now), pair({ isMeasured: true }), now);
  const call = latency("caller");
  expect(highest(call?.series.values)).toBeGreaterThan(5 * highest(call?.baseline.values));
  expect(asked("cloudwatch:GetMetricData", /RemoteService/)).toBe(1);
  expect(asked("xray:GetServiceGraph")).toBe(1);
});

test("without Application Signals X-Ray's totals are compared with those of the last minutes, with one call more", async () => {
  const now = new Date();
  const { latency, asked } = await investigated(held(now), pair({ isMeasured: false }), now);
  const [caller, callee] = [latency("caller"), latency("callee")];
  expect(highest(caller?.series.values)).toBeGreaterThan(5 * highest(caller?.baseline.values));
  expect(highest(callee?.series.values)).toBeLessThan(2 * highest(callee?.baseline.values));
  expect(asked("xray:GetServiceGraph")).toBe(2);
});

/** The two of them alone, with what callers measure or without. */
function pair({ isMeasured }: { readonly isMeasured: boolean }): (telemetry: Telemetry) => Telemetry {
  const names = ["checkout", "orders"];
  return (telemetry) => ({
    ...telemetry,
    topology: {
      async graph(window, signal) {
        const seen = await telemetry.topology.graph(window, signal);
        const components = seen.value.components.filter(({ id }) => names.includes(id));
        const edges = seen.value.edges
          .filter(({ from, to }) => names.includes(from) && names.includes(to))
          .map(({ metrics = [], ...edge }) => ({ ...edge, ...(isMeasured && { metrics }) }));
        return { ...seen, value: { components, edges } };
      },
    },
  });
}
