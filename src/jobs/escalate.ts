import { mayPlan, nextStep, PLAN, stepOf } from "../investigation/carried/escalation.ts";
import type { Meta } from "../store/store.ts";
import type { WorkContext } from "./context.ts";

/** Whether a timer is one of an escalation. */
export function isEscalation(timer: string): boolean {
  return timer === PLAN || stepOf(timer) !== undefined;
}

/**
 * Makes the plan, or does its next step, with whoever is on call at that moment. Only one replica holds the lane, and the decision takes
 * each step once, so nobody is paged twice.
 */
export async function escalate(
  { load, handle, onCall, now }: WorkContext,
  stream: string,
  timer: string,
  meta: Meta,
): Promise<void> {
  const { state } = await load(stream);
  const due = stepOf(timer);
  if (!due) {
    if (mayPlan(state)) await handle(stream, { type: "planEscalation", steps: await onCall.plan(now()) }, meta);
    return;
  }
  const { plannedAt, step } = due;
  const next = nextStep(state);
  if (!next || state.escalation?.plannedAt !== plannedAt) return;
  const targets = await onCall.renewed(next.targets, now());
  await handle(stream, { type: "page", plannedAt, step, targets }, meta);
}
