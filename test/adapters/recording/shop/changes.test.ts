import { expect, test } from "vitest";
import { incidents, simulateFault } from "../../../../adapters/recording/shop/shop.ts";
import type { Change } from "../../../../src/findings/change.ts";
import { later, never, played, startedAt } from "./play.ts";

async function changesBefore(simulation: ReturnType<typeof played>, minutes: number): Promise<readonly Change[]> {
  const end = simulation.alarmAt.getTime() / 1000;
  return (await simulation.telemetry.changes.during({ start: end - minutes * 60, end }, never)).value;
}

test("the change that began it is there, minutes before the onset", async () => {
  for (const { id, answer } of incidents) {
    if (!answer.change) continue;
    const simulation = played(id);
    const onset = simulation.onsetAt.getTime() / 1000;
    const guilty = (await changesBefore(simulation, 30)).filter(({ action }) => action === answer.change);
    expect(
      guilty.some(({ at }) => at <= onset && at > onset - 300),
      id,
    ).toBe(true);
  }
});

test("AWS's own: RunTask of five tasks by an assumed role", async () => {
  const found = (await changesBefore(played("slow-front"), 30)).find(({ action }) => action === "RunTask");
  expect(found).toMatchObject({ actor: "role/load-testing/mia", detail: { count: "5" } });
  expect(found!.resources[0]).toBe("arn:aws:ecs:eu-west-1:123456789012:cluster/shop");
});

test("harmless changes lie around, and the latest one is often harmless", async () => {
  let latestIsGuilty = 0;
  let led = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const simulation = simulateFault({ seed, startedAt, now: later, fault: "deployment" });
    const all = await changesBefore(simulation, 6 * 60);
    expect(all.length).toBeGreaterThanOrEqual(3);
    const near = all.filter(({ at }) => at >= simulation.onsetAt.getTime() / 1000 - 900);
    if (near.length > 1) led += 1;
    if (all.at(-1)!.resources[0]!.endsWith(`/${simulation.incident.answer.component}`)) latestIsGuilty += 1;
  }
  expect(led).toBe(40);
  expect(latestIsGuilty).toBeLessThan(30);
});

test("changes are known of two weeks", async () => {
  expect((await changesBefore(played("orders-failing"), 14 * 1440)).length).toBeGreaterThan(30);
});

test("changes speak of components by their aliases", async () => {
  const simulation = played("orders-denied");
  const { value: graph } = await simulation.telemetry.topology.graph({ start: 0, end: 0 }, never);
  const orders = graph.components.find(({ id }) => id === "orders")!;
  const detached = (await changesBefore(simulation, 30)).find(({ action }) => action === "DetachRolePolicy")!;
  expect(orders.aliases).toContain(detached.resources[0]);
});
