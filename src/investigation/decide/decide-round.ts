import type { Event } from "../../events/events.ts";
import type { Meta } from "../../store/store.ts";
import type { Command } from "../command.ts";
import { acceptedMeanwhile } from "../looks/deeper-look.ts";
import { weighRound } from "../ranking/weigh-round.ts";
import type { Investigation } from "../state.ts";
import { grewMeanwhile } from "./decide-storm.ts";
import { accept, type Decision, unchanged } from "./decision.ts";

type Round = Extract<Command, { type: "recordRound" }>;

/** Records the diagnosis of a collection round, with its verdict. */
export function decideRound(state: Investigation, command: Round, meta: Meta): Decision {
  const { episode, diagnosis } = command;
  if (state.status !== "open" || state.findings[episode] === undefined) return unchanged;
  const stamp = { at: meta.at, by: meta.actor, episode };
  const { events, ranking } = weighRound(state, diagnosis, stamp);
  const { verdict, reason, gaps, checked, normal, unusual, horizons, now } = diagnosis;
  const { chart, chartAlt, took, list } = command;
  const reached: Event = {
    type: "verdictReached",
    ...stamp,
    verdict,
    ranking: [...ranking],
    reason,
    gaps: [...gaps],
    checked,
    normal,
    ...(unusual && { unusual: [...unusual] }),
    horizons: { ...horizons },
    ...(now !== undefined && { now }),
    ...(chart !== undefined && { chart }),
    ...(chartAlt !== undefined && { chartAlt }),
    ...(state.findings[episode].lookingAgain === true && { again: true }),
    ...(took !== undefined && { took }),
    ...(list !== undefined && { list }),
  };
  const next = [...grewMeanwhile(state, command, meta), ...acceptedMeanwhile(state, episode, meta)];
  return accept(...events, reached, ...next);
}
