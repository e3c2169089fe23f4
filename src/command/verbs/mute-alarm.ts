import { onInvestigation } from "../grammar/investigation-object.ts";
import { offer } from "../grammar/offer.ts";
import { commandOf } from "../grammar/targeted.ts";
import type { Understood } from "../grammar/understood.ts";
import { withoutEnding } from "../grammar/words.ts";
import type { Said, Verb } from "../verb.ts";

/** Has CloudWatch run no actions of a snoozed alarm, once confirmed. */
export const muteAlarm: Verb = {
  usage: "mute-alarm <confirm>",
  help: "Mute a snoozed alarm in CloudWatch, too",
  example: "mute-alarm confirm",
  more: [
    "Operators only: whoever its topics tell hears nothing, and nothing scales. It ends with the snooze; unmute-alarm ends it.",
  ],
  readOnly: false,
  shortest: false,
  parse: (said) => {
    const confirmed = /\s*\bconfirm$/i.test(withoutEnding(said.rest));
    const rest = said.rest.replace(/\s*\bconfirm\s*$/i, "");
    return onInvestigation({ ...said, rest }, "mute-alarm", (on) => (confirmed ? ask(on, true) : confirmation(on)));
  },
};

/** Has CloudWatch run the alarm's actions again. */
export const unmuteAlarm: Verb = {
  usage: "unmute-alarm",
  help: "Take mute-alarm back",
  example: "unmute-alarm",
  readOnly: false,
  shortest: false,
  parse: (said) => onInvestigation(said, "unmute-alarm", (on) => ask(on, false)),
};

function confirmation({ investigation, surroundings }: Said): Understood {
  const number = investigation ?? surroundings.thread?.number;
  const before = number === undefined ? "" : `G-${number} `;
  return offer(
    "MUTE",
    "CloudWatch runs no actions of this alarm until its snooze ends: no topic, pager or scaling policy hears of it. Type: mute-alarm confirm",
    [{ label: "Mute", command: `${before}mute-alarm confirm` }],
  );
}

function ask(said: Said, on: boolean): Understood {
  const understood = on ? "mute in CloudWatch" : "unmute in CloudWatch";
  return commandOf(said, { type: "ask", question: { type: "mute", on }, understood }, understood);
}
