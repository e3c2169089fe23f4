import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Change } from "../../src/findings/change.ts";
import type { Board } from "../../src/store/board.ts";
import { createChangeIndex } from "../../src/telemetry/changes/change-index.ts";

/** Two replicas of a board, and the clock that both read. */
interface Boards {
  readonly first: Board;
  readonly second: Board;
  readonly now: () => Date;
  readonly advance: (ms: number) => void;
  readonly close: () => Promise<void>;
}

const HOUR = 3600;
const ARN = "arn:aws:lambda:eu-west-1:111122223333:function:checkout";

/** What the index does on every board. */
export function changeIndexContract(name: string, create: () => Promise<Boards>): void {
  describe(`changes on ${name}`, () => {
    let boards: Boards;
    let day = Date.parse("2026-05-01T00:00:00Z") / 1000;
    beforeAll(async () => {
      boards = await create();
    });
    afterAll(async () => boards.close());

    const change = (id: string, at: number, more: Partial<Change> = {}): Change => ({
      id,
      at,
      action: "Deploy",
      actor: "ana",
      resources: ["checkout"],
      detail: { version: "1.42.0" },
      ...more,
    });
    /** A week that no other test has written to. */
    const fresh = (): number => {
      day -= 7 * 24 * HOUR;
      return day;
    };
    const open = (board: Board = boards.first) => createChangeIndex(board, boards.now);
    const ids = (changes: readonly Change[]): readonly string[] => changes.map(({ id }) => id);

    test("one replica finds what another was told, oldest first, in the window and nowhere else", async () => {
      const start = fresh();
      const index = open();
      const all = { link: "https://ci.test/1", parameters: { previous: "checkout:141" } };
      for (const [id, at] of [
        ["late", start + 2 * HOUR],
        ["before", start - 1],
        ["first", start],
        ["end", start + 3 * HOUR],
        ["middle", start + HOUR + 1],
      ] as const) {
        await index.put(change(id, at, all), "custom");
      }
      const seen = await open(boards.second).during({ start, end: start + 3 * HOUR });
      expect(ids(seen.value)).toEqual(["first", "middle", "late"]);
      expect(seen.value[0]).toEqual(change("first", start, all));
      expect(seen).toMatchObject({ complete: false, horizon: start + 2 * HOUR, gaps: [] });
    });

    test("is believed up to now at most, also where the clock of whoever told it is ahead", async () => {
      const now = boards.now().getTime() / 1000;
      await open().put(change("ahead", now + 90), "custom");
      const seen = await open().during({ start: now - HOUR, end: now + HOUR });
      expect(ids(seen.value)).toContain("ahead");
      expect(seen.horizon).toBe(now);
    });

    test("told twice it is kept once, with what was said last", async () => {
      const start = fresh();
      await open().put(change("c", start + 5), "custom");
      await open(boards.second).put(change("c", start + 5, { detail: { version: "1.42.1" } }), "custom");
      await open().put(change("c", start + HOUR + 5, { detail: { version: "1.42.2" } }), "custom");
      const { value } = await open().during({ start, end: start + 2 * HOUR });
      expect(value).toMatchObject([{ id: "c", detail: { version: "1.42.2" } }]);
    });

    test("by a resource's name or ARN, also where it only follows from a change", async () => {
      const start = fresh();
      const index = open();
      await index.put(change("arn", start, { resources: [ARN] }), "custom");
      await index.put(change("name", start + 1), "custom");
      await index.put(change("task", start + 2, { resources: [], detail: { on: "checkout" } }), "custom");
      await index.put(change("other", start + 3, { resources: ["orders"] }), "custom");
      const window = { start, end: start + 60 };
      expect(ids((await index.during(window, "checkout")).value)).toEqual(["arn", "name", "task"]);
      expect(ids((await index.during(window, ARN)).value)).toEqual(["arn", "name", "task"]);
      expect(ids((await index.during(window, "check")).value)).toEqual([]);
    });

    test("of an hour with more than 500 the newest are read, and a gap says so", async () => {
      const start = fresh();
      const index = open();
      const all = Array.from({ length: 503 }, (_, n) => change(`c${(n * 7919) % 503}`, start + ((n * 7919) % 503)));
      for (let from = 0; from < all.length; from += 25) {
        await Promise.all(all.slice(from, from + 25).map((each) => index.put(each, "custom")));
      }
      const seen = await index.during({ start, end: start + HOUR });
      expect(seen.value).toHaveLength(500);
      expect(seen.value[0]?.at).toBe(start + 3);
      expect(seen.gaps[0]?.reason).toMatch(/more than 500 changes were told .* the newest were read/);
    });

    test("of a longer time the newest 48 hours are looked through, and a gap says so", async () => {
      const start = fresh();
      const index = open();
      await index.put(change("old", start), "custom");
      await index.put(change("new", start + 60 * HOUR), "custom");
      const seen = await index.during({ start, end: start + 61 * HOUR });
      expect(ids(seen.value)).toEqual(["new"]);
      expect(seen.gaps[0]?.reason).toMatch(/newest 48 hours/);
      expect((await index.during({ start, end: start + 48 * HOUR })).gaps).toEqual([]);
    });

    test("is complete for a resource while calls of its service have been heard in the last 24 hours", async () => {
      const start = fresh();
      const window = { start, end: start + HOUR };
      await open().put(change("call", start), "call/lambda");
      const now = boards.now().getTime() / 1000;
      expect(await open(boards.second).during(window, ARN)).toMatchObject({ complete: true, horizon: now - 600 });
      expect((await open().during(window, "checkout")).complete).toBe(false);
      expect((await open().during(window)).complete).toBe(false);
      expect((await open().during(window, ARN.replace("lambda", "sqs"))).complete).toBe(false);
      expect((await open().during({ start, end: start + 100 * HOUR }, ARN)).complete).toBe(false);
      boards.advance(25 * HOUR * 1000);
      expect((await open().during(window, ARN)).complete).toBe(false);
      await open().put(change("again", start), "call/lambda");
      expect((await open().during(window, ARN)).complete).toBe(true);
    });
  });
}
