import { alarmHistory } from "../asking/alarm-history.ts";
import { applyForm, planOf } from "../asking/apply-alarms.ts";
import { createAlarm, createForm } from "../asking/create-alarm.ts";
import { usage } from "../grammar/offer.ts";
import { commandOf } from "../grammar/targeted.ts";
import { withoutEnding, wordsOf } from "../grammar/words.ts";
import type { Verb } from "../verb.ts";

const STATES = new Map([
  ["alarm", "ALARM"],
  ["firing", "ALARM"],
  ["ok", "OK"],
  ["nodata", "INSUFFICIENT_DATA"],
  ["insufficient_data", "INSUFFICIENT_DATA"],
] as const);

const form = { usage: "alarms [alarm|ok|nodata] [prefix]", example: "alarms alarm checkout-" };

/** Lists alarms, shows the history of one, or creates or changes one. */
export const alarms: Verb = {
  ...form,
  help: "List alarms, those that fire first",
  more: [
    "When one changed, how often, and who changed it: alarms history checkout-5xx last 7d. In its thread without the name.",
    `To create one, or to change it: ${createForm.example}`,
    "It is shown first, over the last day; operators only. notify <topic arn> says whom it tells.",
    "missing breaching says what no data means: breaching, good, ignore or missing.",
    `Those that a pack recommends: ${applyForm.example}`,
  ],
  readOnly: true,
  shortest: "ala",
  // In a plain reply a prefix must contain a separator or a digit: "alarms ok now" is not a command.
  overheard: { rest: /^(?:(?:alarm|firing|ok|nodata|history)(?: \w*[-_.\d][\w.-]*)?)?$/i },
  parse: (said) => {
    const [, part = "", behind = ""] = /^(history|create|apply)(?=\s|$)(.*)$/is.exec(said.rest.trim()) ?? [];
    if (part.toLowerCase() === "history") return alarmHistory(said, behind);
    if (part.toLowerCase() === "create") return createAlarm(said, behind);
    if (part.toLowerCase() === "apply") return planOf(said, behind);
    const words = wordsOf(withoutEnding(said.rest));
    const first = words[0]?.quoted ? undefined : words[0]?.text.toLowerCase();
    const state = [...STATES].find(([name]) => name === first)?.[1];
    const [prefix, beyond] = state === undefined ? words : words.slice(1);
    if (beyond) return usage(`Not understood: ${beyond.text.slice(0, 60)}.`, form);
    const question = {
      type: "alarms",
      ...(state !== undefined && { state }),
      ...(prefix && { prefix: prefix.text }),
      reach: false,
    } as const;
    const understood = ["alarms", state, prefix && `beginning with ${prefix.text}`].filter(Boolean).join(" ");
    return commandOf(said, { type: "ask", question, understood }, understood);
  },
};

const watchForm = { usage: "watch <alarm prefix>", example: "watch checkout-" };

/** Shows which alarms reach Gumshoe. */
export const watch: Verb = {
  ...watchForm,
  help: "Say which alarms reach Gumshoe",
  readOnly: true,
  shortest: "wat",
  overheard: { rest: /^[\w.-]+-$/ },
  parse: (said) => {
    const [prefix, beyond] = wordsOf(withoutEnding(said.rest));
    if (beyond) return usage(`Not understood: ${beyond.text.slice(0, 60)}.`, watchForm);
    const question = { type: "alarms", reach: true, ...(prefix && { prefix: prefix.text }) } as const;
    const understood = prefix
      ? `which alarms beginning with ${prefix.text} reach Gumshoe`
      : "which alarms reach Gumshoe";
    return commandOf(said, { type: "ask", question, understood }, understood);
  },
};
