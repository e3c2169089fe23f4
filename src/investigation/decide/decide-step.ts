import { counted } from "../../card/number.ts";
import type { Meta } from "../../store/store.ts";
import type { Command } from "../command.ts";
import { type Investigation, investigationName } from "../state.ts";
import { accept, type Decision, refuse } from "./decision.ts";

/** Ticks a step of the runbook, or takes that back. */
export function decideStep(
  state: Investigation,
  { type, step }: Extract<Command, { type: "tick" | "untick" }>,
  meta: Meta,
): Decision {
  const { checklist } = state;
  if (!checklist) return refuse(`${investigationName(state)} has no runbook that fits.`);
  const { runbook, ticks } = checklist;
  if (step < 1 || step > runbook.steps.length) {
    return refuse(`${runbook.name} has ${counted(runbook.steps.length, "step")}, so there is no step ${step}.`);
  }
  const done = ticks.get(step);
  const stamp = { at: meta.at, by: meta.actor, step };
  if (type === "untick") {
    if (!done) return refuse(`Step ${step} is not done. To tick it: tick ${step}`);
    return accept({ type: "runbookStepUnticked", ...stamp });
  }
  if (done)
    return refuse([`Step ${step} was done by ${done.by.name} at `, { time: done.at }, `. To undo: untick ${step}`]);
  return accept({ type: "runbookStepTicked", ...stamp });
}
