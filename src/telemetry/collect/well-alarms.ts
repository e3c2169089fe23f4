import { createMemo } from "../../concurrency/memoize.ts";
import type { Seen } from "../../findings/measured.ts";
import type { Alarms, StandingAlarm } from "../ports/alarms.ts";
import { gapOf } from "../ports/gap.ts";

/** The alarms are cached this long: a growing storm is diagnosed every few seconds, and alarms in state OK change more slowly. */
const KEPT_MS = 60_000;
const LIST_MS = 8_000;

/** The alarms in state OK in several accounts and Regions, listed at most once a minute; a place that does not answer is a gap. */
export function createWellAlarms(
  places: () => readonly { readonly alarms: Pick<Alarms, "list"> }[],
  now: () => Date,
): (signal: AbortSignal) => Promise<Seen<readonly StandingAlarm[]>> {
  const kept = createMemo<Seen<readonly StandingAlarm[]>>(KEPT_MS, now);
  async function list(): Promise<Seen<readonly StandingAlarm[]>> {
    const asked = await Promise.allSettled(
      places().map(({ alarms }) => alarms.list({ state: "OK" }, AbortSignal.timeout(LIST_MS))),
    );
    const seen = asked.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    const failed = asked.flatMap((each) =>
      each.status === "rejected" ? [gapOf("alarms elsewhere", each.reason)] : [],
    );
    return {
      value: seen.flatMap(({ value }) => value),
      horizon: Math.min(now().getTime() / 1000, ...seen.map(({ horizon }) => horizon)),
      gaps: [...seen.flatMap(({ gaps }) => gaps), ...failed],
    };
  }
  return () => kept.get(list);
}
