import { z } from "zod";
import type { Transition } from "../investigation/command.ts";

/** A recovery waits this long for the older firing that SNS delivers after it. */
const WAITS_MS = 600_000;
const MOST = 200;

/** A recovery of an alarm without an investigation: its firing may be on its way. Times: `alarmAt` ISO, `at` epoch ms of arrival. */
export const earlyRecovery = z.object({
  groupKey: z.string(),
  contributor: z.string(),
  state: z.enum(["OK", "INSUFFICIENT_DATA"]),
  alarmAt: z.string(),
  reason: z.string(),
  at: z.number(),
});
export type EarlyRecovery = z.infer<typeof earlyRecovery>;

interface Changed {
  readonly groupKey: string;
  readonly transitions: readonly Transition[];
}

const contributorOf = ({ alarm }: Transition): string => alarm.contributor?.id ?? "";

/** Adds the recoveries of groups without an investigation, and forgets old ones. */
export function keepEarly(
  known: readonly EarlyRecovery[],
  unknown: readonly Changed[],
  now: number,
): readonly EarlyRecovery[] {
  const fresh = unknown.flatMap(({ groupKey, transitions }) =>
    transitions.flatMap((transition): EarlyRecovery[] => {
      const { state, alarmAt, alarm } = transition;
      if (state === "ALARM") return [];
      return [
        {
          groupKey,
          contributor: contributorOf(transition),
          state,
          alarmAt,
          reason: alarm.reason.slice(0, 300),
          at: now,
        },
      ];
    }),
  );
  const isNew = (each: EarlyRecovery): boolean =>
    !fresh.some((other) => other.groupKey === each.groupKey && other.alarmAt === each.alarmAt);
  return [...known.filter((each) => now - each.at < WAITS_MS && isNew(each)), ...fresh].slice(-MOST);
}

/** The recoveries that arrived before the firings of a group, as transitions of the same alarm. */
export function earlyOf(known: readonly EarlyRecovery[], { groupKey, transitions }: Changed): readonly Transition[] {
  const firings = transitions.filter(({ state }) => state === "ALARM");
  return known.flatMap((early): Transition[] => {
    const firing = firings.findLast(
      (each) =>
        early.groupKey === groupKey &&
        early.contributor === contributorOf(each) &&
        Date.parse(each.alarmAt) < Date.parse(early.alarmAt),
    );
    if (!firing) return [];
    const { value: _, ...alarm } = firing.alarm;
    return [{ state: early.state, alarmAt: early.alarmAt, alarm: { ...alarm, reason: early.reason } }];
  });
}
