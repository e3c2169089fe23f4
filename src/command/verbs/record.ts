import { onInvestigation } from "../grammar/investigation-object.ts";
import { readOf } from "../grammar/targeted.ts";
import { withoutEnding } from "../grammar/words.ts";
import type { Verb } from "../verb.ts";

/** Tells whoever comes late where it stands. */
export const summary: Verb = {
  usage: "summary",
  help: "Catch up in four lines",
  example: "G-1042 summary",
  readOnly: true,
  shortest: false,
  aliases: ["tldr", "recap", "sitrep"],
  overheard: { rest: /^$/ },
  parse: (said) => onInvestigation(said, "summary", (on) => readOf(on, { type: "summary" }, "summary")),
};

/** Shows what happened, in order. */
export const timeline: Verb = {
  usage: "timeline [page 2]",
  help: "Show what happened, in order of time",
  example: "G-1042 timeline",
  more: ["Alarms, changes, findings, decisions and notes; what was taken back stays in it."],
  readOnly: true,
  shortest: false,
  overheard: { rest: /^$/ },
  parse: (said) => {
    const rest = withoutEnding(said.rest);
    const [, object = rest, page = "1"] = /^(.*?)(?:^|\s)page ([1-9]\d{0,2})$/i.exec(rest) ?? [];
    return onInvestigation({ ...said, rest: object }, "timeline", (on) =>
      readOf(on, { type: "timeline", page: Number(page) }, "timeline"),
    );
  },
};
