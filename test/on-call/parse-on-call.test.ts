import fc from "fast-check";
import { expect, test } from "vitest";
import { parseOnCall } from "../../src/on-call/parse-on-call.ts";

const file = `
people:
  ana: { name: Ana, ids: ["slack:U0ANA", "web:ana"] }
  ben: { name: Ben, ids: ["slack:U0BEN"] }
groups:
  backend: ["slack:S0123"]
schedules:
  primary:
    time_zone: Europe/Berlin
    layers:
      - people: [ana, ben]
        every: 1 week
        handover: "09:00"
        starting: "2026-01-05"
        hours: 09:00-17:00
        weekdays: [Mon, tuesday]
  database: { group: backend }
escalation:
  - after: 5m
    page: [primary]
  - after: 1h
    page: [backend, ana, here, "slack:T1:C2"]
`;

test("a file is read", () => {
  const parsed = parseOnCall(file);
  expect(parsed).toMatchObject({
    ok: true,
    value: {
      groups: { backend: ["slack:S0123"] },
      schedules: {
        primary: {
          type: "rota",
          layers: [{ days: 7, firstDay: 20_458, weekdays: [1, 2], hours: { from: { hour: 9 }, to: { hour: 17 } } }],
        },
        database: { type: "group", group: "backend" },
      },
      escalation: [{ afterMs: 300_000 }, { afterMs: 3_600_000, page: ["backend", "ana", "here", "slack:T1:C2"] }],
    },
  });
});

test("every mistake is told with its line, all at once", () => {
  const wrong = file
    .replace("Europe/Berlin", "Europe/Berln")
    .replace("[ana, ben]", "[ana, bne]")
    .replace('"09:00"', '"9 am"')
    .replace("after: 1h", "after: 5m")
    .replace("[primary]", "[primry]")
    .replace("{ group: backend }", "{ grup: backend }");
  const parsed = parseOnCall(wrong);
  const told = parsed.ok ? [] : parsed.mistakes.map(({ line, text }) => `${line} ${text}`);
  expect(told).toEqual([
    expect.stringMatching(/^9 time_zone: is not a time zone such as Europe\/Berlin: Europe\/Berln/),
    expect.stringMatching(/^11 people: no person is called bne\. .*ben/),
    expect.stringMatching(/^13 handover: is not a clock time such as 09:00: 9 am/),
    expect.stringMatching(/^17 a schedule has no grup; it has time_zone and layers, or group/),
    "17 database: needs either time_zone and layers, or group",
    expect.stringMatching(/^20 page: no person, group or schedule is called primry\. .*primary/),
    "21 after: is not later than the step before",
  ]);
});

test("steps come in the order of their time, and a schedule is either a rota or a group", () => {
  const steps = parseOnCall("escalation:\n  - { after: 5m, page: [here] }\n  - { after: 5m, page: [here] }\n");
  expect(steps).toMatchObject({ ok: false, mistakes: [{ line: 3, text: "after: is not later than the step before" }] });
  const both = parseOnCall('groups: { a: ["slack:S1"] }\nschedules:\n  b: { group: a, time_zone: UTC }\n');
  expect(both).toMatchObject({
    ok: false,
    mistakes: [{ line: 3, text: "b: needs either time_zone and layers, or group" }],
  });
});

test("any text is read or refused with a line, and nothing throws", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.integer({ min: 0, max: file.length }).map((end) => file.slice(0, end)),
      ),
      (text) => {
        const parsed = parseOnCall(text);
        if (!parsed.ok) for (const { line } of parsed.mistakes) expect(line).toBeGreaterThan(0);
      },
    ),
  );
});
