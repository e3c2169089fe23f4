import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openSqliteStores } from "../../adapters/sqlite/stores.ts";
import type { Event } from "../../src/events/events.ts";
import { silentLog } from "../../src/log/log.ts";
import { pageOf } from "../../src/page/page.ts";
import { createHouse, stateOf } from "./house.ts";

const stamp = { at: "2026-11-30T03:00:00.000Z", by: { id: "slack:U1", name: "Ben" } };

/** What a newer release may write: an event, a field's value and work that this one does not know. */
const NEWER = [
  { what: "an unknown event", events: [{ type: "teleported", ...stamp, to: "elsewhere" }], work: [{ type: "chat" }] },
  { what: "an unknown value", events: [{ type: "noteAdded", ...stamp, id: 7, text: ["parts"] }], work: [] },
  { what: "unknown work", events: [{ type: "acknowledged", ...stamp }], work: [{ type: "dream" }] },
];

async function open() {
  const folder = await mkdtemp(join(tmpdir(), "gumshoe-"));
  const stores = await openSqliteStores({ folder, now: () => new Date(), log: silentLog });
  const house = createHouse({ stores });
  onTestFinished(async () => {
    await house.stop();
    await stores.close();
    await rm(folder, { recursive: true });
  });
  return house;
}

test.each(NEWER)("$what of a newer release makes its investigation read-only, and no other", async (newer) => {
  const house = await open();
  await house.say("investigate the slow page");
  await house.say("investigate the slow cart");
  await expect.poll(async () => (await stateOf(house, 1001)).findings[1]?.conclusion).toBeDefined();
  await expect.poll(() => JSON.stringify(house.channel.standing)).toMatch(/the slow page/);
  await house.say("G-1001 note before");
  await expect.poll(() => JSON.stringify(house.channel.standing)).toMatch(/before \(n1\)/);

  const { version } = await house.app.load("investigation/1001");
  const { events, work }: { events: Event[]; work: [] } = JSON.parse(JSON.stringify(newer));
  const meta = { id: "newer", actor: stamp.by, at: stamp.at };
  await house.store.append({ stream: "investigation/1001", version: version + 1, meta, events, work });
  const shown = JSON.stringify(house.channel.standing.filter(({ identity }) => identity.stream.endsWith("/1001")));

  for (const said of ["note after", "ack", "close", "reopen", "metrics checkout latency"]) {
    const received = await house.say(`G-1001 ${said}`);
    expect(JSON.stringify(received)).toMatch(/newer release .* Nothing was changed; say it again when/);
  }
  const status = JSON.stringify(await house.say("G-1001 status"));
  expect(status).toMatch(/A newer release of Gumshoe has written to this one.*run the newer release/);
  expect(status).toMatch(/the slow page/);
  expect(status).not.toMatch(/"type":"actions"/);
  const page = JSON.stringify(await pageOf(house.app.load, house.store, 1001));
  expect(page).toMatch(/A newer release of Gumshoe has written to this one/);
  expect(page).toMatch(/before/);

  expect(await house.say("G-1002 note goes on")).toMatchObject({ type: "stored" });
  await expect.poll(() => JSON.stringify(house.channel.standing)).toMatch(/goes on/);
  expect((await house.app.load("investigation/1001")).version).toBe(version + 1);
  expect(JSON.stringify(house.channel.standing.filter(({ identity }) => identity.stream.endsWith("/1001")))).toBe(
    shown,
  );
});

test("an investigation that a newer release began is named as such, and alarms of others are taken in", async () => {
  const house = await open();
  const opened: Event[] = JSON.parse(JSON.stringify([{ type: "opened2", ...stamp, number: 1001 }]));
  const meta = { id: "newer", actor: stamp.by, at: stamp.at };
  await house.directory.nextNumber();
  await house.store.append({ stream: "investigation/1001", version: 1, meta, events: opened, work: [] });
  expect(JSON.stringify(await house.say("G-1001 status"))).toMatch(/newer release/);
  await house.alarm("checkout-errors");
  await expect.poll(async () => (await stateOf(house, 1002)).title).toBe("checkout-errors");
});
