import type { Meta } from "../../store/store.ts";
import { REMIND, REPEAT } from "../carried/repeat.ts";
import { LIST_TIMER } from "../looks/listing.ts";
import { episodeOfRecovery } from "../looks/recovery.ts";
import { episodeOfLook, stillOpen } from "../looks/second-look.ts";
import { type Investigation, isFiring, presentEpisode } from "../state.ts";
import { decideDue, decideSnoozeOver, SNOOZE } from "./decide-carried.ts";
import { decideRecoveryLook } from "./decide-recovery.ts";
import { decideListing } from "./decide-storm.ts";
import { accept, type Decision, unchanged } from "./decision.ts";
import type { Policy } from "./policy.ts";

/** Starts a later look, but only at the present firing, if more data may have arrived, and if no look is running. */
function decideSecondLook(state: Investigation, episode: number, meta: Meta): Decision {
  const findings = state.findings[episode];
  const present = state.status === "open" && episode === presentEpisode(state);
  if (!present || !findings?.conclusion || findings.lookingAgain) return unchanged;
  if (stillOpen(state, findings.conclusion).length === 0) return unchanged;
  return accept({ type: "secondLookBegun", at: meta.at, by: meta.actor, episode });
}

/** Decides what a timer that went off begins. */
export function decideWake(state: Investigation, timer: string, meta: Meta, policy: Policy): Decision {
  const episode = episodeOfLook(timer);
  if (episode !== undefined) return decideSecondLook(state, episode, meta);
  const recovered = episodeOfRecovery(timer);
  if (recovered !== undefined) return decideRecoveryLook(state, recovered, meta);
  if (timer === LIST_TIMER) return decideListing(state, meta);
  if (timer === REPEAT || timer === REMIND) return decideDue(state, timer, meta, policy);
  if (timer.startsWith(SNOOZE)) return decideSnoozeOver(state, meta);
  const quietMs = Date.parse(meta.at) - Date.parse(state.activeAt);
  // A notice that is held back is not over: nobody has seen it.
  if (state.held && state.subject?.type === "notice") return unchanged;
  const over = (state.status === "open" || state.status === "asked") && !isFiring(state);
  if (!over || quietMs < policy.autoCloseMs) return unchanged;
  return accept({ type: "closed", at: meta.at, by: meta.actor, quiet: true });
}
