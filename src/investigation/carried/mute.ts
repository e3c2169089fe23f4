import type { Alarm } from "../../events/events.ts";
import type { Investigation, Snooze } from "../state.ts";
import { snoozeOf } from "./firing.ts";

/** Whether CloudWatch was asked to run no actions during a snooze, and whether it does so. */
export type Muting = "off" | "asked" | "on";

/** What became of the mute of a snooze, by what was asked and answered. */
export function mutingOf({ queries }: Pick<Investigation, "queries">, { number }: Pick<Snooze, "number">): Muting {
  return queries.reduce<Muting>((before, { question, answer }) => {
    if (question.type !== "mute" || question.snooze !== number || answer?.failed) return before;
    if (!question.on) return "off";
    return answer ? "on" : "asked";
  }, "off");
}

/** The alarm that a mute rule can name: one of a real account. Storms have many alarms, notices none. */
export function muteableAlarm({ alarm, subject }: Investigation): Alarm | undefined {
  return subject?.type === "alarm" && alarm && !alarm.simulated ? alarm : undefined;
}

/** Whether a mute can be offered: the alarm is real, its snooze has an end, and nobody asked for it yet. */
export function mayMute(state: Investigation): boolean {
  const snooze = snoozeOf(state);
  return muteableAlarm(state) !== undefined && snooze?.until !== undefined && mutingOf(state, snooze) === "off";
}

/** The name of every mute rule that Gumshoe writes begins so; its permissions name it. */
export const MUTE_RULE_PREFIX = "gumshoe-";

/** The name of a snooze's mute rule: `gumshoe-G-1042-20261130031405-1`. The time tells installations in one account apart. */
export function muteRuleName({ number, opened }: Investigation, snooze: number): string {
  const at = (opened?.at ?? "").replaceAll(/\D/g, "").slice(0, 14);
  return `${MUTE_RULE_PREFIX}G-${number}-${at}-${snooze}`;
}
