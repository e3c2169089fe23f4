import fc from "fast-check";
import { expect, test } from "vitest";
import { fromLocal, toLocal } from "../../src/command/time/zone.ts";
import { dayOf, type Layer, personAt, type Rota, shiftAt, weekdayOf } from "../../src/on-call/rota.ts";

const ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"] as const;
const YEAR = Date.parse("2026-01-01T00:00:00Z") / 1000;
const DAY = 86_400;

const clock = fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.constantFrom(0, 15, 30) });
const layer: fc.Arbitrary<Layer> = fc.record({
  people: fc.uniqueArray(fc.constantFrom("ana", "ben", "cleo", "dan"), { minLength: 1 }),
  days: fc.constantFrom(1, 2, 7, 14),
  handover: clock,
  firstDay: fc.integer({ min: 20_400, max: 20_500 }),
});
const zone = fc.constantFrom(...ZONES);
const instant = fc.integer({ min: 0, max: 365 * 24 * 4 }).map((quarters) => YEAR + quarters * 900);

test("over a year each turn begins when the clock first shows the hand-over time, and lasts until the next", () => {
  fc.assert(
    fc.property(layer, zone, instant, ({ people, days, handover, firstDay }, where, at) => {
      const rota: Rota = { zone: where, layers: [{ people, days, handover, firstDay }] };
      const begins = (turn: number): number => {
        const date = new Date((firstDay + turn * days) * DAY * 1000);
        const local = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
        return fromLocal({ ...local, ...handover }, where);
      };
      // West of Greenwich, a late hand-over of the day before the last in UTC may still be to come.
      let turn = Math.floor((at / DAY - firstDay) / days) - 2;
      while (begins(turn + 1) <= at) turn += 1;
      const expected = people[((turn % people.length) + people.length) % people.length];
      expect(personAt(rota, [], at)).toBe(expected);
      const { end } = shiftAt(rota, [], at);
      expect(end).toBe(people.length === 1 ? undefined : begins(turn + 1));
    }),
  );
});

test("somebody's shift ends exactly when another is on call, whatever the layers, hours and overrides", () => {
  const restricted = fc
    .record({
      layer,
      hours: fc.option(fc.record({ from: clock, to: clock }), { nil: undefined }),
      weekdays: fc.option(
        fc.uniqueArray(fc.constantFrom<0 | 1 | 2 | 3 | 4 | 5 | 6>(0, 1, 2, 3, 4, 5, 6), { minLength: 1 }),
        { nil: undefined },
      ),
    })
    .map(({ layer: own, hours, weekdays }): Layer => ({ ...own, hours, weekdays }));
  const override = fc
    .record({ person: fc.constantFrom("eve", "ana"), start: instant, hours: fc.integer({ min: 1, max: 72 }) })
    .map(({ person, start, hours }) => ({ person, start, end: start + hours * 3600 }));
  const layers = fc.array(restricted, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(layers, zone, fc.array(override, { maxLength: 3 }), instant, (all, where, overrides, at) => {
      const rota: Rota = { zone: where, layers: all };
      const { person, end } = shiftAt(rota, overrides, at);
      expect(person).toBe(personAt(rota, overrides, at));
      if (end === undefined) return;
      expect(personAt(rota, overrides, end)).not.toBe(person);
      expect(personAt(rota, overrides, end - 1)).toBe(person);
      const between = Array.from({ length: 40 }, (_, index) => at + Math.floor(((end - at) * index) / 40));
      expect(between.map((moment) => personAt(rota, overrides, moment))).toEqual(between.map(() => person));
    }),
    { numRuns: 30 },
  );
});

test.each([
  // Clocks go forward on 2026-03-29 at 02:00 in Berlin: 02:30 is not shown, and the hand-over is at 03:30.
  ["2026-03-29T01:29:00Z", "ana"],
  ["2026-03-29T01:30:00Z", "ben"],
  // They go back on 2026-10-25 at 03:00: 02:30 is shown twice, and the first is the hand-over.
  ["2026-10-25T00:29:00Z", "ana"],
  ["2026-10-25T00:30:00Z", "ben"],
  ["2026-10-25T01:10:00Z", "ben"],
  ["2026-10-25T01:45:00Z", "ben"],
])("a hand-over at 02:30 when the clocks change: at %s it is %s", (at, person) => {
  const firstDay = dayOf(Date.parse(at) / 1000, "Europe/Berlin") - 1;
  const layers = [{ people: ["ana", "ben"], days: 1, handover: { hour: 2, minute: 30 }, firstDay }];
  expect(personAt({ zone: "Europe/Berlin", layers }, [], Date.parse(at) / 1000)).toBe(person);
});

test("hours over midnight belong to the day on which they begin", () => {
  const monday = dayOf(Date.parse("2026-01-05T12:00:00Z") / 1000, "UTC");
  expect(weekdayOf(monday)).toBe(1);
  expect(toLocal(Date.parse("2026-01-05T12:00:00Z") / 1000, "UTC").day).toBe(5);
  const night = { from: { hour: 22, minute: 0 }, to: { hour: 6, minute: 0 } };
  const layers: readonly Layer[] = [
    { people: ["ana"], days: 7, handover: { hour: 9, minute: 0 }, firstDay: monday, hours: night, weekdays: [1] },
    { people: ["ben"], days: 7, handover: { hour: 9, minute: 0 }, firstDay: monday },
  ];
  const who = (at: string) => personAt({ zone: "UTC", layers }, [], Date.parse(at) / 1000);
  expect(
    [
      "2026-01-05T21:59:00Z",
      "2026-01-05T22:00:00Z",
      "2026-01-06T05:59:00Z",
      "2026-01-06T06:00:00Z",
      "2026-01-06T22:30:00Z",
    ].map(who),
  ).toEqual(["ben", "ana", "ana", "ben", "ben"]);
});
