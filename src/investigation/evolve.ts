import type { Event } from "../events/events.ts";
import { withPagesEnded } from "./carried/paged-receivers.ts";
import { paged, reminded, repeated, snoozed, ticked, unsnoozed } from "./evolve-carried.ts";
import { concluded, lookedAgain, progressed, requestedAgain, withoutDeeper } from "./evolve-findings.ts";
import { turned } from "./evolve-turns.ts";
import { foldFindings } from "./fold-findings.ts";
import {
  type Decided,
  type EpisodeFindings,
  type Hypothesis,
  type Investigation,
  initialState,
  type Query,
  type Weight,
} from "./state.ts";

/** Updates of a notice that are kept; a thread of more is a log. */
const MOST_UPDATES = 50;

/** Applies one event to an investigation. Pure and total: replaying the same events gives the same state. */
export function evolve(state: Investigation, event: Event): Investigation {
  return withPagesEnded(applied(state, event), event);
}

function applied(state: Investigation, event: Event): Investigation {
  switch (event.type) {
    case "opened":
      return {
        ...state,
        status: event.subject.type === "notice" ? "asked" : "open",
        number: event.number,
        title: event.title,
        subject: event.subject,
        place: event.place,
        also: event.also,
        automatic: event.automatic,
        opened: { by: event.by, at: event.at },
        groupKey: event.groupKey,
        previous: event.previous,
        storm: event.storm,
        since: event.since,
        scope: event.scope,
        recurrence: event.recurrence,
        routed: event.routed,
        held: event.held,
        severity: event.routed?.severity,
        activeAt: event.at,
        heardAt: event.at,
      };
    case "heldOn":
      return { ...state, held: event.held };
    case "joinedStorm": {
      const { place = "", also = [] } = state.held ?? {};
      return { ...state, held: undefined, storm: event.storm, place, also };
    }
    case "released":
      return { ...state, held: undefined, place: event.place, also: event.also, activeAt: event.at };
    case "askedOutside":
      return {
        ...state,
        status: "asked",
        number: event.number,
        title: event.title,
        subject: { type: "question", text: event.title },
        place: event.place,
        scope: event.scope,
        opened: { by: event.by, at: event.at },
        activeAt: event.at,
      };
    case "scopeChosen":
      return { ...state, scope: event.scope, activeAt: event.at };
    case "investigationRequested":
      return foldFindings({
        ...state,
        status: "open",
        activeAt: event.at,
        findings: { ...state.findings, [event.episode]: requestedAgain(state.findings[event.episode]) },
      });
    case "threadLinked":
      return { ...state, links: [...state.links, { place: event.place, thread: event.thread }] };
    case "alarmFired":
      return turned(state, event, "ALARM");
    case "alarmRecovered":
      return turned(state, event, "OK");
    case "alarmNoData":
      return turned(state, event, "INSUFFICIENT_DATA");
    case "stormGrew":
      return {
        ...state,
        members: mergeMembers(state, event),
        announced: [...state.announced, ...(event.announced ?? [])],
        activeAt: event.at,
      };
    case "noticeUpdated":
      return {
        ...state,
        updates: [...state.updates, { notice: event.notice, at: event.at }].slice(-MOST_UPDATES),
        activeAt: event.at,
      };
    case "healthAnnounced":
      return { ...state, announced: [...state.announced, event.announced] };
    case "progressed":
      return withFindings(state, event.episode, (known) => progressed(known, event));
    case "evidenceRecorded": {
      const { id, episode, at, evidence } = event;
      const numbered = { ...state.numbered, evidence: state.numbered.evidence + 1 };
      return { ...state, numbered, evidence: [...state.evidence, { id, episode, at, evidence }] };
    }
    case "hypothesisProposed": {
      const { id, episode, cause } = event;
      const proposed: Hypothesis = { id, episode, cause, weight: weightOf(event), decided: { type: "proposed" } };
      const numbered = { ...state.numbered, hypotheses: state.numbered.hypotheses + 1 };
      return { ...state, numbered, hypotheses: [...state.hypotheses, proposed] };
    }
    case "hypothesisStrengthened":
    case "hypothesisWeakened":
      return withHypothesis(state, event.id, (known) => ({ ...known, weight: weightOf(event) }));
    case "hypothesisAccepted":
      return decided(state, event, { type: "accepted", by: event.by, at: event.at });
    case "hypothesisDiscarded":
      return decided(state, event, { type: "discarded", by: event.by, at: event.at, reason: event.reason });
    case "hypothesisRestored":
      return decided({ ...state, findings: withoutDeeper(state.findings, event.id) }, event, { type: "proposed" });
    case "verdictReached":
      return withFindings(state, event.episode, (known) => concluded(known, event));
    case "secondLookBegun":
      return withFindings(state, event.episode, (known) => lookedAgain(known, event));
    case "recoveryLookBegun":
      return withFindings(state, event.episode, (known) => ({ ...known, lookingAtRecovery: true }));
    case "recoverySeen":
      return withFindings(state, event.episode, ({ lookingAtRecovery: _, ...known }) => ({
        ...known,
        recovery: event,
      }));
    case "noteAdded": {
      const { id, text, said, by, at } = event;
      return { ...state, notes: [...state.notes, { id, text, said, by, at }], activeAt: at };
    }
    case "queryAsked": {
      const { type: _, ...query } = event;
      return { ...state, queries: [...state.queries, query], activeAt: event.at };
    }
    case "queryProgressed":
      return withQuery(state, event.id, (query) => ({ ...query, progress: event.words }));
    case "queryAnswered":
      return withQuery(state, event.id, (query) => ({ ...query, answer: event.answer }));
    case "runbookAttached":
      return { ...state, checklist: { runbook: event.runbook, ticks: new Map() } };
    case "runbookStepTicked":
    case "runbookStepUnticked":
      return ticked(state, event);
    case "acknowledged":
      return { ...state, acknowledged: { by: event.by, at: event.at }, activeAt: event.at };
    case "unacknowledged":
      return { ...state, acknowledged: undefined, activeAt: event.at, heardAt: event.at };
    case "assigned": {
      const { to, by, at } = event;
      return { ...state, assigned: { to, by, at }, activeAt: at };
    }
    case "unassigned":
      return { ...state, assigned: undefined, activeAt: event.at };
    case "severitySet":
      return { ...state, severity: event.severity, activeAt: event.at };
    case "snoozed":
      return snoozed(state, event);
    case "unsnoozed":
      return unsnoozed(state, event);
    case "repeated":
      return repeated(state, event);
    case "ackReminded":
      return reminded(state, event);
    case "valueRead":
      return withFindings(state, event.episode, (known) => ({ ...known, now: event.now }));
    case "escalationPlanned":
      return { ...state, escalation: { plannedAt: event.at, steps: event.steps, done: 0 } };
    case "escalationRenewed":
      return { ...state, ...(state.escalation && { escalation: { ...state.escalation, steps: event.steps } }) };
    case "paged":
      return paged(state, event);
    case "closed": {
      const { by, at, resolution, quiet, cause } = event;
      return { ...state, status: "closed", closed: { by, at, resolution, quiet, cause }, activeAt: at };
    }
    case "reopened":
      return { ...state, status: "open", closed: undefined, activeAt: event.at };
    case "deleted":
      return { ...initialState, status: "deleted", number: event.number, keptDays: event.days };
    case "unreadable":
      return { ...state, readOnly: true };
    case "workFailed": {
      const { what, reason, at } = event;
      return { ...state, failures: [...state.failures, { what, reason, at }] };
    }
    default:
      return event satisfies never;
  }
}

function mergeMembers(state: Investigation, event: Extract<Event, { type: "stormGrew" }>): Investigation["members"] {
  const members = new Map(state.members.map((member) => [member.groupKey, member]));
  for (const member of event.members) {
    const known = members.get(member.groupKey);
    const alarm = member.alarm ?? known?.alarm;
    if (known && Date.parse(known.alarmAt) > Date.parse(member.alarmAt)) continue;
    const { investigation } = known ?? {};
    members.set(member.groupKey, {
      ...member,
      ...(alarm && { alarm }),
      ...(investigation !== undefined && { investigation }),
    });
  }
  for (const { groupKey, number } of event.opened ?? []) {
    const known = members.get(groupKey);
    if (known) members.set(groupKey, { ...known, investigation: number });
  }
  return [...members.values()];
}

function withFindings(
  state: Investigation,
  episode: number,
  change: (known: EpisodeFindings) => EpisodeFindings,
): Investigation {
  const known = state.findings[episode] ?? { requested: false };
  return { ...state, findings: { ...state.findings, [episode]: change(known) } };
}

function withQuery(state: Investigation, id: string, change: (known: Query) => Query): Investigation {
  return { ...state, queries: state.queries.map((known) => (known.id === id ? change(known) : known)) };
}

function withHypothesis(state: Investigation, id: string, change: (known: Hypothesis) => Hypothesis): Investigation {
  return { ...state, hypotheses: state.hypotheses.map((known) => (known.id === id ? change(known) : known)) };
}

function decided(
  state: Investigation,
  event: { readonly id: string; readonly at: string },
  to: Decided,
): Investigation {
  return { ...withHypothesis(state, event.id, (known) => ({ ...known, decided: to })), activeAt: event.at };
}

function weightOf(event: Weight): Weight {
  const { standing, alone, explains, statement, supports, contradicts, unchecked, settles, relief } = event;
  const { refutedBy, score } = event;
  return { standing, alone, explains, statement, supports, contradicts, unchecked, settles, relief, refutedBy, score };
}
