import type { Event } from "../../events/events.ts";
import type { Episode, EpisodeFindings, Investigation } from "../state.ts";
import type { Turnabout } from "./turnabout.ts";

type Reached = Extract<Event, { type: "verdictReached" }>;

/** Minutes after the first verdict at which later looks begin while it is provisional. CloudTrail's changes arrive within 15. */
export const LOOKS = [3, 8, 16] as const;
/** A source that is complete up to this many seconds after the firing contains everything that led to it. */
export const SETTLED = 120;

/** The time of an episode's firing, epoch seconds. */
function firedAt(state: Investigation, number: number): number | undefined {
  const episode = state.episodes.find((each: Episode) => each.number === number);
  const at = episode?.firedAt ?? state.opened?.at;
  return at === undefined ? undefined : Date.parse(at) / 1000;
}

/** The horizon that a source needs to contain everything that led to an episode's firing, epoch seconds. */
export function settledAt(state: Investigation, number: number): number | undefined {
  const at = firedAt(state, number);
  return at === undefined ? undefined : at + SETTLED;
}

/** Sources that are not complete up to the firing: the verdict is provisional while there are any. */
export function stillOpen(
  state: Investigation,
  { horizons, episode }: Pick<Reached, "horizons" | "episode">,
): readonly string[] {
  const until = settledAt(state, episode);
  if (until === undefined) return [];
  return Object.entries(horizons).flatMap(([source, horizon]) => (horizon < until ? [source] : []));
}

/** Whether another look will follow this verdict: the last one is due at that distance from the firing, or later. */
export function looksAgain(state: Investigation, { at, episode }: Pick<Reached, "at" | "episode">): boolean {
  const fired = firedAt(state, episode);
  return fired !== undefined && Date.parse(at) / 1000 - fired < Math.max(...LOOKS) * 60;
}

/** The name of a timer: `look/<episode>/<minutes>`. */
export const lookTimer = (episode: number, minutes: number): string => `look/${episode}/${minutes}`;

/** The episode of a look timer; undefined for other timers. */
export function episodeOfLook(timer: string): number | undefined {
  const [, episode] = /^look\/(\d+)\/\d+$/.exec(timer) ?? [];
  return episode === undefined ? undefined : Number(episode);
}

/** The findings of an episode that needs a look now, the first or a later one; undefined if it needs none. */
export function toLookAt({ status, findings }: Investigation, episode: number): EpisodeFindings | undefined {
  const known = findings[episode];
  const isDone = known?.conclusion !== undefined && !known.lookingAgain;
  return status === "open" && known?.requested && !isDone ? known : undefined;
}

/** The difference between two verdicts: another best cause, or another verdict; undefined if both are the same. */
export function turnOf(before: EpisodeFindings["conclusion"], after: Reached): Turnabout | undefined {
  if (!before || (before.verdict === after.verdict && before.ranking[0] === after.ranking[0])) return undefined;
  return {
    at: after.at,
    was: { verdict: before.verdict, top: before.ranking[0] },
    now: { verdict: after.verdict, top: after.ranking[0] },
  };
}
