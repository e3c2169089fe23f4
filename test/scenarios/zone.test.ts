import { afterEach, expect, test } from "vitest";
import { parts } from "../../adapters/recording/shop/world/graph.ts";
import { taskDimensions, tasksOf } from "../../adapters/recording/shop/world/zones.ts";
import { playZone } from "../../bench/zone-play.ts";
import { healthIssue } from "../notification/health-event.ts";
import { createHouse, envelope, type House, stateOf } from "./house.ts";

let house: House;
afterEach(() => house?.stop());

/** The account of the house's telemetry. */
const account = "123456789012";
const place = { account, region: "eu-west-1" };
/** The first task of every service, then the second of every service, and so on: a few of them are of many services. */
const tasks = parts
  .flatMap((part) => tasksOf(part, place).map((task, copy) => ({ ...task, copy })))
  .toSorted((one, other) => one.copy - other.copy);

async function fire(zones: readonly string[], many: number): Promise<void> {
  const hit = zones.flatMap((zone) => tasks.filter((task) => task.zone === zone).slice(0, many));
  await Promise.all(
    hit.map((task) => house.alarm(`task-${task.service}-${task.id}`, { account, dimensions: taskDimensions(task) })),
  );
}

async function health(id: string, zone: string, category = "issue"): Promise<void> {
  const issue = healthIssue("EC2", new Date(), {
    eventArn: `arn:aws:health:eu-west-1::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/${id}`,
    eventTypeCategory: category,
    eventDescription: [{ language: "en_US", latestDescription: `Connectivity issues in a single zone (${zone}).` }],
  });
  const body = envelope(id, issue);
  await house.app.deliver({ id, stream: "intake/web:general", receivedAt: new Date().toISOString(), body });
}

const card = (): string => JSON.stringify(house.channel.standing[0]?.card);
const settled = async (): Promise<boolean> => (await house.store.due(new Date(), 10)).length === 0;

test("a storm of one zone is one message that names the zone, and AWS Health confirms it in place", async () => {
  house = createHouse({ automatic: true });
  await fire(["euw1-az1"], 24);
  await expect
    .poll(card)
    .toMatch(
      /In common \(likely\): 24 of 24 alarms are in zone euw1-az1, 36 of \d+ resources without an alarm are \(h1, e1\)/,
    );
  await health("h-1", "euw1-az1");
  await expect
    .poll(card)
    .toMatch(/In common \(confirmed\): 24 of 24 .*AWS Health: AWS_EC2_OPERATIONAL_ISSUE of EC2 in zone euw1-az1/);
  await health("h-1", "euw1-az1");
  await expect.poll(settled).toBe(true);
  expect(house.roots()).toHaveLength(1);
  const state = await stateOf(house, 1001);
  expect(state.findings[1]?.conclusion).toMatchObject({ verdict: "CONFIRMED", ranking: ["h1"] });
  expect(state.announced).toHaveLength(1);
});

test("a storm that grows is weighed again in the same message", async () => {
  house = createHouse();
  await fire(["euw1-az2"], 10);
  await expect.poll(card).toMatch(/In common \(likely\): 10 of 10 alarms are in zone euw1-az2/);
  await fire(["euw1-az2"], 24);
  await expect.poll(card).toMatch(/In common \(likely\): 24 of 24 alarms are in zone euw1-az2/);
  expect(house.roots()).toHaveLength(1);
  const list = house.channel.standing.find(({ identity }) => identity.slot === "members-1");
  expect(JSON.stringify(list?.card)).toMatch(/ALL 24 alarms by name/);
});

test("alarms that share nothing are INCONCLUSIVE, said plainly", async () => {
  house = createHouse();
  await fire(["euw1-az1", "euw1-az2", "euw1-az3"], 8);
  await expect
    .poll(card)
    .toMatch(
      /Cause: not found; nothing that most of the 24 alarms share sets them apart from \d+ resources without an alarm/,
    );
  expect(house.roots()).toHaveLength(1);
  expect((await stateOf(house, 1001)).hypotheses).toEqual([]);
});

test("what AWS Health says of another zone, or of no trouble, is a message of its own", async () => {
  house = createHouse();
  await fire(["euw1-az1"], 24);
  await expect.poll(card).toMatch(/In common \(likely\): 24 of 24/);
  await health("h-2", "euw1-az3");
  await health("h-3", "euw1-az1", "scheduledChange");
  await expect.poll(() => house.roots().length).toBe(3);
  expect((await stateOf(house, 1001)).announced).toEqual([]);
});

test("people decide on a storm's cause: what is discarded is not named again", async () => {
  house = createHouse();
  await fire(["euw1-az1"], 20);
  await expect.poll(card).toMatch(/In common \(likely\): 20 of 20/);
  await house.say("G-1001 discard h1 a test of the network");
  await expect.poll(card).toMatch(/Cause: not found; h1 was discarded by Ana/);
  await house.say("G-1001 investigate");
  await expect.poll(card).toMatch(/Cause: not found; nothing that most of the 20 alarms share/);
});

test("the lost zone of the playground is one message that names it, and is confirmed when AWS Health tells", async () => {
  const { messages, alarms, truth, before, after, firstVerdictMs } = await playZone(5, "stepped");
  expect({ messages, alarms }).toEqual({ messages: 1, alarms: 400 });
  expect(before).toMatchObject({ verdict: "LIKELY", top: truth });
  expect(after).toMatchObject({ verdict: "CONFIRMED", top: truth });
  expect(firstVerdictMs).toBeLessThan(30_000);
});
