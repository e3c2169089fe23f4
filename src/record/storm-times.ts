import type { Investigation } from "../investigation/state.ts";

/** When the first alarm of a storm fired, ISO; undefined of all else. */
export function stormBegan({ subject, members }: Investigation): string | undefined {
  if (subject?.type !== "storm") return undefined;
  return inOrder([subject.since, ...members.flatMap(({ state, alarmAt }) => (state === "ALARM" ? [alarmAt] : []))])[0];
}

/** When the last alarm of a storm recovered, ISO; undefined while one fires, and of all else. */
export function stormEnded({ members }: Investigation): string | undefined {
  const isOver = members.length > 0 && members.every(({ state }) => state === "OK");
  return isOver ? inOrder(members.map(({ alarmAt }) => alarmAt)).at(-1) : undefined;
}

function inOrder(times: readonly string[]): readonly string[] {
  return times.toSorted((one, other) => Date.parse(one) - Date.parse(other));
}
