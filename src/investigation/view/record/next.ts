import { leading } from "../../ranking/ranking.ts";
import { type Investigation, investigationName, isFiring } from "../../state.ts";
import { decideActions } from "../hypothesis.ts";
import { nextStep } from "../summary.ts";
import { spansOf } from "../words.ts";
import type { RecordAnswer } from "./answer.ts";

/** What to do next: what takes the pain away with its command, then what makes sure. */
export function next(state: Investigation): RecordAnswer {
  const name = investigationName(state);
  const [first] = leading(state);
  const relief = first?.weight.relief;
  const unattended = state.status === "open" && isFiring(state) && !state.acknowledged && !state.assigned;
  const ack = unattended ? [{ label: "Ack", command: `${name} ack` }] : [];
  const decide = first ? decideActions(state, first, true) : [];
  const known = [...spansOf(nextStep(state)), ...(unattended ? [" Nobody has said that they are on it."] : [])];
  if (!relief || /^https?:/.test(relief.command)) return { text: known, actions: [...decide, ...ack] };
  const back = relief.undo ?? relief.noUndo;
  const undo = back === undefined ? "" : `\n# undo: ${back}`;
  return {
    text: [...known, " Gumshoe changes nothing in AWS; to copy:"],
    quote: `${relief.command}${undo}`,
    actions: [...decide, ...ack],
  };
}
