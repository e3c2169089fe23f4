import type { Meta } from "../../store/store.ts";
import { mayPlan, nextStep } from "../carried/escalation.ts";
import { snoozeOf, stillFires } from "../carried/firing.ts";
import { reminderDue, repeatDue } from "../carried/repeat.ts";
import { worseSince } from "../carried/worse.ts";
import type { Command } from "../command.ts";
import { evolve } from "../evolve.ts";
import { type Investigation, investigationName, isFiring, presentEpisode } from "../state.ts";
import { accept, type Decision, refuse, unchanged } from "./decision.ts";
import type { Policy } from "./policy.ts";

type Of<Type extends Command["type"]> = Extract<Command, { type: Type }>;

const stampOf = (meta: Meta) => ({ at: meta.at, by: meta.actor });

/** Gives an open investigation to a person. */
export function decideAssign(state: Investigation, { to }: Of<"assign">, meta: Meta): Decision {
  const person = to ?? meta.actor;
  if (state.assigned?.to.id === person.id) {
    const { by, at } = state.assigned;
    return refuse([`${investigationName(state)} was assigned to ${person.name} by ${by.name} at `, { time: at }, "."]);
  }
  return accept({ type: "assigned", ...stampOf(meta), to: person });
}

/** Takes an assignment back. */
export function decideUnassign(state: Investigation, meta: Meta): Decision {
  if (!state.assigned) return refuse(`${investigationName(state)} is assigned to nobody. To take it: assign me`);
  return accept({ type: "unassigned", ...stampOf(meta) });
}

/** States or takes back how bad it is. */
export function decideSeverity(state: Investigation, { severity }: Of<"setSeverity">, meta: Meta): Decision {
  if (severity === state.severity) {
    const is = severity === undefined ? "has no severity. To set one: sev 2" : `is ${severity} already.`;
    return refuse(`${investigationName(state)} ${is}`);
  }
  return accept({ type: "severitySet", ...stampOf(meta), ...(severity !== undefined && { severity }) });
}

/** Ends the sounds for a time. Snoozing again replaces the end. */
export function decideSnooze(state: Investigation, { minutes }: Of<"snooze">, meta: Meta): Decision {
  if (minutes === undefined) {
    if (!stillFires(state)) return refuse(`${investigationName(state)} is not in ALARM. For a time: snooze 1h`);
    return accept({ type: "snoozed", ...stampOf(meta) });
  }
  const until = new Date(Date.parse(meta.at) + minutes * 60_000).toISOString();
  return accept({ type: "snoozed", ...stampOf(meta), until });
}

/** Ends a snooze before its time. */
export function decideUnsnooze(state: Investigation, meta: Meta): Decision {
  if (!snoozeOf(state)) return refuse(`${investigationName(state)} is not snoozed. To snooze it: snooze 1h`);
  return accept({ type: "unsnoozed", ...stampOf(meta), because: "person" });
}

/** Pages by hand, also where somebody acknowledged: they may need help. A step of the plan that it is counts as done. */
export function decideEscalate(state: Investigation, { targets, step }: Of<"escalate">, meta: Meta): Decision {
  const planned = step !== undefined && nextStep(state) !== undefined && state.escalation?.done === step - 1;
  return accept({ type: "paged", ...stampOf(meta), targets: [...targets], ...(planned && { step }) });
}

/** Keeps who will be paged, and when. */
export function decidePlan(state: Investigation, { steps }: Of<"planEscalation">, meta: Meta): Decision {
  if (steps.length === 0 || !mayPlan(state)) return unchanged;
  return accept({ type: "escalationPlanned", ...stampOf(meta), steps: [...steps] });
}

/** Keeps whom the steps of the plan page now, if that changed. */
export function decideRenewal(state: Investigation, { steps }: Of<"renewEscalation">, meta: Meta): Decision {
  const known = state.escalation?.steps ?? [];
  if (!nextStep(state) || JSON.stringify(known) === JSON.stringify(steps)) return unchanged;
  return accept({ type: "escalationRenewed", ...stampOf(meta), steps: [...steps] });
}

/** Pages by the plan, each step once. */
export function decidePage(state: Investigation, { plannedAt, step, targets }: Of<"page">, meta: Meta): Decision {
  const next = nextStep(state);
  const isNext = state.escalation?.plannedAt === plannedAt && state.escalation.done === step - 1;
  if (!next || !isNext || Date.parse(meta.at) < Date.parse(next.at)) return unchanged;
  return accept({ type: "paged", ...stampOf(meta), targets: [...targets], step });
}

/** Keeps the alarm's latest value, while it fires and if it is newer. */
export function decideValue(state: Investigation, { episode, now }: Of<"readValue">, meta: Meta): Decision {
  const { conclusion, now: known } = state.findings[episode] ?? {};
  const before = Math.max(known?.at ?? 0, conclusion?.now?.at ?? 0);
  if (state.status !== "open" || !isFiring(state) || episode !== presentEpisode(state)) return unchanged;
  return now.at <= before ? unchanged : accept({ type: "valueRead", ...stampOf(meta), episode, now });
}

/** The prefix of the timer of a snooze's end. */
export const SNOOZE = "snooze/";

/** What a timer of these means now: nothing, if something else happened in the meantime. */
export function decideDue(state: Investigation, timer: "repeat" | "remind", meta: Meta, policy: Policy): Decision {
  const due = timer === "repeat" ? repeatDue(state, policy) : reminderDue(state, policy);
  if (due === undefined || Date.parse(meta.at) < Date.parse(due)) return unchanged;
  return timer === "repeat"
    ? accept({ type: "repeated", ...stampOf(meta), episode: presentEpisode(state) })
    : accept({ type: "ackReminded", ...stampOf(meta) });
}

/** Ends a snooze whose time is over. */
export function decideSnoozeOver(state: Investigation, meta: Meta): Decision {
  const until = snoozeOf(state)?.until;
  if (until === undefined || Date.parse(meta.at) < Date.parse(until)) return unchanged;
  return accept({ type: "unsnoozed", ...stampOf(meta), because: "over" });
}

/** Ends a snooze in the same commit as what ends it: the recovery that it waits for, or something worse. */
export function withSnoozeEnd(decision: Decision, state: Investigation, meta: Meta): Decision {
  if (!decision.ok || decision.events.length === 0 || !snoozeOf(state)) return decision;
  const next = decision.events.reduce(evolve, state);
  const snooze = snoozeOf(next);
  if (!snooze) return decision;
  const stamp = { type: "unsnoozed", ...stampOf(meta) } as const;
  if (snooze.until === undefined && !stillFires(next)) return accept(...decision.events, { ...stamp, because: "ok" });
  const words = worseSince(next);
  return words === undefined ? decision : accept(...decision.events, { ...stamp, because: "worse", words });
}
