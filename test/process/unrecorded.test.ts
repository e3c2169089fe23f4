import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Card } from "../../src/card/card.ts";
import { StoreUnavailable } from "../../src/errors.ts";
import { silentLog } from "../../src/log/log.ts";
import { createUnrecorded } from "../../src/process/unrecorded.ts";
import { createHouse, envelope, message } from "../scenarios/house.ts";

const at = "2026-11-30T03:00:00.000Z";
const house = createHouse();
let away = true;
let posted: string[] = [];
let stored: string[] = [];
let unrecorded: ReturnType<typeof createUnrecorded>;

beforeEach(() => {
  vi.useFakeTimers();
  away = true;
  posted = [];
  stored = [];
  unrecorded = createUnrecorded({
    async post(card: Card) {
      posted.push(JSON.stringify(card));
    },
    log: silentLog,
  });
});
afterEach(async () => {
  unrecorded.stop();
  vi.useRealTimers();
  await house.stop();
});

/** Delivers an alarm as SNS does, to a store that takes it or not. */
async function deliver(id: string, name: string, state = "ALARM"): Promise<void> {
  const app = unrecorded.observe({
    ...house.app,
    async deliver(...delivered) {
      if (away) throw new StoreUnavailable("no answer");
      stored.push(...delivered.map((each) => each.id));
    },
  });
  const body = envelope(id, { ...message(name, state, at), AlarmDescription: "password=hunter2hunter2" });
  await app.deliver({ id, stream: "intake/web:general", receivedAt: at, body }).catch(() => undefined);
}

test("after ten seconds without the store, alarms are told once, marked as not recorded", async () => {
  await deliver("m-1", "checkout-5xx");
  await deliver("m-2", "orders-5xx", "OK");
  await vi.advanceTimersByTimeAsync(9_900);
  expect(posted).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(posted).toEqual([expect.stringMatching(/NOT RECORDED 1 alarm.*checkout-5xx is in ALARM since/)]);
  expect(posted[0]).not.toMatch(/orders-5xx|hunter2/);
  await deliver("m-1", "checkout-5xx");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(posted).toHaveLength(1);
});

test("what comes while it still fails is told at once, a storm in one message", async () => {
  await deliver("m-1", "checkout-5xx");
  await vi.advanceTimersByTimeAsync(10_000);
  for (let index = 0; index < 12; index++) await deliver(`s-${index}`, `alarm-${index}`);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(posted).toHaveLength(2);
  expect(posted[1]).toMatch(/NOT RECORDED 12 alarms.*alarm-9 is.*… and 2 more alarms/);
});

test("a store that answers again within ten seconds gets the alarm itself", async () => {
  await deliver("m-1", "checkout-5xx");
  away = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect([posted, stored]).toEqual([[], ["m-1"]]);
});
