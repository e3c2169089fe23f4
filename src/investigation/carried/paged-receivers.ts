import type { Event } from "../../events/events.ts";
import type { Work } from "../../events/work.ts";
import type { Investigation, Paging } from "../state.ts";
import { stillFires } from "./firing.ts";

/** Ends the pages that an event makes needless: somebody acknowledged, nothing fires any more, or it is closed. */
export function withPagesEnded(state: Investigation, event: Event): Investigation {
  if (!endsPages(state, event) || state.pages.every(({ over }) => over !== undefined)) return state;
  return { ...state, pages: state.pages.map((page) => ({ ...page, over: page.over ?? event.at })) };
}

function endsPages(state: Investigation, { type }: Event): boolean {
  if (type === "acknowledged" || type === "closed") return true;
  return (type === "alarmRecovered" || type === "stormGrew") && !stillFires(state);
}

/** Whether a page of a receiver stands: a call that was delayed until it was over is not to be made. */
export function isPaged({ pages }: Investigation, receiver: string): boolean {
  return pages.some((page) => page.over === undefined && receiversOf(page).some(({ name }) => name === receiver));
}

/** The work that pages the receivers of a page, and tells them once that it is over. */
export function reactPaged(event: Event, state: Investigation): readonly Work[] {
  if (event.type === "paged") return state.pages.slice(-1).flatMap((page) => toWork(page, "trigger"));
  if (!endsPages(state, event)) return [];
  return state.pages.filter(({ over }) => over === event.at).flatMap((page) => toWork(page, "resolve"));
}

/** One piece of work a topic or pager, so that a failure of one repeats no other. */
function toWork(page: Paging, what: "trigger" | "resolve"): readonly Work[] {
  const { episode } = page;
  return receiversOf(page).flatMap(({ name: receiver, targets }) =>
    Array.from({ length: targets }, (_, target): Work => ({ type: "pageReceiver", what, episode, receiver, target })),
  );
}

function receiversOf({ targets }: Paging) {
  return targets.flatMap((target) => (target.type === "receiver" ? [target] : []));
}
