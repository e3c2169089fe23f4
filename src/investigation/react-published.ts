import type { Event } from "../events/events.ts";
import type { Published, Work } from "../events/work.ts";
import type { Policy } from "./decide/policy.ts";
import { turnOf } from "./looks/second-look.ts";
import { isSimulated } from "./simulated.ts";
import type { Investigation } from "./state.ts";

/** The work that publishes what a commit tells other systems, from the state before it and after it: each kind once. */
export function reactPublished(
  before: Investigation,
  events: readonly Event[],
  after: Investigation,
  { publishes }: Policy,
): readonly Work[] {
  if (!publishes || !isPublic(after)) return [];
  return [...opening(before, after), ...events.flatMap((event) => publishedOf(event, before))].map((what) => ({
    type: "publish",
    what,
  }));
}

/** What no channel shows yet is published when one does. */
function isPublic(state: Investigation): boolean {
  return (state.status === "open" || state.status === "closed") && !state.held && !isSimulated(state);
}

/** A notice and a question outside a thread become investigations later. */
function opening(before: Investigation, after: Investigation): readonly Published[] {
  if (after.status !== "open") return [];
  if (!isPublic(before)) return ["opened"];
  return before.status === "closed" ? ["reopened"] : [];
}

function publishedOf(event: Event, before: Investigation): readonly Published[] {
  switch (event.type) {
    case "verdictReached": {
      // A later look that finds the same is no news.
      const { conclusion, before: earlier } = before.findings[event.episode] ?? {};
      const known = conclusion ?? earlier;
      return known === undefined || turnOf(known, event) ? ["verdict"] : [];
    }
    case "hypothesisAccepted":
    case "hypothesisDiscarded":
    case "hypothesisRestored":
      return ["decision"];
    case "closed":
      return ["closed"];
    default:
      return [];
  }
}
