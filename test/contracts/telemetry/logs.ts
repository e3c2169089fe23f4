import { beforeEach, describe, expect, test } from "vitest";
import type { Window } from "../../../src/findings/measured.ts";
import type { Logs } from "../../../src/telemetry/ports/ports.ts";
import { givenUpContract } from "./given-up.ts";
import { expectTable } from "./table.ts";

/** A source with a group in which errors are written all through a window of whole minutes. */
export interface LogsUnderTest {
  readonly logs: Logs;
  readonly group: string;
  readonly window: Window;
  readonly now: () => Date;
}

const { signal } = new AbortController();
const TEXT = "fields @timestamp, @message | filter @message like /./ | sort @timestamp asc | limit 200";

/** What every source of logs does. */
export function logsContract(name: string, create: () => Promise<LogsUnderTest>): void {
  describe(`logs of ${name}`, () => {
    let under: LogsUnderTest;
    beforeEach(async () => {
      under = await create();
    });
    const patterns = async (window: Window) =>
      (await under.logs.patterns([under.group], window, window.start, signal)).value;

    test("a pattern is of a group that was asked for, was written in the window, and shows a line", async () => {
      const found = await patterns(under.window);
      expect(found.length).toBeGreaterThan(0);
      for (const { group, count, before, firstAt, sample, pattern } of found) {
        expect.soft(group).toBe(under.group);
        expect.soft(count).toBeGreaterThan(0);
        expect.soft(before).toBeGreaterThanOrEqual(0);
        expect.soft(sample && pattern).not.toBe("");
        expect.soft(firstAt).toBeGreaterThanOrEqual(under.window.start);
        expect.soft(firstAt).toBeLessThan(under.window.end);
      }
    });

    test("the window before counts what it counted when it was the window", async () => {
      const { start, end } = under.window;
      const middle = (start + end) / 2;
      const earlier = new Map((await patterns({ start, end: middle })).map(({ pattern, count }) => [pattern, count]));
      const later = (await patterns({ start: middle, end })).filter(({ pattern }) => earlier.has(pattern));
      expect(later.length).toBeGreaterThan(0);
      for (const { pattern, before } of later) expect.soft(before, pattern).toBe(earlier.get(pattern));
    });

    test("a query answers with rows as wide as their columns, of lines in the window and not at its end", async () => {
      const { query } = under.logs;
      if (!query) return;
      const { value } = await query([under.group], TEXT, under.window, signal);
      expectTable(value);
      expect(value.rows.length).toBeGreaterThan(0);
      const column = value.columns.findIndex((each) => each.name === "@timestamp");
      const times = value.rows.map((row) => Date.parse(`${row[column]?.replace(" ", "T")}Z`) / 1000);
      expect(times.filter((at) => !(at >= under.window.start && at < under.window.end))).toEqual([]);
    });

    test("is believed up to now at most", async () => {
      const { horizon, gaps } = await under.logs.patterns([under.group], under.window, under.window.start, signal);
      expect(horizon).toBeLessThanOrEqual(under.now().getTime() / 1000);
      expect(gaps).toEqual([]);
    });

    givenUpContract((given) => under.logs.patterns([under.group], under.window, under.window.start, given));
  });
}
