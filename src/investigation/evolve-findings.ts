import type { Event } from "../events/events.ts";
import { turnOf } from "./looks/second-look.ts";
import type { Findings, Investigation } from "./state.ts";

type Of<T extends Event["type"]> = Extract<Event, { type: T }>;

/** How far it is, and what is there so far where that is told. */
export function progressed(known: Findings, event: Of<"progressed">): Findings {
  const { done, planned, looking, ranking, horizons = {} } = event;
  return { ...known, progress: { done, planned, looking }, ...(ranking && { early: { ranking, horizons } }) };
}

/** Investigated anew: what was concluded before is kept in view until there is another verdict. */
export function requestedAgain({ conclusion, before = conclusion, deepened }: Partial<Findings> = {}): Findings {
  return { requested: true, ...(before && { before }), ...(deepened && { deepened }) };
}

/** What a look came to that somebody asked for by accepting is no news to be said aloud. */
export function concluded(known: Findings, event: Of<"verdictReached">): Findings {
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

/** Looked at again, while the verdict stands. */
export function lookedAgain(known: Findings, { because }: Of<"secondLookBegun">): Findings {
  if (because === undefined) return { ...known, lookingAgain: true };
  return { ...known, lookingAgain: true, because, deepened: [...(known.deepened ?? []), because] };
}

/** Accepted once more, it is looked into once more. */
export function withoutDeeper(findings: Investigation["findings"], id: string): Investigation["findings"] {
  return Object.fromEntries(
    Object.entries(findings).map(([episode, { deepened, ...known }]) => {
      const rest = deepened?.filter((each) => each !== id) ?? [];
      return [episode, { ...known, ...(rest.length > 0 && { deepened: rest }) }];
    }),
  );
}
