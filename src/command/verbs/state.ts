import { withoutMiddle } from "../../card/number.ts";
import type { QuotedMessage } from "../../conversation/inbound.ts";
import { eachOf, isAll, onInvestigation, openNamed } from "../grammar/investigation-object.ts";
import { offer, refusal, usage } from "../grammar/offer.ts";
import { withoutClosing } from "../grammar/sentence/politeness.ts";
import { commandOf, onlyNow } from "../grammar/targeted.ts";
import type { Understood } from "../grammar/understood.ts";
import { isLater } from "../time/later.ts";
import type { Said, Verb } from "../verb.ts";

/** Acknowledges an alarm. */
export const ack: Verb = {
  usage: "ack",
  help: "Say that you are on it",
  example: "ack",
  readOnly: false,
  shortest: "ack",
  aliases: ["acknowledge"],
  overheard: { rest: /^$/ },
  parse: (said) => onInvestigation(said, "ack", (on) => commandOf(on, { type: "acknowledge" }, "ack")),
};

/** Revokes an acknowledgement. */
export const unack: Verb = {
  usage: "unack",
  help: "Take ack back",
  example: "unack",
  readOnly: false,
  shortest: "una",
  aliases: ["unacknowledge"],
  overheard: { rest: /^$/ },
  parse: (said) => onInvestigation(said, "unack", (on) => commandOf(on, { type: "unacknowledge" }, "unack")),
};

/** Opens a closed investigation again. */
export const reopen: Verb = {
  usage: "reopen",
  help: "Open a closed investigation again",
  example: "G-1042 reopen",
  readOnly: false,
  shortest: "reo",
  aliases: ["unclose"],
  overheard: { rest: /^$/ },
  parse: (said) => onInvestigation(said, "reopen", (on) => commandOf(on, { type: "reopen" }, "reopen")),
};

/** "it", "this one": what is closed, before the resolution. In "it was a false alarm" it is part of the resolution. */
const IT =
  /^(?:it|this|that)(?: one| alarm| alert| incident| investigation)?(?=[\s,.:;-]|$)(?! (?:was|is|were|had|has|came|went|turned|did)\b)[\s,.:;-]*/i;

/** "close G-1009 rolled back": the number at the beginning names the investigation. */
const OTHER = /^G ?-?(\d{1,9})(?=$|[\s.,:;!-])[\s.,:;!-]*(.*)$/is;
/** "note on G-1009: it is the cache" */
const ON_OTHER = /^\s*(?:(?:on|for|in|to) )?G ?-?(\d{1,9})\s*:\s*(\S.*)$/is;

/** The title of another investigation can be meant, or be what resolved this one: people say which. */
function whichToClose(other: number, own: number, typed: string): Understood {
  return offer("WHICH ONE", `G-${other} is called ${withoutMiddle(typed, 60)}. Which one ends?`, [
    { label: `G-${other}`, command: `G-${other} close` },
    { label: `G-${own}`, command: `G-${own} close ${typed}` },
  ]);
}

/** Ends an investigation. */
export const close: Verb = {
  usage: "close [h2] [resolution]",
  help: "End it, with what resolved it",
  example: "close rolled back to checkout:141",
  more: [
    "Where several hypotheses were accepted, name the cause.",
    "As a plain reply it needs its number: G-1042 close",
  ],
  readOnly: false,
  shortest: "close",
  freeText: true,
  aliases: ["resolve"],
  overheard: { rest: /^$|^: ?\S/s, numbered: true },
  parse: (said) => {
    const typed = withoutClosing(textOf(said.rest)).replace(IT, "");
    if (isLater(typed)) return onlyNow(said, "close");
    const [, number, behind = ""] = OTHER.exec(typed) ?? [];
    if (number !== undefined && said.investigation === undefined)
      return close.parse({ ...said, rest: behind, investigation: Number(number) });
    const isOther = /^(?:the|that) (?:\S+ )?(?:one|thread|alarm|alert|incident|investigation)$/i.test(typed);
    if (said.investigation === undefined && (isAll(typed) || isOther)) return eachOf(said, "close");
    const other = said.investigation === undefined ? openNamed(typed, said.surroundings.open) : undefined;
    const own = said.surroundings.thread?.number;
    if (other !== undefined && own !== undefined && other !== own) return whichToClose(other, own, typed);
    const named =
      (said.investigation ?? said.surroundings.thread) ? undefined : openNamed(typed, said.surroundings.open);
    if (named !== undefined) return close.parse({ ...said, rest: "", investigation: named });
    const [, cause, text = ""] = /^(h\d{1,4})\b[\s:,]*(.*)$/is.exec(typed) ?? [undefined, undefined, typed];
    const command = {
      type: "close",
      ...(text !== "" && { resolution: text }),
      ...(cause !== undefined && { cause: cause.toLowerCase() }),
    } as const;
    const words = cause === undefined ? "close" : `close, the cause was ${cause.toLowerCase()}`;
    return commandOf(said, command, text === "" ? words : `${words}: ${text}`);
  },
};

const noteForm = { usage: "note <text>", example: "note rolled back at 03:12" };

/** Adds a note. */
export const note: Verb = {
  ...noteForm,
  help: "Keep a line in the record",
  more: ["As a plain reply: note: rolled back at 03:12"],
  readOnly: false,
  shortest: "note",
  freeText: true,
  overheard: { rest: /^: ?\S/s },
  parse: (said) => {
    const [, number, behind] = ON_OTHER.exec(said.rest) ?? [];
    if (number !== undefined && behind !== undefined && said.investigation === undefined)
      return note.parse({ ...said, rest: behind, investigation: Number(number) });
    const text = textOf(said.rest);
    if (text === "" && said.about) return keep(said, said.about);
    if (text === "") return usage("A note needs its text.", noteForm);
    return commandOf(said, { type: "note", text }, `note: ${text}`);
  },
};

/** Adds a chat message to the timeline, at the time of the message. */
function keep(said: Said, { text, at, author, link }: QuotedMessage): Understood {
  if (text.trim() === "") return refusal("That message has no text to keep.");
  const command = { type: "note", text, said: { at, author, link } } as const;
  return commandOf(said, command, `to the timeline, said by ${author}: ${withoutMiddle(text, 60)}`);
}

function textOf(rest: string): string {
  return rest.replace(/^\s*[:,;-]\s*(?=\S)|^\s*:\s*/, "").trim();
}
