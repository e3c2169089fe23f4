import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findTime } from "../../../src/command/time/time.ts";

/** 04:10 in Berlin, winter time; 22:10 of the day before in New York. */
const NOW = new Date("2026-11-23T03:10:00Z");
const BERLIN = "Europe/Berlin";

const iso = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(0, 16)}Z`;

function read(text: string, zone = BERLIN, now = NOW): readonly (string | undefined)[] {
  const { time, wrong } = findTime(text, zone, now);
  return time ? [iso(time.window.start), iso(time.window.end), time.words] : [wrong];
}

const NOWISO = "2026-11-23T03:10Z";

describe("a time phrase becomes a window", () => {
  test.each([
    ["last 30m", "2026-11-23T02:40Z", NOWISO, "03:40 to 04:10 CET"],
    ["last 2 hours", "2026-11-23T01:10Z", NOWISO, "02:10 to 04:10 CET"],
    ["in the last hour", "2026-11-23T02:10Z", NOWISO, "03:10 to 04:10 CET"],
    ["past 3 days", "2026-11-20T03:10Z", NOWISO, "20 Nov 04:10 to 23 Nov 04:10 CET"],
    ["30m", "2026-11-23T02:40Z", NOWISO, "03:40 to 04:10 CET"],
    ["90 minutes", "2026-11-23T01:40Z", NOWISO, "02:40 to 04:10 CET"],
    ["30 min ago", "2026-11-23T02:40Z", NOWISO, "03:40 to 04:10 CET"],
    ["since 02:40", "2026-11-23T01:40Z", NOWISO, "02:40 to 04:10 CET"],
    ["since 9am", "2026-11-22T08:00Z", NOWISO, "22 Nov 09:00 to 23 Nov 04:10 CET"],
    ["since 2 hours ago", "2026-11-23T01:10Z", NOWISO, "02:10 to 04:10 CET"],
    ["since midnight", "2026-11-22T23:00Z", NOWISO, "00:00 to 04:10 CET"],
    ["since yesterday 9pm", "2026-11-22T20:00Z", NOWISO, "22 Nov 21:00 to 23 Nov 04:10 CET"],
    ["since 02:40 utc", "2026-11-23T02:40Z", NOWISO, "03:40 to 04:10 CET"],
    ["between 9 and 10", "2026-11-22T08:00Z", "2026-11-22T09:00Z", "22 Nov 09:00 to 10:00 CET"],
    ["between 2 and 3:30", "2026-11-23T01:00Z", "2026-11-23T02:30Z", "02:00 to 03:30 CET"],
    ["from 9 to 10pm", "2026-11-22T20:00Z", "2026-11-22T21:00Z", "22 Nov 21:00 to 22:00 CET"],
    ["between 23:00 and 01:00", "2026-11-22T22:00Z", "2026-11-23T00:00Z", "22 Nov 23:00 to 23 Nov 01:00 CET"],
    ["02:40 to 03:10", "2026-11-23T01:40Z", "2026-11-23T02:10Z", "02:40 to 03:10 CET"],
    ["02:40-03:10", "2026-11-23T01:40Z", "2026-11-23T02:10Z", "02:40 to 03:10 CET"],
    ["03:00 to now", "2026-11-23T02:00Z", NOWISO, "03:00 to 04:10 CET"],
    ["2026-05-01T10:00Z to 11:00Z", "2026-05-01T10:00Z", "2026-05-01T11:00Z", "1 May 12:00 to 13:00 CEST"],
    ["2026-05-01T10:00 to 11:00", "2026-05-01T08:00Z", "2026-05-01T09:00Z", "1 May 10:00 to 11:00 CEST"],
    [
      "2026-05-01T10:00+05:30 to 2026-05-01T05:00Z",
      "2026-05-01T04:30Z",
      "2026-05-01T05:00Z",
      "1 May 06:30 to 07:00 CEST",
    ],
    ["since 2026-11-20", "2026-11-19T23:00Z", NOWISO, "20 Nov 00:00 to 23 Nov 04:10 CET"],
    ["until 3", "2026-11-22T23:00Z", "2026-11-23T02:00Z", "00:00 to 03:00 CET"],
    ["before 02:40", "2026-11-22T22:40Z", "2026-11-23T01:40Z", "22 Nov 23:40 to 23 Nov 02:40 CET"],
    ["by 3am", "2026-11-22T23:00Z", "2026-11-23T02:00Z", "00:00 to 03:00 CET"],
    ["after 3", "2026-11-23T02:00Z", NOWISO, "03:00 to 04:10 CET"],
    ["since about three", "2026-11-23T02:00Z", NOWISO, "03:00 to 04:10 CET"],
    ["since 3 hours", "2026-11-23T00:10Z", NOWISO, "01:10 to 04:10 CET"],
    ["-1h", "2026-11-23T02:10Z", NOWISO, "03:10 to 04:10 CET"],
    ["since 2 until 3", "2026-11-23T01:00Z", "2026-11-23T02:00Z", "02:00 to 03:00 CET"],
    ["since quarter to three", "2026-11-23T01:45Z", NOWISO, "02:45 to 04:10 CET"],
    ["since ten to three", "2026-11-23T01:50Z", NOWISO, "02:50 to 04:10 CET"],
    ["at 15 past 3", "2026-11-23T02:00Z", "2026-11-23T02:30Z", "03:00 to 03:30 CET"],
    ["since two forty five", "2026-11-23T01:45Z", NOWISO, "02:45 to 04:10 CET"],
    ["since oh two forty", "2026-11-23T01:40Z", NOWISO, "02:40 to 04:10 CET"],
    ["since 0245", "2026-11-23T01:45Z", NOWISO, "02:45 to 04:10 CET"],
    ["since 2.45", "2026-11-23T01:45Z", NOWISO, "02:45 to 04:10 CET"],
    ["3 in the morning", "2026-11-23T01:45Z", "2026-11-23T02:15Z", "02:45 to 03:15 CET"],
    ["at 2am yesterday", "2026-11-22T00:45Z", "2026-11-22T01:15Z", "22 Nov 01:45 to 02:15 CET"],
    ["14:00-15:00 yesterday", "2026-11-22T13:00Z", "2026-11-22T14:00Z", "22 Nov 14:00 to 15:00 CET"],
    ["the day before yesterday", "2026-11-20T23:00Z", "2026-11-21T23:00Z", "21 Nov 00:00 to 22 Nov 00:00 CET"],
    ["22/11", "2026-11-21T23:00Z", "2026-11-22T23:00Z", "22 Nov 00:00 to 23 Nov 00:00 CET"],
    ["11/22/2026", "2026-11-21T23:00Z", "2026-11-22T23:00Z", "22 Nov 00:00 to 23 Nov 00:00 CET"],
    ["on 22.11", "2026-11-21T23:00Z", "2026-11-22T23:00Z", "22 Nov 00:00 to 23 Nov 00:00 CET"],
    ["22.11. 14:00", "2026-11-22T12:45Z", "2026-11-22T13:15Z", "22 Nov 13:45 to 14:15 CET"],
    ["from 21/11 to 22/11", "2026-11-20T23:00Z", "2026-11-21T23:00Z", "21 Nov 00:00 to 22 Nov 00:00 CET"],
    ["2025-12-24 18:00 to 20:00", "2025-12-24T17:00Z", "2025-12-24T19:00Z", "24 Dec 2025 18:00 to 20:00 CET"],
    ["yesterday", "2026-11-21T23:00Z", "2026-11-22T23:00Z", "22 Nov 00:00 to 23 Nov 00:00 CET"],
    ["yesterday 14:00 to 15:00", "2026-11-22T13:00Z", "2026-11-22T14:00Z", "22 Nov 14:00 to 15:00 CET"],
    ["yesterday between 2 and 3pm", "2026-11-22T13:00Z", "2026-11-22T14:00Z", "22 Nov 14:00 to 15:00 CET"],
    ["today", "2026-11-22T23:00Z", NOWISO, "00:00 to 04:10 CET"],
    ["since friday", "2026-11-19T23:00Z", NOWISO, "20 Nov 00:00 to 23 Nov 04:10 CET"],
    ["on friday", "2026-11-19T23:00Z", "2026-11-20T23:00Z", "20 Nov 00:00 to 21 Nov 00:00 CET"],
    ["monday", "2026-11-22T23:00Z", NOWISO, "00:00 to 04:10 CET"],
    ["last monday", "2026-11-15T23:00Z", "2026-11-16T23:00Z", "16 Nov 00:00 to 17 Nov 00:00 CET"],
    ["monday 14:00 to 15:00", "2026-11-16T13:00Z", "2026-11-16T14:00Z", "16 Nov 14:00 to 15:00 CET"],
    ["between 2 and 3pm on friday", "2026-11-20T13:00Z", "2026-11-20T14:00Z", "20 Nov 14:00 to 15:00 CET"],
    ["between 3 and 9", "2026-11-23T02:00Z", NOWISO, "03:00 to 04:10 CET"],
    ["at 02:40", "2026-11-23T01:25Z", "2026-11-23T01:55Z", "02:25 to 02:55 CET"],
    ["around 4am", "2026-11-23T02:45Z", NOWISO, "03:45 to 04:10 CET"],
    ["at yesterday 9pm", "2026-11-22T19:45Z", "2026-11-22T20:15Z", "22 Nov 20:45 to 21:15 CET"],
    ["LAST 30M", "2026-11-23T02:40Z", NOWISO, "03:40 to 04:10 CET"],
  ])("%s", (text, start, end, words) => {
    expect(read(text)).toEqual([start, end, words]);
  });

  test("clocks are the reader's, named", () => {
    expect(read("since 9pm", "America/New_York")).toEqual(["2026-11-23T02:00Z", NOWISO, "21:00 to 22:10 EST"]);
    expect(read("since 8:00", "Asia/Kolkata")).toEqual(["2026-11-23T02:30Z", NOWISO, "08:00 to 08:40 GMT+5:30"]);
    expect(read("since 02:40", "Nowhere/Atall")).toEqual(["2026-11-23T02:40Z", NOWISO, "02:40 to 03:10 UTC"]);
  });
});

describe("when the clocks change", () => {
  const spring = new Date("2026-03-29T04:00:00Z");
  const autumn = new Date("2026-10-25T04:00:00Z");
  test("a clock that is never shown is as much later", () => {
    expect(read("since 02:30", BERLIN, spring)).toEqual([
      "2026-03-29T01:30Z",
      "2026-03-29T04:00Z",
      "03:30 to 06:00 CEST",
    ]);
  });
  test("a clock that is shown twice is its first time", () => {
    expect(read("since 02:30", BERLIN, autumn)).toEqual([
      "2026-10-25T00:30Z",
      "2026-10-25T04:00Z",
      "02:30 CEST to 05:00 CET",
    ]);
  });
  test("yesterday may have 23 or 25 hours", () => {
    const hours = (now: string): number => {
      const { time } = findTime("yesterday", BERLIN, new Date(now));
      return time ? (time.window.end - time.window.start) / 3600 : 0;
    };
    expect([hours("2026-03-30T10:00:00Z"), hours("2026-10-26T10:00:00Z")]).toEqual([23, 25]);
  });
});

describe("a window that cannot be is refused in one sentence", () => {
  test.each([
    ["since today 23:00", "since today 23:00 is in the future; it is 04:10 CET."],
    ["2027-01-01T00:00Z to 01:00Z", "2027-01-01T00:00Z to 01:00Z is in the future; it is 04:10 CET."],
    ["2026-05-01T11:00Z to 2026-05-01T10:00Z", "2026-05-01T11:00Z to 2026-05-01T10:00Z ends before it begins."],
    ["between 03:00 and 02:00", "between 03:00 and 02:00 ends before it begins."],
    ["last 500 days", "last 500 days is too far back: CloudWatch keeps metrics for 455 days."],
    ["since 2020-01-01", "since 2020-01-01 is too far back: CloudWatch keeps metrics for 455 days."],
    ["at today 23:00", "at today 23:00 is in the future; it is 04:10 CET."],
    ["on 11/12", "11/12 can be read in two ways. Type 11 Dec or 12 Nov."],
    ["since 2.11", "2.11 can be read in two ways. Type 2 Nov or 2:11."],
    ["since half 3", "half 3 can be read in two ways. Type 2:30 or 3:30."],
    ["since 25:00", "There is no time 25:00."],
    ["since 2026-02-30", "There is no time 2026-02-30."],
    ["between 13pm and 14", "There is no time 13pm."],
    ["last 0 minutes", "A time of 0 shows nothing."],
  ])("%s", (text, sentence) => {
    expect(read(text)).toEqual([sentence]);
  });
});

test.each(["overnight-batch", "job-12h30", "/ecs/two-hours", "1/100", "v22.11", '"last night"', "cap 3/4 of them"])(
  "%s is a name, and no time",
  (text) => {
    expect(findTime(text, BERLIN, NOW)).toEqual({ rest: text });
  },
);

describe("around a time phrase", () => {
  test("the rest stays as it was typed", () => {
    expect(findTime("AWS/Lambda  Errors since 02:40 Sum", BERLIN, NOW).rest).toBe("AWS/Lambda Errors Sum");
  });
  test("what is quoted is no time, nor what is part of a word or a period", () => {
    for (const text of ['"last 30m"', "queue-30m", "Name=30m", "every 5m", "checkout is slow", "h2"]) {
      expect(findTime(text, BERLIN, NOW)).toEqual({ rest: text });
    }
  });
});

const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
const moments = fc.date({ min: new Date("2001-01-01"), max: new Date("2037-01-01"), noInvalidDate: true });
const clocks = fc.tuple(fc.nat(23), fc.nat(59)).map((hm) => hm.map((n) => String(n).padStart(2, "0")).join(":"));

describe("in any zone at any time", () => {
  test("a window begins before it ends, and ends at the latest now", () => {
    const phrase = fc.oneof(
      clocks.map((clock) => `since ${clock}`),
      fc.tuple(clocks, clocks).map(([from, to]) => `between ${from} and ${to}`),
      fc
        .tuple(fc.integer({ min: 1, max: 400 }), fc.constantFrom("m", "h", "d", "w"))
        .map(([n, unit]) => `last ${n}${unit}`),
      fc.constantFrom("yesterday", "today"),
    );
    fc.assert(
      fc.property(phrase, zones, moments, (text, zone, now) => {
        const { time, wrong } = findTime(text, zone, now);
        if (!time) return wrong !== undefined;
        const { start, end } = time.window;
        return start < end && end <= now.getTime() / 1000 && start > now.getTime() / 1000 - 456 * 86_400;
      }),
      { numRuns: 300 },
    );
  });
  test("since a clock shows that clock, unless it was skipped, within the last day", () => {
    fc.assert(
      fc.property(clocks, zones, moments, (clock, zone, now) => {
        const { time } = findTime(`since ${clock}`, zone, now);
        if (!time) return false;
        const at = new Date(time.window.start * 1000);
        const shown = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(
          at,
        );
        const before = new Date(at.getTime() - 3 * 3_600_000);
        const jumped = offset(before, zone) !== offset(at, zone);
        const age = now.getTime() / 1000 - time.window.start;
        return (shown === clock || jumped) && age > 0 && age <= 27 * 3600;
      }),
      { numRuns: 300 },
    );
  });
});

function offset(at: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(at);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
}
