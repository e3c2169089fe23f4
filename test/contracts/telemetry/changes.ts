import { beforeEach, describe, expect, test } from "vitest";
import type { Change } from "../../../src/findings/change.ts";
import type { Window } from "../../../src/findings/measured.ts";
import { lastPart } from "../../../src/telemetry/changes/change-index.ts";
import type { Changes } from "../../../src/telemetry/ports/ports.ts";
import { givenUpContract } from "./given-up.ts";

/** A source that knows of at least three changes in a window, not all of the same resource. */
export interface ChangesUnderTest {
  readonly changes: Changes;
  readonly window: Window;
  readonly now: () => Date;
}

const { signal } = new AbortController();

/** What every source of changes does. */
export function changesContract(name: string, create: () => Promise<ChangesUnderTest>): void {
  describe(`changes of ${name}`, () => {
    let under: ChangesUnderTest;
    let all: readonly Change[];
    const during = async (window: Window, resource?: string) =>
      (await under.changes.during(window, signal, resource)).value;
    beforeEach(async () => {
      under = await create();
      all = await during(under.window);
    });

    test("come oldest first, each once, and say who did what to which", () => {
      expect(all.length).toBeGreaterThanOrEqual(3);
      expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).sort((one, other) => one - other));
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
      expect(all.every(({ action, actor, resources }) => action && actor && resources.length > 0)).toBe(true);
    });

    test("a window holds its first second and not its end", async () => {
      const [first, last] = [all[0]?.at ?? 0, all.at(-1)?.at ?? 0];
      const within = all.filter(({ at }) => at < last);
      expect(within.length).toBeGreaterThan(0);
      expect(await during({ start: first, end: last })).toEqual(within);
      expect(await during({ start: first, end: first })).toEqual([]);
    });

    test("of one resource only its own, and of an unknown one none", async () => {
      const resource = all[0]?.resources[0] ?? "";
      const own = all.filter(({ resources }) => resources.includes(resource));
      const found = await during(under.window, resource);
      expect(found.length).toBeLessThan(all.length);
      expect(found).toEqual(expect.arrayContaining(own));
      expect(found.filter((each) => !each.resources.map(lastPart).includes(lastPart(resource)))).toEqual([]);
      expect(await during(under.window, "nobody-has-this-name")).toEqual([]);
    });

    test("are believed up to now at most", async () => {
      const now = under.now().getTime() / 1000;
      const seen = await under.changes.during({ start: under.window.start, end: now + 86_400 }, signal);
      expect(seen.horizon).toBeLessThanOrEqual(now);
    });

    givenUpContract((given) => under.changes.during(under.window, given));
  });
}
