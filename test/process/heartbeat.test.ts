import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { silentLog } from "../../src/log/log.ts";
import { startHeartbeat } from "../../src/process/heartbeat.ts";

beforeEach(() => void vi.useFakeTimers({ now: Date.parse("2026-11-30T03:00:00Z") }));
afterEach(() => void vi.useRealTimers());

test("beats every minute as long as nothing is in the way, also after a beat that failed", async () => {
  const beats: string[] = [];
  let obstacle: string | undefined;
  let fails = true;
  const stop = startHeartbeat({
    async beat(at) {
      if (fails) throw new Error("Throttling");
      beats.push(at.toISOString().slice(11, 19));
    },
    obstacle: async () => obstacle,
    now: () => new Date(),
    log: silentLog,
  });
  await vi.advanceTimersByTimeAsync(0);
  fails = false;
  await vi.advanceTimersByTimeAsync(60_000);
  obstacle = "the store does not answer";
  await vi.advanceTimersByTimeAsync(120_000);
  obstacle = undefined;
  await vi.advanceTimersByTimeAsync(60_000);
  stop();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(beats).toEqual(["03:01:00", "03:04:00"]);
});
