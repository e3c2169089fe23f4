import { type Investigation, isFiring } from "../state.ts";

/** Whether it is an open matter that still fires: an alarm in ALARM, or a storm with a member in ALARM. */
export function stillFires(state: Investigation): boolean {
  return state.status === "open" && (isFiring(state) || firingMembers(state).length > 0);
}

/** What fires: the series of an alarm (the empty name, if it has only one), or the members of a storm. */
export function whatFires(state: Investigation): readonly string[] {
  if (state.subject?.type === "storm") return firingMembers(state);
  const last = new Map(state.turns.map(({ contributor, state: to }) => [contributor, to]));
  return [...last].flatMap(([contributor, to]) => (to === "ALARM" ? [contributor] : []));
}

/**
 * Whether it is to make sounds at all: nobody snoozed it, CloudWatch neither mutes nor suppresses it, a channel shows it, and its route does
 * not call it a mere notification.
 */
export function isAudible(state: Investigation): boolean {
  const { storm, findings, queries, notes, alarm, held, routed } = state;
  if (held || routed?.class === "notification") return false;
  const quietMember = storm !== undefined && Object.keys(findings).length + queries.length + notes.length === 0;
  return snoozeOf(state) === undefined && alarm?.silenced === undefined && !quietMember;
}

/** The snooze that lasts; undefined if none does. */
export function snoozeOf({ snoozes }: Pick<Investigation, "snoozes">): Investigation["snoozes"][number] | undefined {
  const last = snoozes.at(-1);
  return last?.ended === undefined ? last : undefined;
}

function firingMembers({ members }: Investigation): readonly string[] {
  return members.filter((member) => member.state === "ALARM").map(({ name }) => name);
}
