import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { simulate } from "../../adapters/recording/shop/shop.ts";
import { silentLog } from "../../src/log/log.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import { type ChangeIndex, createChangeIndex } from "../../src/telemetry/changes/change-index.ts";
import { fromIndex } from "../../src/telemetry/changes/indexed-changes.ts";
import { withChanges } from "../../src/telemetry/changes/merged-changes.ts";
import { post, SECRET, serveChanges } from "../adapters/changes/sender.ts";
import { connectTo } from "../counterparts/aws/connect.ts";
import { type Manners, startAws } from "../counterparts/aws/server.ts";
import { codeDeploy, custom, ecsDeployment, ecsTask } from "../notification/changes/events.ts";
import { createHouse, envelope, type House, stateOf } from "./house.ts";

const now = (): Date => new Date();
const minuteAgo = (): string => new Date(Date.now() - 60_000).toISOString();
const closing: (() => void | Promise<void>)[] = [];

beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0).toReversed()) await close();
});

/** The orders service fails, in an AWS whose CloudTrail lies an hour behind, with `POST /changes` beside it. */
async function open(manners: Manners = {}) {
  const incident = simulate({ incident: "orders-failing", seed: 3, startedAt: now(), now, lags: { changes: 3_600 } });
  const counterpart = await startAws({ telemetry: incident.telemetry }, manners);
  closing.push(() => counterpart.close());
  const aws = connectTo(counterpart.endpoint);
  const stores = createMemoryStores({ now });
  const seen = aws.telemetryFor({ account: undefined, region: undefined });
  const index = createChangeIndex(stores.board, now);
  const telemetry = withChanges(seen, { feeds: [fromIndex(index, { region: "eu-west-1" })] });
  const house = createHouse({ stores, telemetry, automatic: true });
  closing.push(() => house.stop());
  const streamOf = () => "intake/web:general";
  const { url, close } = await serveChanges({
    secret: SECRET,
    deliver: house.app.deliver,
    streamOf,
    now,
    log: silentLog,
  });
  closing.push(close);
  return { house, incident, url };
}

/** An event over SNS, as it was verified. */
async function hear(house: House, id: string, event: unknown): Promise<void> {
  const receivedAt = now().toISOString();
  await house.app.deliver({ id, stream: "intake/web:general", receivedAt, body: envelope(id, event) });
}

const idle = (house: House) => expect.poll(async () => (await house.store.due(now(), 10)).length).toBe(0);
const answered = async (house: House, number: number) => (await stateOf(house, number)).queries[0]?.answer;

async function asked(house: House, text: string) {
  const said = await house.say(text);
  const number = said.type === "stored" ? Number(said.investigation?.replace("G-", "")) : 0;
  await expect.poll(() => answered(house, number)).toBeDefined();
  return answered(house, number);
}

test("a change that a CI system posts is in the thread's changes, with its link, before CloudTrail has it", async () => {
  const { house, url } = await open();
  const change = custom({ component: "orders", time: minuteAgo() });
  expect(await post(url, JSON.stringify(change))).toMatchObject({ status: 200 });
  await idle(house);
  expect(house.roots()).toEqual([]);
  const answer = await asked(house, "changes last 30m");
  expect(answer?.rows).toHaveLength(1);
  expect(answer?.rows[0]?.slice(1, 3)).toEqual(["Deploy", "ana"]);
  expect(answer?.rows[0]?.[3]).toMatch(/^orders, /);
  expect(answer?.rows[0]?.[4]).toBe(
    "version=1.42.0, environment=prod, commit=3f2c9aa, https://github.com/acme/shop/actions/runs/4711",
  );
});

test("an investigation rests on it", async () => {
  const { house, incident, url } = await open();
  const time = new Date(incident.onsetAt.getTime() - 120_000).toISOString();
  expect((await post(url, JSON.stringify(custom({ component: "orders", time })))).status).toBe(200);
  await hear(house, "alarm", incident.notifications[0]?.message);
  await expect.poll(async () => (await stateOf(house, 1001)).findings[1]?.conclusion).toBeDefined();
  const { hypotheses, evidence } = await stateOf(house, 1001);
  const causes = hypotheses.map(({ cause: { component, mechanism } }) => `${component.name} ${mechanism}`);
  expect(causes).toContain("orders change:Deploy");
  const sentences = evidence.flatMap(({ evidence: { kind, sentence } }) => (kind === "change" ? sentence : []));
  const told = /^Deploy by ana, version 1\.42\.0, environment prod, \d min before/;
  expect(sentences).toEqual([expect.stringMatching(told)]);
});

test("without CloudTrail the thread still has what was told, and says what is missing", async () => {
  const { house, url } = await open({ deny: ["cloudtrail:LookupEvents"] });
  await post(url, JSON.stringify(custom({ component: "orders", time: minuteAgo() })));
  await idle(house);
  const answer = await asked(house, "changes last 30m");
  expect(answer).toMatchObject({ failed: false, rows: [expect.arrayContaining(["Deploy"])] });
  expect(answer?.sentence).toMatch(
    /Not seen: AWS does not allow cloudtrail:LookupEvents; allow cloudtrail:LookupEvents/,
  );
});

test("what EventBridge tells of changes is kept and shows no card; what failed shows one", async () => {
  const { house } = await open();
  const time = minuteAgo();
  await hear(house, "e1", { ...ecsDeployment("SERVICE_DEPLOYMENT_IN_PROGRESS"), time });
  await hear(house, "e2", { ...ecsTask("STOPPED", "STOPPED"), time });
  await hear(house, "e3", { ...ecsTask("PENDING", "RUNNING"), time });
  await idle(house);
  expect(house.roots()).toEqual([]);
  for (const id of ["e4", "e5"]) await hear(house, id, { ...codeDeploy("FAILURE"), time });
  await expect.poll(() => house.roots().length).toBe(1);
  await idle(house);
  expect(house.roots()[0]?.title).toMatch(/^FAILURE CodeDeploy shop, group checkout/);
  const actions = (await asked(house, "changes last 30m"))?.rows.map(([, action]) => action);
  expect(actions?.toSorted()).toEqual(["Deployment FAILURE", "Task STOPPED", "UpdateService"]);
});

test("a change that cannot be kept yet holds no alarm up, and is kept when it can be", async () => {
  const stores = createMemoryStores({ now });
  const index = createChangeIndex(stores.board, now);
  let failures = 0;
  const changes: ChangeIndex = {
    during: index.during,
    put: async (change, kind) => {
      if (failures++ === 0) throw new Error("the table is not reachable");
      return index.put(change, kind);
    },
  };
  const house = createHouse({ stores, changes });
  closing.push(() => house.stop());
  const time = minuteAgo();
  await Promise.all([
    hear(house, "e1", { ...ecsDeployment("SERVICE_DEPLOYMENT_IN_PROGRESS"), time }),
    house.alarm("checkout-5xx"),
  ]);
  await expect.poll(() => house.roots().length).toBe(1);
  const window = { start: Date.now() / 1000 - 600, end: Date.now() / 1000 };
  await expect.poll(async () => (await index.during(window)).value.length).toBe(1);
  expect(house.roots()).toHaveLength(1);
});
