import { SEVERITIES } from "../../events/severity.ts";
import { onInvestigation, openNamed } from "../grammar/investigation-object.ts";
import { offer, refusal, usage } from "../grammar/offer.ts";
import { withoutClosing } from "../grammar/sentence/politeness.ts";
import { carryOf, commandOf } from "../grammar/targeted.ts";
import type { Understood } from "../grammar/understood.ts";
import { withoutEnding } from "../grammar/words.ts";
import { minutesUntil, snoozeWords } from "../time/snooze-time.ts";
import { withTypedTimes } from "../time/spoken-time.ts";
import type { Said, Verb } from "../verb.ts";

const assignForm = { usage: "assign <person|me>", example: "assign me" };

/** Gives an investigation to a person. */
export const assign: Verb = {
  ...assignForm,
  help: "Say who works on it",
  more: ["A person is named as in the on-call file, or me. unassign takes it back."],
  readOnly: false,
  shortest: false,
  overheard: { rest: /^(?:me|@\S+)$/i },
  parse: (given) => {
    const said = numberOut(given);
    const who = personIn(said.rest.replace(/^(?:(?:it|this|that) )?(?:over )?to /i, ""));
    if (who === "") return usage("To whom?", assignForm);
    if (/^(?:me|myself)$/i.test(who)) return commandOf(said, { type: "assign" }, "assign me");
    return carryOf(said, { type: "assign", who }, `assign ${who}`);
  },
};

/** Takes an assignment back. */
export const unassign: Verb = {
  usage: "unassign",
  help: "Take assign back",
  example: "unassign",
  readOnly: false,
  shortest: false,
  overheard: { rest: /^$/ },
  parse: (said) =>
    onInvestigation({ ...said, rest: said.rest.replace(/^me\b/i, "") }, "unassign", (on) =>
      commandOf(on, { type: "unassign" }, "unassign"),
    ),
};

const snoozeForm = { usage: "snooze <30m|1h|4h|24h|until OK>", example: "snooze 1h" };
/** What the buttons offer. */
const SNOOZES = ["30m", "1h", "4h", "24h", "until OK"] as const;
const LONGEST_MINUTES = 7 * 1_440;

/** Ends the sounds for a time. */
export const snooze: Verb = {
  ...snoozeForm,
  help: "No sounds for a time",
  more: [
    "Also: snooze until 09:00. The record goes on.",
    "It ends early, with one message, if another series or member fires, the severity rises, or the value is twice as far beyond its limit.",
    "unsnooze ends it.",
  ],
  readOnly: false,
  shortest: false,
  overheard: { rest: /^(?:\d{1,4} ?(?:m|min|h|hours?|d)|until ok)$/i },
  parse: (said) => {
    const typed = snoozeTime(withTypedTimes(said.rest, said.surroundings.now));
    const [, object, time] =
      /^(.+?) (?:for )?((?:until|'?till?) .+|\d{1,4} ?[a-z]+|(?:half )?an hour)$/i.exec(typed) ?? [];
    if (object !== undefined && time !== undefined && !/^(?:until|till|\d|(?:half )?an hour)/i.test(typed)) {
      return onInvestigation({ ...said, rest: object }, `snooze ${time}`, (on) => snooze.parse({ ...on, rest: time }));
    }
    const number = said.investigation ?? said.surroundings.thread?.number;
    if (typed === "") {
      const before = number === undefined ? "" : `G-${number} `;
      const actions = SNOOZES.map((time) => ({ label: time, command: `${before}snooze ${time}` }));
      return offer("SNOOZE", `Which time? Type: ${snoozeForm.usage}`, actions);
    }
    if (/^(?:until |till )?(?:it is |it's )?(?:ok|okay)(?: again)?$/i.test(typed)) {
      return commandOf(said, { type: "snooze" }, "snooze until it is OK");
    }
    const bare = /^\d{1,3}$/.test(typed) ? [`${typed}m`, `${typed}h`] : [];
    if (bare.length > 0) {
      const before = number === undefined ? "" : `G-${number} `;
      const actions = bare.map((time) => ({ label: time, command: `${before}snooze ${time}` }));
      return offer("SNOOZE", `${typed} minutes or hours?`, actions);
    }
    const minutes = minutesUntil(typed, said.zone, said.surroundings.now);
    if (minutes === undefined || minutes < 1) return usage(`Not a time to snooze: ${typed.slice(0, 40)}.`, snoozeForm);
    if (minutes > LONGEST_MINUTES) return refusal("A snooze lasts 7 days at most. For longer, change the alarm.");
    return commandOf(said, { type: "snooze", minutes }, `snooze ${snoozeWords(minutes)}`);
  },
};

/** Ends a snooze. */
export const unsnooze: Verb = {
  usage: "unsnooze",
  help: "Take snooze back",
  example: "unsnooze",
  readOnly: false,
  shortest: false,
  overheard: { rest: /^$/ },
  parse: (said) => onInvestigation(said, "unsnooze", (on) => commandOf(on, { type: "unsnooze" }, "unsnooze")),
};

const SPOKEN = ["one", "two", "three", "four"];
const severityForm = { usage: "sev <1|2|3|4|none>", example: "sev 2" };

/** States how bad it is. */
export const sev: Verb = {
  ...severityForm,
  help: "Say how bad it is, SEV1 the worst",
  readOnly: false,
  shortest: false,
  aliases: ["severity"],
  overheard: { rest: /^[1-4]$/ },
  parse: (said) => {
    const typed = withoutEnding(said.rest)
      .replace(/^(?:sev ?|to )/i, "")
      .replace(/^(?:one|two|three|four)$/i, (word) => `${SPOKEN.indexOf(word.toLowerCase()) + 1}`);
    if (/^(?:none|0|off)$/i.test(typed)) return commandOf(said, { type: "setSeverity" }, "sev none");
    const severity = /^[1-4]$/.test(typed) ? SEVERITIES[Number(typed) - 1] : undefined;
    if (!severity) return usage(typed === "" ? "Which severity?" : `No severity: ${typed.slice(0, 40)}.`, severityForm);
    return commandOf(said, { type: "setSeverity", severity }, severity);
  },
};

/** Pages at once. */
export const escalate: Verb = {
  usage: "escalate [person, group or schedule]",
  help: "Page whoever is next, or whom you name",
  example: "escalate",
  more: [
    "Without a name: the next step of the on-call file, or whoever is on call, or everybody in the channel.",
    "ack stops the steps that would follow.",
  ],
  readOnly: false,
  shortest: false,
  aliases: ["page"],
  parse: (given) => {
    const said = numberOut(given);
    const whom = personIn(said.rest.replace(/^(?:(?:it|this|that) )?to /i, ""));
    if (/^(?:again|now|asap)$/i.test(whom)) return escalate.parse({ ...said, rest: "" });
    if (IS_TOLD.test(whom)) return nextOrNamed(said);
    const [onCall, schedule] = ON_CALL.exec(whom) ?? [];
    if (onCall !== undefined) return escalate.parse({ ...said, rest: schedule ?? "" });
    const open = said.investigation === undefined ? openNamed(whom, said.surroundings.open) : undefined;
    if (open !== undefined) return escalate.parse({ ...said, rest: "", investigation: open });
    const words = whom === "" ? "escalate" : `escalate to ${whom}`;
    return carryOf(said, { type: "escalate", ...(whom !== "" && { whom }) }, words);
  },
};

/** "page whoever is on call for payments" */
const ON_CALL =
  /^(?:(?:whoever|anyone|someone|somebody|anybody)|(?:the )?(?:person|one|engineer))?(?: who)?(?: is|'s)? ?(?:next|on[ -]?call)(?: now| engineer| person)*(?: for (?:the )?(.+))?$/i;
/** "escalate, I can't handle this alone" names nobody. */
const IS_TOLD = /^(?:i|we|they|because|as|since|nobody|no one|(?:it|this|that)(?:'s| is| was| has))\b(?= )/i;

function nextOrNamed({ investigation, surroundings }: Said): Understood {
  const number = investigation ?? surroundings.thread?.number;
  const command = number === undefined ? "escalate" : `G-${number} escalate`;
  return offer("OFFER", "Escalate pages whoever is next. To page a person: escalate ben", [
    { label: "Escalate", command },
  ]);
}

/** A name without politeness and article: "the backend please". */
function personIn(rest: string): string {
  return withoutEnding(withoutClosing(rest)).replace(/^the /i, "");
}

/** The time of a snooze as the grammar of times has it. */
function snoozeTime(rest: string): string {
  return withoutEnding(withoutClosing(rest))
    .replace(/\b(\d{1,2})[h:](\d{2})m?$/i, (all, hours: string, minutes: string) =>
      /until|till/i.test(rest) ? all : `${60 * Number(hours) + Number(minutes)}m`,
    )
    .replace(/^(?:(?:it|this) )?(?:for )?/i, "")
    .replace(/^'?til\b/i, "until")
    .replace(/\bhalf an hour$/i, "30m")
    .replace(/\ban? (?=(?:hour|day)$)/i, "1 ");
}

/** "assign G-1009 to ben", "escalate G-1009": the number names the investigation, wherever it stands. */
function numberOut(said: Said): Said {
  const [found, number] =
    /\bG ?-?(\d{1,9})\b|^(?=\d{3,9} to )(\d+)/i.exec(said.rest)?.filter((part) => part !== undefined) ?? [];
  if (found === undefined || said.investigation !== undefined) return said;
  return { ...said, rest: said.rest.replace(found, " ").replace(/\s+/g, " ").trim(), investigation: Number(number) };
}
