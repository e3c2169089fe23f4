import { afterEach, expect, test } from "vitest";
import { simulate } from "../../adapters/recording/shop/shop.ts";
import { NotSeen } from "../../src/errors.ts";
import type { Change } from "../../src/findings/change.ts";
import type { Changes, Telemetry } from "../../src/telemetry/ports/ports.ts";
import { createHouse, type House, stateOf } from "./house.ts";

let house: House;
afterEach(() => house.stop());

const now = (): Date => new Date();
const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

/** The orders service fails, and its alarm comes to an end a minute ago, with these changes to be seen by then. */
async function recover(during: Changes["during"], other: Partial<Telemetry> = {}) {
  const { telemetry } = simulate({ incident: "orders-failing", seed: 3, startedAt: now(), now });
  const changes = { during: (...asked: Parameters<typeof during>) => during(...asked) };
  house = createHouse({ automatic: true, telemetry: { ...telemetry, changes, ...other } });
  const dimensions = { Service: "orders", Environment: "ecs:shop" };
  await house.alarm("orders-faults", { at: ago(10), dimensions });
  const concluded = async () => (await stateOf(house, 1001)).findings[1]?.conclusion?.verdict;
  await expect.poll(concluded).toBeDefined();
  await house.alarm("orders-faults", { state: "OK", at: ago(1), dimensions });
}

/** The orders service is set back four minutes ago. */
function setBack(): Changes["during"] {
  const resources = ["arn:aws:ecs:eu-west-1:123456789012:service/shop/orders"];
  const at = Date.now() / 1000 - 240;
  const back: Change = { id: "c1", at, action: "UpdateService", actor: "role/deploy", resources, detail: {} };
  return async ({ start, end }) => ({ value: at >= start && at < end ? [back] : [], horizon: at + 240, gaps: [] });
}

test("a recovery is told with the change that it followed", async () => {
  await recover(setBack());
  const followed = async () => (await stateOf(house, 1001)).findings[1]?.recovery?.followed?.words;
  await expect.poll(followed).toBe("3 min after UpdateService by role/deploy");
});

test("what a recovery followed in another account says whose it is", async () => {
  await recover(setBack(), { account: "prod (123456789012)" });
  const followed = async () => {
    const { findings, evidence } = await stateOf(house, 1001);
    return evidence.find(({ id }) => id === findings[1]?.recovery?.followed?.evidence)?.evidence.query;
  };
  await expect.poll(followed).toMatch(/^changes UpdateService .* · prod \(123456789012\)$/);
});

test("where changes cannot be seen, the recovery ends without one, the card says so, and nothing fails", async () => {
  await recover(async () => {
    throw new NotSeen("AWS refused cloudtrail:LookupEvents", { remedy: "allow it" });
  });
  const root = () => JSON.stringify(house.channel.standing.find(({ identity }) => identity.slot === "root")?.card);
  await expect.poll(root).toContain("changes before it were not seen: AWS refused cloudtrail:LookupEvents (allow it)");
  await expect.poll(async () => (await house.store.due(now(), 10)).length).toBe(0);
  const state = await stateOf(house, 1001);
  expect(state).toMatchObject({ failures: [], episodes: [{ state: "OK" }] });
  expect(state.findings[1]).not.toHaveProperty("lookingAtRecovery");
});
