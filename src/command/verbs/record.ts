import { onInvestigation } from "../grammar/investigation-object.ts";
import { usage } from "../grammar/offer.ts";
import { commandOf, readOf } from "../grammar/targeted.ts";
import { withoutEnding } from "../grammar/words.ts";
import { lastSeconds } from "../time/time.ts";
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

/** Writes the report, as a file. */
export const report: Verb = {
  usage: "report [pdf|md|json]",
  help: "Write the report, as a file",
  example: "G-1042 report pdf",
  more: [
    "From the record alone, at any time. Notes stand apart, by whom they are.",
    "An action item is a note: note action for Ben: alarm on the queue's age",
  ],
  readOnly: true,
  shortest: false,
  aliases: ["postmortem", "post-mortem"],
  overheard: { rest: /^(?:pdf|md|markdown|json)$/i },
  parse: (said) => {
    const rest = withoutEnding(said.rest);
    const [, object = rest, word = "pdf"] =
      /^(.*?)(?:^|\s)(?:as |in )?(?:an? )?(pdf|md|markdown|json)$/i.exec(rest) ?? [];
    const format = /^j/i.test(word) ? "json" : /^m/i.test(word) ? "md" : "pdf";
    const words = `report as ${format}`;
    return onInvestigation({ ...said, rest: object }, "report", (on) =>
      commandOf(on, { type: "ask", question: { type: "report", format }, understood: words }, words),
    );
  },
};

/** Shows earlier investigations that look like this one. */
export const similar: Verb = {
  usage: "similar",
  help: "Show earlier ones that look like this",
  example: "G-1042 similar",
  more: [
    "The same alarm, component, kind of cause or log pattern, and what people decided then.",
    "A note that begins with knowledge: is offered with it the next time.",
  ],
  readOnly: true,
  shortest: false,
  overheard: { rest: /^$/ },
  parse: (said) =>
    onInvestigation(said, "similar", (on) =>
      commandOf(on, { type: "ask", question: { type: "similar" }, understood: "similar" }, "similar"),
    ),
};

/** Opens a ticket in the tracker. */
export const ticket: Verb = {
  usage: "ticket",
  help: "Open a ticket in the tracker",
  example: "G-1042 ticket",
  more: [
    "With where it stands and the evidence of its causes. Its address stands in the thread; one that is open is told instead.",
  ],
  readOnly: false,
  shortest: false,
  parse: (said) =>
    onInvestigation(said, "ticket", (on) =>
      commandOf(on, { type: "ask", question: { type: "ticket" }, understood: "ticket" }, "ticket"),
    ),
};

const MONTH = 30 * 86_400;

/** Shows the figures of a time. */
export const stats: Verb = {
  usage: "stats [by alarm|team|service] [time]",
  help: "Count alarms and responses, last 30d",
  example: "stats last 30d by team",
  more: [
    "Alarms, firings, how many closed without a cause, times to acknowledge and to recover,",
    "and how often people accepted what was LIKELY or CONFIRMED. Of alarms that this channel may see.",
  ],
  readOnly: true,
  shortest: false,
  takesTime: true,
  aliases: ["statistics"],
  parse: (said) => {
    const [, by = "alarm"] = /^(?:by |per |for each )?(?:(alarm|team|service)s?)?$/i.exec(withoutEnding(said.rest)) ?? [
      "",
      "",
    ];
    const group = ["alarm", "team", "service"] as const;
    const wanted = group.find((name) => name === by.toLowerCase());
    if (wanted === undefined) return usage(`stats has no ${said.rest.slice(0, 40)}.`, stats, said);
    const { window, words } = said.time ?? lastSeconds(MONTH, said.zone, said.surroundings.now);
    const understood = `stats by ${wanted}, ${words}`;
    return commandOf(said, { type: "ask", question: { type: "stats", window, by: wanted }, understood }, understood);
  },
};
