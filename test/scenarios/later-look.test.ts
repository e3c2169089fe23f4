import { afterEach, expect, test } from "vitest";
import { type AwsHouse, openAwsHouse, shown } from "./aws-house.ts";
import { envelope, stateOf } from "./house.ts";

let there: AwsHouse;
afterEach(() => there.stop());

test("a look into what was accepted searches no logs again, and the card says what both looks took", async () => {
  there = await openAwsHouse();
  const { house, aws, incident } = there;
  const body = envelope("alarm", incident.notifications[0]?.message);
  await house.app.deliver({ id: "alarm", stream: "intake/web:general", receivedAt: new Date().toISOString(), body });
  const conclusion = async () => (await stateOf(house, 1001)).findings[1]?.conclusion;
  await expect.poll(conclusion).toBeDefined();
  const first = await conclusion();
  const before = aws.calls.length;
  expect(aws.calls.map(({ action }) => action)).toContain("logs:StartQuery");
  await house.say(`G-1001 accept ${first?.ranking[0]}`);
  await expect.poll(async () => (await conclusion())?.again).toBe(true);
  const actions = aws.calls.slice(before).map(({ action }) => action);
  expect(actions).not.toContain("logs:StartQuery");
  expect(actions).not.toContain("xray:GetServiceGraph");
  expect(actions).toContain("xray:GetTraceSummaries");
  const took = (await conclusion())?.took;
  expect(took?.calls).toBeGreaterThan(first?.took?.calls ?? 0);
  expect(took?.dollars).toBeGreaterThan(first?.took?.dollars ?? 0);
  await expect.poll(() => shown(there, "summary")).toContain(`Took ${took?.calls} calls`);
});
