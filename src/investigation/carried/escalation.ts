import type { EscalationStep } from "../../events/events.ts";
import type { Escalation, Investigation } from "../state.ts";
import { isAudible, stillFires } from "./firing.ts";

/** Whether the plan goes on: it fires, nobody acknowledged or snoozed it, and a step is left. */
export function nextStep(state: Investigation): EscalationStep | undefined {
  const { escalation, acknowledged } = state;
  if (!escalation || acknowledged || !stillFires(state) || !isAudible(state)) return undefined;
  return escalation.steps[escalation.done];
}

/** Whether a plan may begin, or begin again. */
export function mayPlan(state: Investigation): boolean {
  return stillFires(state) && isAudible(state) && state.acknowledged === undefined;
}

/** The timer that makes the plan. */
export const PLAN = "escalate";

/** The timer of a step, from 1: `escalate/<time of the plan>/<step>`. */
export const stepTimer = ({ plannedAt }: Escalation, step: number): string => `${PLAN}/${plannedAt}/${step}`;

/** The plan and step of a timer; undefined for other timers. */
export function stepOf(timer: string): { readonly plannedAt: string; readonly step: number } | undefined {
  const [, plannedAt, step] = /^escalate\/(.+)\/(\d+)$/.exec(timer) ?? [];
  return plannedAt === undefined ? undefined : { plannedAt, step: Number(step) };
}
