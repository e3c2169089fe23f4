import type { Event } from "../events/events.ts";

/** What an entry is about, by which a reader selects. */
export const ABOUT = ["alarm", "evidence", "cause", "people"] as const;
export type About = (typeof ABOUT)[number];

/** What an entry of the timeline is about. */
export function aboutOf({ type }: Event): About {
  switch (type) {
    case "opened":
    case "alarmFired":
    case "alarmRecovered":
    case "alarmNoData":
    case "stormGrew":
    case "joinedStorm":
    case "heldOn":
    case "released":
    case "healthAnnounced":
    case "noticeUpdated":
    case "recoverySeen":
    case "valueRead":
      return "alarm";
    case "evidenceRecorded":
    case "investigationRequested":
    case "secondLookBegun":
    case "recoveryLookBegun":
    case "workFailed":
    case "progressed":
    case "unreadable":
      return "evidence";
    case "hypothesisProposed":
    case "hypothesisStrengthened":
    case "hypothesisWeakened":
    case "verdictReached":
      return "cause";
    case "hypothesisAccepted":
    case "hypothesisDiscarded":
    case "hypothesisRestored":
    case "noteAdded":
    case "runbookAttached":
    case "runbookStepTicked":
    case "runbookStepUnticked":
    case "askedOutside":
    case "queryAsked":
    case "queryAnswered":
    case "queryProgressed":
    case "acknowledged":
    case "unacknowledged":
    case "assigned":
    case "unassigned":
    case "severitySet":
    case "snoozed":
    case "unsnoozed":
    case "repeated":
    case "ackReminded":
    case "escalationPlanned":
    case "escalationRenewed":
    case "paged":
    case "scopeChosen":
    case "threadLinked":
    case "closed":
    case "reopened":
    case "deleted":
      return "people";
    default:
      return type satisfies never;
  }
}
