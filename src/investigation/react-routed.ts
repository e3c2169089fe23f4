import type { Event } from "../events/events.ts";
import type { Work } from "../events/work.ts";
import { type Investigation, isFiring, presentEpisode } from "./state.ts";

/** The timer of what is held back. */
export const RELEASE = "release";
/** A held alarm that fires anew is looked at again after so long. */
const AGAIN_MS = 60_000;

/** The work that follows an event because of its route: it is shown later, or sent to receivers besides the channels. */
export function reactRouted(event: Event, state: Investigation): readonly Work[] {
  const { held } = state;
  if (held) return release(event, held.until);
  switch (event.type) {
    case "opened":
      // An alarm fires in an event of its own.
      return event.subject.type === "alarm" ? [] : notify(state, "trigger");
    case "released":
      return isFiring(state) || state.subject?.type !== "alarm" ? notify(state, "trigger") : [];
    case "alarmFired":
      return state.episodes.at(-1)?.firedAt === event.alarmAt ? notify(state, "trigger") : [];
    case "alarmRecovered":
      return state.episodes.length > 0 && !isFiring(state) ? notify(state, "resolve") : [];
    case "closed":
      return state.subject?.type === "storm" || isFiring(state) ? notify(state, "resolve") : [];
    default:
      return [];
  }
}

function release(event: Event, until: string): readonly Work[] {
  const wake = (at: string): readonly Work[] => [{ type: "wake", timer: RELEASE, at }];
  switch (event.type) {
    case "opened":
    case "heldOn":
      return wake(until);
    case "alarmFired":
      return wake(new Date(Date.parse(event.at) + AGAIN_MS).toISOString());
    case "stormGrew":
      // Until then the wake of its opening is to come.
      return event.at < until ? [] : wake(new Date(Date.parse(event.at) + AGAIN_MS).toISOString());
    default:
      return [];
  }
}

/** One piece of work a target, so that a failure of one repeats no other. */
function notify(state: Investigation, what: "trigger" | "resolve"): readonly Work[] {
  const episode = presentEpisode(state);
  return Array.from({ length: state.routed?.targets ?? 0 }, (_, target) => ({ type: "notify", what, episode, target }));
}
