import { withoutMiddle } from "../../card/number.ts";
import { promqlMistake } from "../../promql/mistake.ts";
import { refusal, usage } from "../grammar/offer.ts";
import { commandOf } from "../grammar/targeted.ts";
import type { Understood } from "../grammar/understood.ts";
import { lastSeconds } from "../time/time.ts";
import { timeBehind } from "../time/time-behind.ts";
import type { Said, Verb } from "../verb.ts";

const form = {
  usage: "promql <expression> [time | now]",
  example: "promql sum by (job) (rate(http_requests_total[5m])) last 1h",
};

/** The default window, seconds. */
const BACK = 3_600;
const LABEL = /^labels\s+([a-zA-Z_]\w{0,199})$/;

/** Charts an expression of PromQL, or shows its values now. */
export const promql: Verb = {
  ...form,
  help: "Ask Prometheus, last 1 h",
  more: ["With now behind it: the values of this moment, as a table.", "The values of a label: promql labels job"],
  readOnly: true,
  shortest: false,
  freeText: true,
  parse: (said) => {
    const typed = said.rest.replace(/^\s*:?\s*/, "").trim();
    if (typed === "") return usage("Which expression?", form);
    // What is PromQL as a whole ends in no time: up offset 5m.
    if (promqlMistake(typed) === undefined) return asked(said, typed, undefined);
    const now = /^(.+?)\s+now$/is.exec(typed)?.[1];
    if (now !== undefined && promqlMistake(now) === undefined) return atOnce(said, now);
    const timed = timeBehind(typed, said);
    if (typeof timed === "string") return refusal(timed);
    const label = LABEL.exec(timed.rest)?.[1];
    if (label !== undefined) return valuesOf(said, label, timed.time);
    const mistake = promqlMistake(timed.rest);
    return mistake === undefined ? asked(said, timed.rest, timed.time) : refusal(`Not asked: ${mistake}`);
  },
};

function asked(said: Said, expression: string, time: Said["time"]): Understood {
  const { window, words } = time ?? lastSeconds(BACK, said.zone, said.surroundings.now);
  const understood = `promql ${shortened(expression)}, ${words}`;
  return commandOf(said, { type: "ask", question: { type: "promql", expression, window }, understood }, understood);
}

function atOnce(said: Said, expression: string): Understood {
  const understood = `promql ${shortened(expression)}, now`;
  return commandOf(said, { type: "ask", question: { type: "promqlNow", expression }, understood }, understood);
}

function valuesOf(said: Said, label: string, time: Said["time"]): Understood {
  const { window, words } = time ?? lastSeconds(BACK, said.zone, said.surroundings.now);
  const understood = `values of the label ${label}, ${words}`;
  return commandOf(said, { type: "ask", question: { type: "promqlLabel", label, window }, understood }, understood);
}

function shortened(expression: string): string {
  return withoutMiddle(expression.replaceAll(/\s+/g, " "), 80);
}
