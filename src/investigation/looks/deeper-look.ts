import type { Event } from "../../events/events.ts";
import type { Meta } from "../../store/store.ts";
import { type Hypothesis, type Investigation, presentEpisode } from "../state.ts";

/** Starts a deeper look at the accepted cause, unless another look is running; see {@link acceptedMeanwhile}. */
export function deeperLook(state: Investigation, because: string, meta: Meta): readonly Event[] {
  const episode = presentEpisode(state);
  const findings = state.findings[episode];
  if (!findings?.conclusion || findings.lookingAgain || !looksDeeper(state)) return [];
  return [{ type: "secondLookBegun", at: meta.at, by: meta.actor, episode, because }];
}

/** At the end of a look: starts a deeper look at a cause that was accepted meanwhile. */
export function acceptedMeanwhile(state: Investigation, episode: number, meta: Meta): readonly Event[] {
  const { deepened = [] } = state.findings[episode] ?? {};
  const waiting = state.hypotheses.find(
    ({ id, ...known }) => known.episode === episode && known.decided.type === "accepted" && !deepened.includes(id),
  );
  if (!waiting || episode !== presentEpisode(state) || !looksDeeper(state)) return [];
  return [{ type: "secondLookBegun", at: meta.at, by: meta.actor, episode, because: waiting.id }];
}

/** The accepted hypothesis of the running deeper look; undefined if there is none, or if the acceptance was revoked. */
export function lookedInto(state: Investigation): Hypothesis | undefined {
  const { lookingAgain, because } = state.findings[presentEpisode(state)] ?? {};
  if (!lookingAgain || state.status !== "open") return undefined;
  return state.hypotheses.find(({ id, decided }) => id === because && decided.type === "accepted");
}

/** Whether deeper looks are possible. Not for storms: their causes are not components. */
function looksDeeper({ subject, status }: Investigation): boolean {
  return status === "open" && subject?.type !== "storm";
}
