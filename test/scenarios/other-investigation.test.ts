import { afterEach, expect, test } from "vitest";
import { plain } from "../../src/card/card.ts";
import { createHouse, envelope, type House, stateOf } from "./house.ts";

const houses: House[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.stop();
});

const SPACE = "arn:aws:aidevops:eu-west-1:111122223333:agentspace/shop";

/** An event of DevOps Agent, as EventBridge sends it. */
const event = (summary: string, over: object = {}) => ({
  ...{ version: "0", id: "1", "detail-type": "Investigation Completed", source: "aws.aidevops" },
  ...{ account: "111122223333", region: "eu-west-1", time: "2026-11-30T03:10:00Z", resources: [SPACE] },
  detail: {
    version: "1.0.0",
    metadata: { agent_space_id: "shop", task_id: "task-7" },
    data: { task_type: "INVESTIGATION", priority: "HIGH", status: "COMPLETED", summary },
  },
  ...over,
});

/** A house in which an alarm fires on a load balancer. */
async function fired(): Promise<House> {
  const house = createHouse({ automatic: false });
  houses.push(house);
  await house.alarm("checkout-5xx", {
    namespace: "AWS/ECS",
    dimensions: { ServiceName: "checkout", ClusterName: "c" },
  });
  await expect.poll(async () => (await stateOf(house, 1001)).status).toBe("open");
  return house;
}

let sent = 0;
async function deliver(house: House, message: unknown): Promise<void> {
  const id = `event-${++sent}`;
  const receivedAt = new Date().toISOString();
  await house.app.deliver({ id, stream: "intake/web:general", receivedAt, body: envelope(id, message) });
}

test.each([
  ["names the alarm", event("checkout-5xx fires since the deployment.")],
  ["names its resource", event("Tasks of the service checkout ran out of memory.")],
  [
    "has the alarm among its resources",
    event("Done.", { resources: [SPACE, "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:checkout-5xx"] }),
  ],
])("what %s is evidence in its thread, and supports no cause", async (_name, message) => {
  const house = await fired();
  await deliver(house, message);
  await expect.poll(async () => (await stateOf(house, 1001)).evidence.length).toBe(1);
  const { evidence, hypotheses, updates, findings } = await stateOf(house, 1001);
  expect(evidence[0]).toMatchObject({ id: "e1", evidence: { kind: "investigation" } });
  expect(evidence[0]?.evidence.sentence).toMatch(
    /^AWS DevOps Agent says: DevOps Agent investigation completed: task task-7/,
  );
  expect(hypotheses).toEqual([]);
  expect(findings).toEqual({});
  expect(updates[0]?.notice.title).toContain("(e1)");
  const find = () => house.channel.standing.find(({ identity }) => identity.slot === "update-1")?.card;
  await expect.poll(find).toBeDefined();
  expect(house.roots()).toHaveLength(1);
  expect(plain(find()?.title ?? "")).toContain("(e1)");
});

test.each([
  ["names another alarm", event("checkout-5xx-canary fires.")],
  ["has its name within a word", event("The precheckout and checkouts are slow.")],
  ["is of another account", event("checkout-5xx fires.", { account: "444455556666" })],
  ["is of another Region", event("checkout-5xx fires.", { region: "us-east-1" })],
  [
    "is of another service",
    { ...event("checkout-5xx fires."), source: "aws.glue", "detail-type": "Glue Job State Change" },
  ],
])("what %s is a notice of its own", async (_name, message) => {
  const house = await fired();
  await deliver(house, message);
  await expect.poll(() => house.roots().length).toBe(2);
  expect((await stateOf(house, 1001)).evidence).toEqual([]);
});
