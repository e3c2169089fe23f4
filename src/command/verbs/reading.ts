import { onInvestigation } from "../grammar/investigation-object.ts";
import { readOf } from "../grammar/targeted.ts";
import { withoutEnding } from "../grammar/words.ts";
import type { Verb } from "../verb.ts";

/** Lists the commands. */
export const help: Verb = {
  usage: "help [verb]",
  help: "List what can be typed",
  example: "help metrics",
  readOnly: true,
  shortest: "hel",
  aliases: ["?"],
  // "Help me fix this" asks for more than what can be typed.
  followedBy: /^(?!\s+(?:me|us)\s+(?!with|about|on|using|please)\w)/i,
  parse: ({ rest }) => {
    const asked = withoutEnding(rest).replace(/^(?:(?:me|us|with|on|about|for|using|please)(?:\s+|$))+/i, "");
    const verb = asked.split(/\s/)[0]?.toLowerCase() ?? "";
    if (verb === "") return { type: "read", read: { type: "help" }, understood: "help" };
    return { type: "read", read: { type: "help", verb }, understood: `help ${verb}` };
  },
};

/** Shows the state of an investigation, or all open ones. */
export const status: Verb = {
  usage: "status [gumshoe]",
  help: "Show where it stands, or all open",
  example: "G-1042 status",
  more: ["status gumshoe: how Gumshoe itself is, with what keeps it from working."],
  readOnly: true,
  shortest: "sta",
  overheard: { rest: /^$/ },
  parse: (said) =>
    /^(?:of )?@?gumshoe$/i.test(withoutEnding(said.rest))
      ? { type: "read", read: { type: "gumshoe" }, understood: "status gumshoe" }
      : onInvestigation(said, "status", (on) => readOf(on, { type: "status" }, "status")),
};

/** Lists the hypotheses. */
export const hyp: Verb = {
  usage: "hyp",
  help: "List the hypotheses",
  example: "hyp",
  readOnly: true,
  shortest: "hyp",
  aliases: ["hyps", "hypothesis", "hypotheses"],
  overheard: { rest: /^$/ },
  parse: (said) => onInvestigation(said, "hyp", (on) => readOf(on, { type: "hypotheses" }, "hypotheses")),
};
