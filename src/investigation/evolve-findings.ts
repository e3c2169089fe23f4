import type { Event } from "../events/events.ts";
import { turnOf } from "./looks/second-look.ts";
import type { EpisodeFindings, Investigation } from "./state.ts";

type Of<T extends Event["type"]> = Extract<Event, { type: T }>;

/** Findings with the progress of a round, and its partial ranking if there is one. */
export function progressed(known: EpisodeFindings, event: Of<"progressed">): EpisodeFindings {
  const { done, planned, looking, ranking, horizons = {} } = event;
  return { ...known, progress: { done, planned, looking }, ...(ranking && { early: { ranking, horizons } }) };
}

/** Findings of a repeated investigation: the earlier verdict is shown until there is a new one. */
export function requestedAgain({
  conclusion,
  before = conclusion,
  deepened,
}: Partial<EpisodeFindings> = {}): EpisodeFindings {
  return { requested: true, ...(before && { before }), ...(deepened && { deepened }) };
}

/** Findings with a verdict. The result of a look that follows an acceptance is not a turnabout, so it makes no sound. */
export function concluded(known: EpisodeFindings, event: Of<"verdictReached">): EpisodeFindings {
  const { requested, conclusion, turnabouts = [], because, deepened, recovery } = known;
  const turned = event.again && because === undefined ? turnOf(conclusion, event) : undefined;
  const all = turned ? [...turnabouts, turned] : turnabouts;
  return {
    requested,
    conclusion: event,
    turnabouts: all,
    ...(deepened && { deepened }),
    ...(recovery && { recovery }),
  };
}

/** Findings during a later look; the verdict stays. */
export function lookedAgain(known: EpisodeFindings, { because }: Of<"secondLookBegun">): EpisodeFindings {
  if (because === undefined) return { ...known, lookingAgain: true };
  return { ...known, lookingAgain: true, because, deepened: [...(known.deepened ?? []), because] };
}

/** Findings without the mark of a deeper look, so that accepting a hypothesis again starts another one. */
export function withoutDeeper(findings: Investigation["findings"], id: string): Investigation["findings"] {
  return Object.fromEntries(
    Object.entries(findings).map(([episode, { deepened, ...known }]) => {
      const rest = deepened?.filter((each) => each !== id) ?? [];
      return [episode, { ...known, ...(rest.length > 0 && { deepened: rest }) }];
    }),
  );
}
