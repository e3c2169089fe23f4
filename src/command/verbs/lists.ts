import { refusal, usage } from "../grammar/offer.ts";
import { readOf } from "../grammar/targeted.ts";
import type { ListName } from "../grammar/understood.ts";
import { withoutEnding } from "../grammar/words.ts";
import type { Verb } from "../verb.ts";

/** How far `missed` looks back, seconds. */
const LONGEST = 7 * 86_400;

/** Lists every open investigation. */
export const open = list("open", "List every open investigation", ["status without a thread lists them, too."]);
/** Lists what the reader has. */
export const mine = list("mine", "List what you acked or are assigned");
/** Lists what happened while the reader was away. */
export const missed: Verb = {
  usage: "missed [since <time>] [page 2]",
  help: "List what began in the last 24 h",
  example: "missed since 22:00",
  more: ["Open and closed ones, the newest first; at most of the last 7 days."],
  readOnly: true,
  shortest: false,
  takesTime: true,
  parse: (said) => {
    const page = pageOf(said.rest);
    if (page === undefined) return usage(`missed has no ${said.rest.slice(0, 40)}.`, missed);
    const since = said.time?.window.start;
    if (since !== undefined && since < said.surroundings.now.getTime() / 1000 - LONGEST) {
      return refusal("missed looks back 7 days at most. For longer, the page lists everything.");
    }
    const read = { type: "list", list: "missed", page, ...(since !== undefined && { since }) } as const;
    return { type: "read", read, understood: "missed" };
  },
};
/** Lists what whoever takes over needs. */
export const handoff = list("handoff", "List what the next on call takes over", [
  "Who has what, what is snoozed and until when, accepted causes, and who is on call next.",
]);

function list(name: ListName, help: string, more?: readonly string[]): Verb {
  const form = { usage: `${name} [page 2]`, example: name };
  return {
    ...form,
    help,
    ...(more && { more }),
    readOnly: true,
    shortest: false,
    parse: (said) => {
      const page = pageOf(said.rest);
      if (page === undefined) return usage(`${name} has no ${said.rest.slice(0, 40)}.`, form);
      return { type: "read", read: { type: "list", list: name, page }, understood: name };
    },
  };
}

/** "page 2", or "2"; without it the first page. */
function pageOf(rest: string): number | undefined {
  const [, page = "1"] = /^(?:page )?(\d{1,3})?$/i.exec(
    withoutEnding(rest).replace(/^(?:notes?|list|summary|please|pls)$/i, ""),
  ) ?? [undefined, ""];
  return Number(page) >= 1 ? Number(page) : undefined;
}

/** Shows who is on call. */
export const oncall: Verb = {
  usage: "oncall",
  help: "Show who is on call, and who is next",
  example: "oncall",
  readOnly: true,
  shortest: false,
  aliases: ["on-call"],
  parse: () => ({ type: "read", read: { type: "onCall" }, understood: "oncall" }),
};

/** Shows who has an investigation. */
export const who: Verb = {
  usage: "who",
  help: "Show who has it, and who is paged next",
  example: "G-1042 who",
  more: ["Outside a thread it says who is on call."],
  readOnly: true,
  shortest: false,
  // "Who is ben?" asks something else.
  followedBy: /^(?!\s+(?:is|was|are)\s+(?!on[ -]?call))/i,
  overheard: { rest: /^$/ },
  parse: (said) => {
    const rest = withoutEnding(said.rest);
    if (/^(?:is )?on[ -]?call(?: now)?$/i.test(rest)) return oncall.parse(said);
    // "who deployed?" asks something else.
    if (!/^(?:has (?:it|this))?$/i.test(rest)) return usage(`who has no ${rest.slice(0, 40)}.`, who);
    return readOf(said, { type: "who" }, "who");
  },
};
