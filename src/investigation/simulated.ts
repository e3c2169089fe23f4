import type { Investigation } from "./state.ts";

/** Whether it is about an alarm, or a storm, that is no real one. */
export function isSimulated({ alarm, subject }: Investigation): boolean {
  return (
    alarm?.simulated === true ||
    (subject?.type === "alarm" && subject.alarm.simulated) ||
    (subject?.type === "storm" && subject.simulated === true)
  );
}
