import type { Event } from "../events/events.ts";
import type { Work } from "../events/work.ts";
import { mayPlan, PLAN, stepTimer } from "./carried/escalation.ts";
import { REMIND, REPEAT, reminderDue, repeatDue } from "./carried/repeat.ts";
import { SNOOZE } from "./decide/decide-carried.ts";
import type { Policy } from "./decide/policy.ts";
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
    case "runbookStepTicked":
    case "runbookStepUnticked":
      return [{ type: "chat" }, wakeAfter(event.at, policy)];
    case "acknowledged":
      return [{ type: "chat" }, { type: "summarise" }, wakeAfter(event.at, policy), ...soundsOf(state, policy)];
    case "unacknowledged":
    case "unsnoozed":
      return [
        { type: "chat" },
        { type: "summarise" },
        wakeAfter(event.at, policy),
        ...soundsOf(state, policy),
        ...planOf(event.at, state, policy),
      ];
    case "snoozed":
      return [{ type: "chat" }, { type: "summarise" }, wakeAfter(event.at, policy), ...snoozeEnd(event)];
    case "repeated":
    case "ackReminded":
      return [{ type: "chat" }, ...soundsOf(state, policy)];
    case "paged":
      return [{ type: "chat" }, wakeAfter(event.at, policy), ...soundsOf(state, policy), ...stepsOf(state)];
    case "escalationPlanned":
      return [{ type: "chat" }, ...stepsOf(state)];
    case "escalationRenewed":
      return [{ type: "chat" }];
    case "opened":
    case "askedOutside":
    case "assigned":
    case "unassigned":
    case "severitySet":
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
        ? [{ type: "chat" }, { type: "summarise" }, ...soundsOf(state, policy), ...planOf(event.at, state, policy)]
        : [{ type: "chat" }];
    case "closed":
      return [{ type: "chat" }, { type: "summarise" }];
    case "stormGrew":
      if (event.repeats) return [];
      // Once, when its first members are told.
      return event.members.length === 0 || event.members.length < state.members.length
        ? [{ type: "chat" }]
        : [{ type: "chat" }, ...soundsOf(state, policy), ...(state.escalation ? [] : planOf(event.at, state, policy))];
    case "runbookAttached":
    case "valueRead":
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

/** The timers of the next repeat and of the next reminder: whatever delays one sets it anew. */
function soundsOf(state: Investigation, policy: Policy): readonly Work[] {
  const [repeat, remind] = [repeatDue(state, policy), reminderDue(state, policy)];
  return [
    ...(repeat === undefined ? [] : [{ type: "wake", timer: REPEAT, at: repeat } as const]),
    ...(remind === undefined ? [] : [{ type: "wake", timer: REMIND, at: remind } as const]),
  ];
}

/** The work that plans who is paged, if alarms escalate by themselves. */
function planOf(at: string, state: Investigation, { escalates }: Policy): readonly Work[] {
  return escalates && mayPlan(state) ? [{ type: "wake", timer: PLAN, at }] : [];
}

/** The timer of the plan's next step. */
function stepsOf({ escalation }: Investigation): readonly Work[] {
  const step = escalation?.steps[escalation.done];
  if (!escalation || !step) return [];
  return [{ type: "wake", timer: stepTimer(escalation, escalation.done + 1), at: step.at }];
}

function snoozeEnd({ until }: Extract<Event, { type: "snoozed" }>): readonly Work[] {
  return until === undefined ? [] : [{ type: "wake", timer: `${SNOOZE}${until}`, at: until }];
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
