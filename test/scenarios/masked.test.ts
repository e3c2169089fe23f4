import { afterEach, expect, test } from "vitest";
import { simulate } from "../../adapters/recording/shop/shop.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import type { Telemetry } from "../../src/telemetry/ports/ports.ts";
import { createHouse, envelope, type House, stateOf } from "./house.ts";

let house: House;
afterEach(() => house?.stop());

test("a source of changes that is not AWS shows no secret: not in the store, not in the archive, not on a card", async () => {
  const startedAt = new Date(Date.now() - 600_000);
  const incident = simulate({ incident: "orders-failing", seed: 3, startedAt, now: () => new Date() });
  const ci: Telemetry = {
    ...incident.telemetry,
    changes: {
      async during(...asked) {
        const seen = await incident.telemetry.changes.during(...asked);
        const value = seen.value.map((change) => ({
          ...change,
          action: `${change.action} token=hunter2hunter2`,
          detail: { deployKey: "ghp_0123456789abcdefghij", password: "hunter2hunter2", about: "pwd: hunter2hunter2" },
          parameters: { previous: "password=hunter2hunter2" },
          link: "https://ci:hunter2hunter2@ci.example/7",
        }));
        return { ...seen, value };
      },
    },
  };
  const stores = createMemoryStores({ now: () => new Date() });
  const archived: string[] = [];
  const archive = {
    ...stores.archive,
    save(stream: string, body: unknown) {
      archived.push(JSON.stringify(body));
      return stores.archive.save(stream, body);
    },
  };
  house = createHouse({ telemetry: ci, stores: { ...stores, archive }, automatic: true });
  const body = envelope("m-1", incident.notifications[0]?.message);
  await house.app.deliver({ id: "m-1", stream: "intake/web:general", receivedAt: new Date().toISOString(), body });
  await expect.poll(async () => (await stateOf(house, 1001)).findings[1]?.conclusion).toBeDefined();
  await house.say("G-1001 changes last 2h");
  await expect.poll(async () => (await stateOf(house, 1001)).queries[0]?.answer).toBeDefined();
  await expect
    .poll(() => JSON.stringify(house.channel.standing.map(({ card }) => card)))
    .toMatch(/changes? seen up to/);

  const stored = JSON.stringify(await house.store.read("investigation/1001", 0));
  const cards = JSON.stringify(house.channel.standing.map(({ card }) => card));
  for (const everything of [stored, cards, archived.join()]) expect(everything).not.toMatch(/hunter2|ghp_01/);
  expect(stored).toMatch(/hidden/);
});
