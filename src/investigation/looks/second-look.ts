import type { Event } from "../../events/events.ts";
import type { Episode, Findings, Investigation } from "../state.ts";
import type { Turnabout } from "./turnabout.ts";

type Reached = Extract<Event, { type: "verdictReached" }>;

/** Minutes after the first verdict at which a provisional one is looked at again. CloudTrail's changes arrive within 15. */
export const LOOKS = [3, 8, 16] as const;
/** A source that can be believed to this many seconds after the firing has told all that led to it. */
export const SETTLED = 120;

/** When an episode's trouble was first told of, epoch seconds. */
function firedAt(state: Investigation, number: number): number | undefined {
  const episode = state.episodes.find((each: Episode) => each.number === number);
  const at = episode?.firedAt ?? state.opened?.at;
  return at === undefined ? undefined : Date.parse(at) / 1000;
}

/** Up to when a source has to be believed to have told all that led to an episode's firing, epoch seconds. */
export function settledAt(state: Investigation, number: number): number | undefined {
  const at = firedAt(state, number);
  return at === undefined ? undefined : at + SETTLED;
}

/** Sources that may still tell of something that led to the firing: the verdict is provisional while there are any. */
export function stillOpen(
  state: Investigation,
  { horizons, episode }: Pick<Reached, "horizons" | "episode">,
): readonly string[] {
  const until = settledAt(state, episode);
  if (until === undefined) return [];
  return Object.entries(horizons).flatMap(([source, horizon]) => (horizon < until ? [source] : []));
}

/** Whether a look is still to come after this verdict: the last one is due so long after the firing, or later. */
export function looksAgain(state: Investigation, { at, episode }: Pick<Reached, "at" | "episode">): boolean {
  const fired = firedAt(state, episode);
  return fired !== undefined && Date.parse(at) / 1000 - fired < Math.max(...LOOKS) * 60;
}

/** A wake-up's name: `look/<episode>/<minutes>`. */
export const lookTimer = (episode: number, minutes: number): string => `look/${episode}/${minutes}`;

/** The episode that a wake-up looks at again; undefined for other timers. */
export function episodeOfLook(timer: string): number | undefined {
  const [, episode] = /^look\/(\d+)\/\d+$/.exec(timer) ?? [];
  return episode === undefined ? undefined : Number(episode);
}

/** What is known of an episode that is to be looked at now, for the first time or again; undefined where it is not. */
export function toLookAt({ status, findings }: Investigation, episode: number): Findings | undefined {
  const known = findings[episode];
  const isDone = known?.conclusion !== undefined && !known.lookingAgain;
  return status === "open" && known?.requested && !isDone ? known : undefined;
}

/** What changed between two verdicts: the cause on top, or the verdict itself; undefined when neither did. */
export function turnOf(before: Findings["conclusion"], after: Reached): Turnabout | undefined {
  if (!before || (before.verdict === after.verdict && before.ranking[0] === after.ranking[0])) return undefined;
  return {
    at: after.at,
    was: { verdict: before.verdict, top: before.ranking[0] },
    now: { verdict: after.verdict, top: after.ranking[0] },
  };
}
