import type { Event } from "../../events/events.ts";
import type { Meta } from "../../store/store.ts";
import type { Command } from "../command.ts";
import { recoveryToLookAt } from "../looks/recovery.ts";
import type { Investigation } from "../state.ts";
import { accept, type Decision, unchanged } from "./decision.ts";

/** Starts the search for the change before a recovery, if the alarm is still recovered and nothing was found. */
export function decideRecoveryLook(state: Investigation, episode: number, meta: Meta): Decision {
  if (!recoveryToLookAt(state, episode)) return unchanged;
  return accept({ type: "recoveryLookBegun", at: meta.at, by: meta.actor, episode });
}

/** Records the change before a recovery, or the horizon without one, or the reason of a gap; ignored if the alarm has changed since. */
export function decideRecovery(
  state: Investigation,
  command: Extract<Command, { type: "recordRecovery" }>,
  meta: Meta,
): Decision {
  const { episode, recoveredAt, horizon, followed, unseen } = command;
  if (recoveryToLookAt(state, episode)?.recoveredAt !== recoveredAt) return unchanged;
  const stamp = { at: meta.at, by: meta.actor, episode };
  if (!followed) return accept({ type: "recoverySeen", ...stamp, recoveredAt, horizon, ...(unseen && { unseen }) });
  const { key, ...evidence } = followed.evidence;
  const known = state.evidence.find(
    (each) =>
      each.evidence.kind === "change" &&
      each.evidence.query === evidence.query &&
      each.evidence.figures.at === evidence.figures.at,
  );
  const id = known?.id ?? `e${state.numbered.evidence + 1}`;
  const recorded: readonly Event[] = known ? [] : [{ type: "evidenceRecorded", ...stamp, id, evidence }];
  return accept(...recorded, {
    type: "recoverySeen",
    ...stamp,
    recoveredAt,
    horizon,
    followed: { evidence: id, words: followed.words },
  });
}
