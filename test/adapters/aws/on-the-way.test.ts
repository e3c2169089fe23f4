import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { simulate } from "../../../adapters/recording/shop/shop.ts";
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

test("how callers measure their calls is read from Application Signals, with one call for all of them", async () => {
  const now = new Date();
  const simulation = simulate({ incident: "checkout-waiting", seed: 3, startedAt: now, now: () => now });
  aws = await startAws({ telemetry: simulation.telemetry });
  const telemetry = connectTo(aws.endpoint).telemetryFor({ account: undefined, region: undefined });
  const findings = await findingsAt({ ...simulation, telemetry }, now);
  const call = findings.calls?.find(
    ({ from, to, side, signal }) => from === "checkout" && to === "orders" && side === "caller" && signal === "latency",
  );
  const usual = Math.max(...(call?.baseline.values ?? []).filter((value) => !Number.isNaN(value)));
  expect(Math.max(...(call?.series.values ?? []).filter((value) => !Number.isNaN(value)))).toBeGreaterThan(5 * usual);
  const asked = aws.calls.filter(
    ({ action, body }) => action === "cloudwatch:GetMetricData" && /RemoteService/.test(body),
  );
  expect(asked.length).toBe(1);
});
