import { beforeEach, describe, expect, test } from "vitest";
import type { Alarms, StandingAlarm } from "../../../src/telemetry/ports/alarms.ts";
import { givenUpContract } from "./given-up.ts";

/** A source that lists at least three alarms, in more than one state and with more than one beginning of their names. */
export interface AlarmsUnderTest {
  readonly alarms: Alarms;
  readonly now: () => Date;
}

const { signal } = new AbortController();

/** What every source of alarms does. */
export function alarmsContract(name: string, create: () => Promise<AlarmsUnderTest>): void {
  describe(`alarms of ${name}`, () => {
    let under: AlarmsUnderTest;
    let all: readonly StandingAlarm[];
    const list = async (filter: Parameters<Alarms["list"]>[0]) => (await under.alarms.list(filter, signal)).value;
    beforeEach(async () => {
      under = await create();
      all = await list({});
    });

    test("are listed by name, each once", () => {
      const names = all.map((alarm) => alarm.name);
      expect(names.length).toBeGreaterThanOrEqual(3);
      expect(names).toEqual(names.toSorted((one, other) => one.localeCompare(other)));
      expect(new Set(names).size).toBe(names.length);
      expect(all.every(({ arn }) => arn.startsWith("arn:"))).toBe(true);
    });

    test("in a state, by the beginning of their names, and by both", async () => {
      const state = all[0]?.state ?? "OK";
      const prefix = all[0]?.name.slice(0, 4) ?? "";
      const begin = all.filter((alarm) => alarm.name.startsWith(prefix));
      expect(begin.length).toBeLessThan(all.length);
      expect(await list({ prefix })).toEqual(begin);
      expect(await list({ state })).toEqual(all.filter((alarm) => alarm.state === state));
      expect(await list({ state, prefix })).toEqual(begin.filter((alarm) => alarm.state === state));
      expect(await list({ prefix: "" })).toEqual(all);
    });

    test("exactly those named, where they exist", async () => {
      const names = [all[2]?.name ?? "", "no-such-alarm", all[0]?.name ?? ""];
      expect((await list({ names })).map((alarm) => alarm.name)).toEqual([all[0]?.name, all[2]?.name]);
      expect(await list({ names: ["no-such-alarm"] })).toEqual([]);
    });

    test("have stood so since some time before now, and are believed up to now at most", async () => {
      const { horizon, gaps } = await under.alarms.list({}, signal);
      const now = under.now().getTime() / 1000;
      expect(horizon).toBeLessThanOrEqual(now);
      expect(gaps).toEqual([]);
      expect(all.filter(({ since }) => !(since > 0 && since <= now))).toEqual([]);
    });

    givenUpContract((given) => under.alarms.list({}, given));
  });
}
