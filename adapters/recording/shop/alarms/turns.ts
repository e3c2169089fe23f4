import type { Window } from "../../../../src/findings/measured.ts";
import type { AlarmEvent, AlarmState, StandingAlarm } from "../../../../src/telemetry/ports/alarms.ts";
import type { Staged } from "../faults/stage.ts";
import type { AlarmRule } from "../world/alarm.ts";

/** A transition of an alarm in epoch seconds, with the values that caused it. */
export interface SimulatedTransition {
  readonly at: number;
  readonly state: Extract<AlarmState, "ALARM" | "OK">;
  readonly values: readonly { readonly at: number; readonly value: number }[];
}

/** An alarm with its transitions so far. */
export interface SimulatedAlarm {
  readonly alarm: StandingAlarm;
  /** Oldest first. */
  readonly turns: readonly {
    readonly at: number;
    readonly state: SimulatedTransition["state"];
    readonly reason: string;
  }[];
}

/** The events of an alarm in a window, newest first. */
export function eventsOf({ turns }: SimulatedAlarm, { start, end }: Window): readonly AlarmEvent[] {
  const inside = turns.filter(({ at }) => at >= start && at <= end);
  return inside
    .map(
      ({ at, state: to, reason }): AlarmEvent => ({
        type: "state",
        at,
        from: to === "ALARM" ? "OK" : "ALARM",
        to,
        reason,
      }),
    )
    .toReversed();
}

/** The transitions of the incident's own alarm that SNS has delivered so far. */
export function notifyingTurns({ fired, recovered }: Staged, now: number): readonly SimulatedTransition[] {
  const transitions: readonly SimulatedTransition[] = [
    { ...fired, state: "ALARM" },
    ...(recovered ? [{ ...recovered, state: "OK" } as const] : []),
  ];
  return transitions.filter(({ at }) => at <= now);
}

/** The transitions of an alarm that is in ALARM while its last datapoints are all above the limit. */
export function turnsOf(
  values: readonly number[],
  { threshold, datapoints }: AlarmRule,
  from: number,
): readonly SimulatedTransition[] {
  const turns: SimulatedTransition[] = [];
  for (let end = datapoints; end <= values.length; end++) {
    const judged = values.slice(end - datapoints, end);
    const above = judged.filter((value) => value > threshold).length;
    const last = turns.at(-1)?.state;
    const state = above === datapoints ? "ALARM" : above === 0 && last !== undefined ? "OK" : last;
    if (state === undefined || state === last) continue;
    const seen = judged.map((value, index) => ({ at: (from + end - datapoints + index) * 60, value }));
    // CloudWatch evaluates a minute some seconds after its end.
    turns.push({ at: (from + end) * 60 + 17, state, values: seen });
  }
  return turns;
}
