import type { Event } from "../events/events.ts";
import type { Work } from "../events/work.ts";
import type { Policy } from "./decide/decide.ts";
import { LIST_TIMER, listAgainAt } from "./looks/listing.ts";
import { recoveryLooks } from "./looks/recovery.ts";
import { LOOKS, lookTimer, stillOpen } from "./looks/second-look.ts";
import type { Investigation } from "./state.ts";

/** The work that follows an event. Pure: the lanes do the work. */
export function react(event: Event, state: Investigation, policy: Policy): readonly Work[] {
  switch (event.type) {
    case "investigationRequested":
      return [{ type: "chat" }, { type: "investigate", episode: event.episode }, { type: "summarise" }];
    case "queryAsked":
      return [{ type: "chat" }, { type: "ask", query: event.id }, wakeAfter(event.at, policy)];
    case "alarmRecovered":
      return [{ type: "chat" }, wakeAfter(event.at, policy), ...recoveryLooks(state)];
    case "alarmNoData":
    case "noteAdded":
      return [{ type: "chat" }, wakeAfter(event.at, policy)];
    case "opened":
    case "askedOutside":
    case "acknowledged":
    case "unacknowledged":
    case "reopened":
    case "hypothesisAccepted":
    case "hypothesisDiscarded":
    case "hypothesisRestored":
      return [{ type: "chat" }, { type: "summarise" }, wakeAfter(event.at, policy)];
    case "secondLookBegun":
      return [
        { type: "investigate", episode: event.episode },
        ...(event.because === undefined ? [] : [{ type: "chat" } as const]),
      ];
    case "recoveryLookBegun":
      return [{ type: "investigate", episode: event.episode }];
    case "verdictReached":
      return [{ type: "chat" }, { type: "summarise" }, ...secondLooks(event, state), ...listAgain(event, state)];
    case "alarmFired":
      // A verdict is an episode's: the lists lose it when another begins. What repeats the firing changes nothing there.
      return state.episodes.at(-1)?.firedAt === event.alarmAt
        ? [{ type: "chat" }, { type: "summarise" }]
        : [{ type: "chat" }];
    case "closed":
      return [{ type: "chat" }, { type: "summarise" }];
    case "stormGrew":
      return event.repeats ? [] : [{ type: "chat" }];
    case "healthAnnounced":
    case "noticeUpdated":
    case "threadLinked":
    case "progressed":
    case "recoverySeen":
    case "hypothesisProposed":
    case "hypothesisStrengthened":
    case "hypothesisWeakened":
    case "queryProgressed":
    case "queryAnswered":
    case "scopeChosen":
    case "workFailed":
      return [{ type: "chat" }];
    case "joinedStorm":
    case "released":
      return [{ type: "chat" }, { type: "summarise" }, wakeAfter(event.at, policy)];
    case "heldOn":
    case "evidenceRecorded":
    case "deleted":
    case "unreadable":
      return [];
    default:
      return event satisfies never;
  }
}

/** The timers for later looks at a provisional verdict; the first verdict sets them. */
function secondLooks(event: Extract<Event, { type: "verdictReached" }>, state: Investigation): readonly Work[] {
  if (event.again === true || stillOpen(state, event).length === 0) return [];
  return LOOKS.map((minutes) => ({
    type: "wake",
    timer: lookTimer(event.episode, minutes),
    at: new Date(Date.parse(event.at) + minutes * 60_000).toISOString(),
  }));
}

/** The timer for a newer table of a storm's members, where this one lacks some. */
function listAgain({ list }: Extract<Event, { type: "verdictReached" }>, { members }: Investigation): readonly Work[] {
  if (!list || list.rows >= members.length) return [];
  return [{ type: "wake", timer: LIST_TIMER, at: new Date(listAgainAt(list)).toISOString() }];
}

/** The timer for the automatic close; `decide` then checks whether there was any activity. */
function wakeAfter(at: string, policy: Policy): Work {
  return { type: "wake", timer: "close", at: new Date(Date.parse(at) + policy.autoCloseMs).toISOString() };
}
