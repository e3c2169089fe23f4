import fc from "fast-check";
import { expect, test } from "vitest";
import { guardStorm, type StormMemory } from "../../src/notification/storm.ts";

const none: StormMemory = { openings: [] };
const keys = (count: number, from = 0): string[] => Array.from({ length: count }, (_, i) => `g${from + i}`);
const T = 1_000_000;

test("five new alarms within a minute open on their own, the sixth begins a storm", () => {
  const five = guardStorm(none, keys(5), T);
  expect(five).toMatchObject({ alone: keys(5), members: [], begins: false });
  expect(guardStorm(five.memory, ["g5"], T + 59_000)).toMatchObject({ alone: [], members: ["g5"], begins: true });
  expect(guardStorm(five.memory, ["g5"], T + 60_000)).toMatchObject({ alone: ["g5"], members: [] });
});

test("a storm lasts until a minute has passed without a new alarm", () => {
  const storm: StormMemory = { openings: [], storm: { number: 7, lastAt: T } };
  const later = guardStorm(storm, ["g1"], T + 59_000);
  expect(later).toMatchObject({ members: ["g1"], begins: false, memory: { storm: { number: 7, lastAt: T + 59_000 } } });
  expect(guardStorm(storm, ["g1"], T + 60_000)).toMatchObject({ alone: ["g1"], members: [] });
});

test("every alarm goes exactly one way, and asking again with the same alarms splits them the same way", () => {
  const rounds = fc.array(fc.tuple(fc.uniqueArray(fc.constantFrom(...keys(30))), fc.integer({ min: 0, max: 70_000 })), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(rounds, (list) => {
      let memory = none;
      let now = T;
      for (const [alarms, wait] of list) {
        now += wait;
        const guarded = guardStorm(memory, alarms, now);
        expect([...guarded.alone, ...guarded.members].sort()).toEqual([...alarms].sort());
        memory = guarded.begins ? { ...guarded.memory, storm: { number: 1, lastAt: now } } : guarded.memory;
        const again = guardStorm(memory, alarms, now);
        expect(again.begins).toBe(false);
        expect(new Set(again.alone)).toEqual(new Set(guarded.alone));
      }
    }),
  );
});
