import { expect, test } from "vitest";
import { createPlayground, PLAYGROUND_STORM_TOPIC, PLAYGROUND_TOPIC } from "../../../adapters/recording/playground.ts";
import type { Alarm } from "../../../src/events/events.ts";
import { createClock } from "../../clock.ts";

/** A playground whose deliveries and timers a test can see. */
function stage() {
  const clock = createClock();
  const delivered: { readonly topic: string; readonly bodies: readonly string[] }[] = [];
  const waiting: { readonly ms: number; readonly act: () => void }[] = [];
  const playground = createPlayground({
    deliver: async (topic, messages) => {
      delivered.push({ topic, bodies: messages.map(({ body }) => body) });
    },
    now: clock.now,
    onError: (error) => {
      throw error;
    },
    after: (ms, act) => {
      waiting.push({ ms, act });
      return () => {};
    },
  });
  return { playground, delivered, waiting, clock };
}

/** An alarm as a run delivered it. */
function alarmOf(body: string): Alarm {
  const { AlarmName: name, AlarmDescription: description } = JSON.parse(JSON.parse(body).Message);
  const place = { account: "1", region: "eu-west-1" };
  return { name, description, ...place, kind: "metric", reason: "", children: [], simulated: true };
}

test("only an incident that says so may be a storm; its first alarms come as one, the rest within 90 s, AWS's word last", async () => {
  const { playground, delivered, waiting } = stage();
  await playground.raise("orders-failing");
  expect(delivered).toMatchObject([{ topic: PLAYGROUND_TOPIC, bodies: { length: 1 } }]);
  const before = waiting.length;
  await playground.raise("lost-zone");
  expect(delivered[1]?.topic).toBe(PLAYGROUND_STORM_TOPIC);
  expect(delivered[1]?.bodies.length).toBeGreaterThan(5);
  const later = waiting.slice(before).map(({ ms }) => ms / 1000);
  expect(later.length + (delivered[1]?.bodies.length ?? 0)).toBe(401);
  expect(later.toSorted((a, b) => a - b).at(-2)).toBeLessThanOrEqual(90);
  expect(Math.max(...later)).toBe(1500);
});

test("a run that is taken up again by each of its alarms is scheduled once", async () => {
  const first = stage();
  await first.playground.raise("lost-zone");
  const alarms = first.delivered.flatMap(({ bodies }) => bodies).map(alarmOf);
  const restarted = stage();
  for (const alarm of alarms) restarted.playground.resume(alarm);
  expect(restarted.waiting).toHaveLength(first.waiting.length);
});

test("a question outside a thread looks at the run that was raised last, whichever is read since, and says whose account", async () => {
  const { playground, delivered, clock } = stage();
  await playground.raise("orders-failing");
  clock.advance(60_000);
  await playground.raise("search-wobble");
  const newest = playground.latest();
  const [older] = delivered[0]?.bodies.map(alarmOf) ?? [];
  expect(older && playground.telemetryFor(older)).toBeDefined();
  expect(playground.latest().metrics).toBe(newest.metrics);
  expect(newest.account).toMatch(/^9\d{11}$/);
});

test("no two incidents have one name", () => {
  const titles = stage().playground.incidents.map(({ title }) => title);
  expect(titles).toEqual([...new Set(titles)]);
});
