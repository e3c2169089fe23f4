import type { Alarm, Event } from "../../events/events.ts";
import type { Meta } from "../../store/store.ts";
import type { Command, Transition } from "../command.ts";
import { continues, episodesOf, insertTurn, isFolded, sameTurn } from "../episodes.ts";
import { evolve } from "../evolve.ts";
import { type Investigation, initialState, isFiring, presentEpisode } from "../state.ts";
import { accept, type Decision, refuse, unchanged } from "./decision.ts";

/** Opens an investigation with its alarm. Opening twice changes nothing. */
export function decideOpen(state: Investigation, command: Extract<Command, { type: "open" }>, meta: Meta): Decision {
  if (state.status !== "none") {
    return decideAlarm(state, { type: "alarmChanged", transitions: command.transitions }, meta);
  }
  const {
    number,
    title,
    subject,
    place,
    also = [],
    automatic,
    groupKey,
    previous,
    storm,
    since,
    scope,
    recurrence,
    routed,
    held,
    runbook,
    transitions,
  } = command;
  const opened: Event = {
    type: "opened",
    at: meta.at,
    by: meta.actor,
    number,
    title,
    subject,
    place,
    also: [...also],
    automatic,
    ...(groupKey !== undefined && { groupKey }),
    ...(previous !== undefined && { previous }),
    ...(storm !== undefined && { storm }),
    ...(since !== undefined && { since }),
    ...(scope !== undefined && { scope }),
    ...(recurrence !== undefined && { recurrence }),
    ...(routed !== undefined && { routed }),
    ...(held !== undefined && { held }),
  };
  const attached: readonly Event[] =
    runbook === undefined ? [] : [{ type: "runbookAttached", at: meta.at, by: meta.actor, runbook }];
  const events = [opened, ...turnsOf(initialState, transitions, meta).turns, ...attached];
  const next = events.reduce(evolve, state);
  return accept(...events, ...startsItself(next, meta));
}

/** Records state changes of the alarm, in any order of arrival. Known ones change nothing. */
export function decideAlarm(
  state: Investigation,
  command: Extract<Command, { type: "alarmChanged" }>,
  meta: Meta,
): Decision {
  const { transitions, onlyContinuing = false } = command;
  const { turns, turned } = turnsOf(state, transitions, meta);
  if (turns.length === 0 || state.status === "none") return unchanged;
  if (onlyContinuing && !goesOn(state, transitions)) return refuse("This may belong to another investigation.");
  const fires = isFiring(turned) && !isFiring(state);
  const reopened: readonly Event[] =
    state.status === "closed" && fires ? [{ type: "reopened", at: meta.at, by: meta.actor }] : [];
  const events = [...reopened, ...turns];
  return accept(...events, ...startsItself(events.reduce(evolve, state), meta));
}

/**
 * Splits an alarm's state changes into those of this investigation and those of a new one. A firing long after the last recovery, and
 * everything after it, belongs to the new one. They may arrive together, so they are checked in order.
 */
export function splitByInvestigation(
  state: Investigation,
  transitions: readonly Transition[],
): { readonly here: readonly Transition[]; readonly later: readonly Transition[] } {
  if (state.status === "none") return { here: transitions, later: [] };
  const inOrder = [...transitions].sort((a, b) => Date.parse(a.alarmAt) - Date.parse(b.alarmAt));
  const { folded } = state;
  let { turns, episodes } = state;
  for (const [index, transition] of inOrder.entries()) {
    const { state: to, alarmAt, alarm } = transition;
    if (to === "ALARM" && !continues(turns, episodes, alarmAt)) {
      return { here: inOrder.slice(0, index), later: inOrder.slice(index) };
    }
    turns = insertTurn(turns, { state: to, alarmAt, contributor: contributorOf(transition), reason: alarm.reason });
    episodes = episodesOf(turns, episodes, folded);
  }
  return { here: inOrder, later: [] };
}

/**
 * Whether state changes belong to this investigation, whatever others the alarm has. Once it has recovered, only a firing soon after does: a
 * further recovery may be that of a later investigation.
 */
export function goesOn(state: Investigation, transitions: readonly Transition[]): boolean {
  const { here, later } = splitByInvestigation(state, transitions);
  return later.length === 0 && (isFiring(state) || here[0]?.state === "ALARM");
}

/** Whether all of these state changes are recorded already. */
export function isKnown(state: Investigation, transitions: readonly Transition[]): boolean {
  return transitions.every((transition) => isRecorded(state, transition));
}

/**
 * Whether a state change is recorded. That the newest is no longer silenced, or by another, is news, although the alarm fires since the same
 * time. That it is silenced since is none: a repeat from before the end of its mute would say the same.
 */
function isRecorded({ turns, alarm, folded }: Investigation, transition: Transition): boolean {
  const key = { ...transition, contributor: contributorOf(transition) };
  if (isFolded(folded, transition.alarmAt)) return true;
  const newest = turns.at(-1);
  if (newest && sameTurn(newest, key) && alarm?.silenced) {
    return isSameSilence(alarm.silenced, transition.alarm.silenced);
  }
  return turns.some((turn) => sameTurn(turn, key));
}

function isSameSilence(one: Alarm["silenced"], other: Alarm["silenced"]): boolean {
  return one?.how === other?.how && one?.by === other?.by && one?.until === other?.until;
}

/** The state changes that are not recorded yet, and the investigation with them. */
function turnsOf(
  state: Investigation,
  transitions: readonly Transition[],
  meta: Meta,
): { readonly turns: readonly Event[]; readonly turned: Investigation } {
  const turns: Event[] = [];
  let turned = state;
  for (const transition of transitions) {
    if (isRecorded(turned, transition)) continue;
    const turn = turnOf(transition, meta);
    turns.push(turn);
    turned = evolve(turned, turn);
  }
  return { turns, turned };
}

function turnOf({ state: to, alarmAt, alarm }: Transition, meta: Meta): Event {
  const stamp = { at: meta.at, by: meta.actor, alarmAt, alarm };
  switch (to) {
    case "ALARM":
      return { type: "alarmFired", ...stamp };
    case "OK":
      return { type: "alarmRecovered", ...stamp };
    case "INSUFFICIENT_DATA":
      return { type: "alarmNoData", ...stamp };
    default:
      return to satisfies never;
  }
}

function contributorOf(transition: Transition): string {
  return transition.alarm.contributor?.id ?? "";
}

/** An alarm starts its investigation automatically, once an episode, unless its topic is a manual one or it is muted or suppressed. */
export function startsItself(state: Investigation, meta: Meta): readonly Event[] {
  const episode = presentEpisode(state);
  const waits =
    !state.automatic ||
    state.held !== undefined ||
    state.alarm?.silenced !== undefined ||
    state.findings[episode]?.requested === true;
  const wanted = state.subject?.type === "question" || isFiring(state);
  if (waits || !wanted || state.status !== "open" || state.subject?.type === "storm") return [];
  return [{ type: "investigationRequested", at: meta.at, by: meta.actor, episode }];
}
