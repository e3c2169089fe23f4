import type { Simulation } from "../../adapters/recording/shop/simulation.ts";
import { hasMoved } from "../../src/engine/series/moved.ts";
import type { Findings } from "../../src/findings/findings.ts";
import { parseAlarm } from "../../src/notification/alarm.ts";
import { collect } from "../../src/telemetry/collect/collector.ts";

const TOPIC = "arn:aws:sns:eu-west-1:123456789012:shop-alarms";

/** What a round of collection finds in a simulation at a moment. */
export function findingsAt({ notifications, telemetry }: Simulation, now: Date): Promise<Findings> {
  const fired = parseAlarm(notifications[0]?.message, TOPIC);
  if (!fired) throw new Error("the simulated alarm is none");
  return collect({
    telemetry,
    alarm: fired.alarm,
    at: Date.parse(fired.alarmAt) / 1000,
    now: now.getTime() / 1000,
    budgetMs: 600_000,
    signal: new AbortController().signal,
    onProgress: () => {},
    hasMoved,
  });
}
