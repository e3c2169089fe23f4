import { onInvestigation } from "../grammar/investigation-object.ts";
import { usage } from "../grammar/offer.ts";
import { commandOf, readOf } from "../grammar/targeted.ts";
import type { Understood } from "../grammar/understood.ts";
import { withoutEnding } from "../grammar/words.ts";
import type { Said, Verb } from "../verb.ts";

/** Shows the steps of the runbook that fits. */
export const runbook: Verb = {
  usage: "runbook",
  help: "Show the runbook that fits",
  example: "G-1042 runbook",
  more: ["Its steps, who did which of them and when, and the questions that it asks."],
  readOnly: true,
  shortest: false,
  aliases: ["playbook", "runbooks"],
  overheard: { rest: /^$/ },
  parse: (said) => onInvestigation(said, "runbook", (on) => readOf(on, { type: "runbook" }, "runbook")),
};

const tickForm = { usage: "tick <step>", example: "tick 2" };

/** Says that a step of the runbook is done. */
export const tick: Verb = {
  ...tickForm,
  help: "Say that a step of the runbook is done",
  readOnly: false,
  shortest: false,
  overheard: { rest: /^\d{1,2}$/ },
  parse: (said) => onStep(said, "tick"),
};

/** Takes a tick back. */
export const untick: Verb = {
  usage: "untick <step>",
  help: "Take tick back",
  example: "untick 2",
  readOnly: false,
  shortest: false,
  overheard: { rest: /^\d{1,2}$/ },
  parse: (said) => onStep(said, "untick"),
};

function onStep(said: Said, type: "tick" | "untick"): Understood {
  const [, number] = /^(?:step |#|no\.? ?)?(\d{1,2})$/i.exec(withoutEnding(said.rest)) ?? [];
  if (number === undefined) return usage("Which step, by its number?", type === "tick" ? tickForm : untick);
  return commandOf(said, { type, step: Number(number) }, `${type} ${Number(number)}`);
}
