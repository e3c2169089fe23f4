import { expect, test } from "vitest";
import { mutedBy } from "../../src/routing/route.ts";
import { routing } from "./forms.ts";

function isMuted(interval: string, at: string, key = "mute_time_intervals"): boolean {
  const { root } = routing(`
route: { receiver: a, routes: [{ ${key}: [times] }] }
receivers: [{ name: a }]
time_intervals: [{ name: times, time_intervals: [${interval}] }]
`);
  const [route] = root.routes;
  if (!route) throw new Error("no route");
  return mutedBy(route, new Date(at)) !== undefined;
}

const NIGHT =
  '{ times: [{ start_time: "22:00", end_time: "24:00" }, { start_time: "00:00", end_time: "06:00" }], location: Europe/Berlin }';
const OFFICE =
  '{ times: [{ start_time: "09:00", end_time: "17:00" }], weekdays: ["monday:friday"], location: America/New_York }';

test.each([
  // Berlin is at +01:00 in winter and +02:00 in summer.
  [NIGHT, "2026-01-15T20:59:00Z", false],
  [NIGHT, "2026-01-15T21:00:00Z", true],
  [NIGHT, "2026-07-15T20:00:00Z", true],
  [NIGHT, "2026-07-15T04:00:00Z", false],
  [NIGHT, "2026-01-15T05:00:00Z", false],
  [NIGHT, "2026-01-15T04:59:59Z", true],
  // The clocks go forward at 02:00 on 29 March and back at 03:00 on 25 October.
  [NIGHT, "2026-03-29T03:59:00Z", true],
  [NIGHT, "2026-03-29T04:00:00Z", false],
  [NIGHT, "2026-10-25T04:59:00Z", true],
  [NIGHT, "2026-10-25T05:00:00Z", false],
  [OFFICE, "2026-11-30T14:00:00Z", true],
  [OFFICE, "2026-11-30T13:59:00Z", false],
  [OFFICE, "2026-11-30T22:00:00Z", false],
  [OFFICE, "2026-11-29T15:00:00Z", false],
  // Saturday in Tokyo is still Friday in UTC.
  ["{ weekdays: [saturday], location: Asia/Tokyo }", "2026-11-27T16:00:00Z", true],
  ["{ weekdays: [saturday] }", "2026-11-27T16:00:00Z", false],
  ['{ days_of_month: ["-3:-1"] }', "2026-02-26T00:00:00Z", true],
  ['{ days_of_month: ["-3:-1"] }', "2026-02-25T23:59:00Z", false],
  ['{ days_of_month: ["25:-1"] }', "2026-02-28T12:00:00Z", true],
  ['{ months: ["december:december", "1:2"] }', "2026-12-31T12:00:00Z", true],
  ['{ months: ["december", "1:2"] }', "2026-03-01T00:00:00Z", false],
  ["{ years: [2026] }", "2027-01-01T00:00:00Z", false],
  ["{}", "2027-01-01T00:00:00Z", true],
  [`${OFFICE}, { weekdays: [sunday] }`, "2026-11-29T15:00:00Z", true],
])("%s at %s: %s", (interval, at, expected) => {
  expect(isMuted(interval, at)).toBe(expected);
  expect(isMuted(interval, at, "active_time_intervals")).toBe(!expected);
});
