import { hypothesisIn } from "../grammar/hypothesis-object.ts";
import { usage } from "../grammar/offer.ts";
import { commandOf, onlyNow, readOf } from "../grammar/targeted.ts";
import { isLater } from "../time/later.ts";
import type { Verb } from "../verb.ts";

const acceptForm = { usage: "accept <hypothesis>", example: "accept h2" };

/** Accepts a hypothesis as the cause. */
export const accept: Verb = {
  ...acceptForm,
  help: "Take a hypothesis as the cause",
  more: ["It is kept as decided by you; restore takes it back."],
  readOnly: false,
  shortest: "acc",
  overheard: { rest: /^h\d+$/i },
  parse: (said) => {
    const named = hypothesisIn(said, "accept", acceptForm);
    if (named.type !== "named") return named;
    if (named.after !== "") return usage(`Not understood after ${named.id}: ${cut(named.after)}.`, acceptForm);
    return commandOf(said, { type: "accept", hypothesis: named.id }, `accept ${named.id}`);
  },
};

const discardForm = { usage: "discard <hypothesis> [reason]", example: "discard h2 traffic is flat" };

/** Discards a hypothesis. */
export const discard: Verb = {
  ...discardForm,
  help: "Rule a hypothesis out",
  more: ["The reason is kept and read again when the same alarm fires."],
  readOnly: false,
  shortest: "dis",
  overheard: { rest: /^h\d+(?:: ?\S.*)?$/is },
  parse: (said) => {
    const named = hypothesisIn(said, "discard", discardForm);
    if (named.type !== "named") return named;
    const { id, after } = named;
    if (isLater(after)) return onlyNow(said, `discard ${id}`);
    const reason = after === "" ? {} : { reason: after };
    const words = after === "" ? `discard ${id}` : `discard ${id}: ${cut(after)}`;
    return commandOf(said, { type: "discard", hypothesis: id, ...reason }, words);
  },
};

const restoreForm = { usage: "restore <hypothesis>", example: "restore h2" };

/** Revokes a decision on a hypothesis. */
export const restore: Verb = {
  ...restoreForm,
  help: "Take accept or discard back",
  readOnly: false,
  shortest: "res",
  overheard: { rest: /^h\d+$/i },
  parse: (said) => {
    const named = hypothesisIn(said, "restore", restoreForm);
    if (named.type !== "named") return named;
    if (named.after !== "") return usage(`Not understood after ${named.id}: ${cut(named.after)}.`, restoreForm);
    return commandOf(said, { type: "restore", hypothesis: named.id }, `restore ${named.id}`);
  },
};

const whyForm = { usage: "why <hypothesis>", example: "why h2" };

/** Shows the evidence for and against a hypothesis. */
export const why: Verb = {
  ...whyForm,
  help: "Show what speaks for and against it",
  readOnly: true,
  shortest: "why",
  overheard: { rest: /^h\d+\??$/i },
  parse: (said) => {
    const named = hypothesisIn(said, "why", whyForm);
    if (named.type !== "named") return named;
    return readOf(said, { type: "why", hypothesis: named.id }, `why ${named.id}`);
  },
};

function cut(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
