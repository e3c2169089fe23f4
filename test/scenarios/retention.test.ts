import { afterEach, expect, test } from "vitest";
import { createRetention } from "../../src/jobs/retention.ts";
import { silentLog } from "../../src/log/log.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import { createHouse, type House, stateOf } from "./house.ts";

const DAY_MS = 86_400_000;
const houses: House[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.stop();
});

/** Two replicas on the same stores, each with a retention of ninety days on a clock of its own. */
function createReplicas() {
  const stores = createMemoryStores({ now: () => new Date() });
  const replicas = [createHouse({ stores, automatic: true }), createHouse({ stores, automatic: true })];
  houses.push(...replicas);
  const [first, second] = replicas as [House, House];
  const deleteAfter = async (days: number, { app }: House = first): Promise<void> => {
    const now = (): Date => new Date(Date.now() + days * DAY_MS);
    await createRetention({ ...stores, handle: app.handle, days: 90, now, log: silentLog }).run();
  };
  return { stores, first, second, deleteAfter };
}

/** An alarm that was investigated, answered a question, and was closed. */
async function closedInvestigation(house: House): Promise<void> {
  await house.alarm("checkout-errors");
  await expect.poll(async () => (await stateOf(house, 1001)).findings[1]?.conclusion?.verdict).toBeDefined();
  await expect.poll(async () => (await stateOf(house, 1001)).links.length).toBeGreaterThan(0);
  await house.say("G-1001 metrics checkout latency last 1h");
  await expect.poll(async () => (await stateOf(house, 1001)).queries[0]?.answer).toBeDefined();
  await house.say("G-1001 close rolled back");
  await expect.poll(async () => (await house.directory.list("open", 10)).length).toBe(0);
}

test("an investigation is deleted as a whole once its time is over, and not before", async () => {
  const { stores, first, deleteAfter } = createReplicas();
  await closedInvestigation(first);
  const { links, groupKey = "", queries, evidence, findings } = await stateOf(first, 1001);
  const bodies = [
    findings[1]?.conclusion?.chart,
    queries[0]?.answer?.archive,
    ...evidence.map((each) => each.evidence.archive),
  ].filter(Boolean);
  expect(bodies.length).toBeGreaterThan(0);

  await deleteAfter(89);
  expect((await stateOf(first, 1001)).status).toBe("closed");

  await deleteAfter(91);
  await deleteAfter(92);
  const left = await stores.store.read("investigation/1001", 0);
  expect(left.flatMap(({ events }) => events)).toMatchObject([{ type: "deleted", number: 1001, days: 90 }]);
  for (const id of bodies) expect(await stores.archive.load(id ?? "")).toBeUndefined();
  for (const { thread } of links) expect(await stores.directory.find(`thread/${thread}`)).toBeUndefined();
  expect(await stores.directory.find(`group/${groupKey}`)).toBeUndefined();
  expect(await stores.board.list(`past/${groupKey}`, 10)).toEqual([]);
  expect(await stores.directory.closedBefore("9999", 10)).toEqual([]);
  const lane = await stores.store.take("investigation/1001", "chat");
  expect(lane?.memory).toBeUndefined();
});

test("whoever names it is told so in a sentence, on a replica too that knew it as it was", async () => {
  const { first, second, deleteAfter } = createReplicas();
  await closedInvestigation(first);
  expect((await stateOf(second, 1001)).status).toBe("closed");
  await deleteAfter(91);
  for (const said of ["G-1001 status", "G-1001 reopen", "G-1001 note late", "G-1001 metrics checkout latency"]) {
    const received = await second.say(said);
    expect(JSON.stringify(received)).toContain("G-1001 was deleted 90 days after it was closed.");
  }
  expect(await second.store.read("investigation/1001", 0)).toHaveLength(1);
});

test("the alarm begins anew when it fires again, whoever hears of it", async () => {
  const { first, second, deleteAfter } = createReplicas();
  await closedInvestigation(first);
  await stateOf(second, 1001);
  await deleteAfter(91);
  await second.alarm("checkout-errors", { at: new Date(Date.now() + 91 * DAY_MS).toISOString() });
  await expect.poll(async () => (await stateOf(second, 1002)).title).toBe("checkout-errors");
});

test("what was reopened meanwhile stays, and two replicas that delete at once do no harm", async () => {
  const { stores, first, second, deleteAfter } = createReplicas();
  await closedInvestigation(first);
  const summaries = await stores.directory.closedBefore("9999", 10);
  await first.say("G-1001 reopen");
  await expect.poll(async () => (await stores.directory.list("open", 10)).length).toBe(1);
  // The lists lag: the round still sees it as closed.
  const lagging = { ...stores, directory: { ...stores.directory, closedBefore: async () => summaries } };
  const now = (): Date => new Date(Date.now() + 91 * DAY_MS);
  await createRetention({ ...lagging, handle: second.app.handle, days: 90, now, log: silentLog }).run();
  expect((await stateOf(first, 1001)).status).toBe("open");

  await first.say("G-1001 close");
  await expect.poll(async () => (await stores.directory.list("open", 10)).length).toBe(0);
  await Promise.all([deleteAfter(91), deleteAfter(91, second)]);
  expect((await stateOf(first, 1001)).status).toBe("deleted");
  expect(await stores.store.read("investigation/1001", 0)).toHaveLength(1);
});
