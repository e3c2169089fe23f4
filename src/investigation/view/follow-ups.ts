import type { Action } from "../../card/card.ts";
import { editing } from "../../card/form.ts";
import { withoutMiddle } from "../../card/number.ts";
import type { Answer, Question } from "../../events/events.ts";
import { questionCommand } from "../asking.ts";
import { type Investigation, investigationName, type Query } from "../state.ts";

/** The longest value of a button on all platforms. https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const LONGEST = 2_000;
/** The longest name of an investigation that a button begins. */
const LONGEST_NAME = 120;
/** A window that ended this many seconds before the question is about the past: an investigation begins at its start. */
const PAST = 300;
/** So is a window of at most this many seconds. In a longer one it is not known when the trouble began. */
const SHORT = 3_600;

/** The buttons under every answer: the same again, the same with other words, and an investigation of what it shows. */
export function followUps(state: Investigation, query: Query): readonly Action[] {
  const { question, answer } = query;
  const name = investigationName(state);
  const command = questionCommand(question);
  const again = `${name} ${command}`;
  const edit = editOf(name, question);
  const about = answer && !answer.failed ? subjectOf(question, answer, query.understood) : undefined;
  return [
    ...(again.length <= LONGEST && !isDone(question, answer) ? [{ label: "Run again", command: again }] : []),
    ...(edit === undefined ? [] : [{ label: "Edit", command: edit }]),
    ...(about === undefined ? [] : [{ label: "Investigate", command: investigateOf(about, query) }]),
  ];
}

/** What was done once and would do nothing, or the same again to somebody else. */
function isDone({ type }: Question, answer: Answer | undefined): boolean {
  return (type === "mute" || type === "ticket") && answer?.failed === false;
}

/** The verbs that have a form of their own. */
const FORMS: Partial<Readonly<Record<Question["type"], string>>> = {
  metrics: "metrics",
  logs: "logs",
  promql: "promql",
  ppl: "ppl",
  alarm: "alarms create",
};

/** The command that opens a form with the question: that of its verb, else one with the whole command. */
function editOf(name: string, question: Question): string | undefined {
  switch (question.type) {
    case "report":
    case "similar":
    case "ticket":
    case "mute":
      return undefined;
    default: {
      const command = questionCommand(question);
      const verb = FORMS[question.type];
      const edited =
        verb === undefined ? `${name} edit ${command}` : editing(`${name} ${verb}`, command.slice(verb.length));
      return edited.length <= LONGEST ? edited : undefined;
    }
  }
}

function investigateOf(about: string, { question, at }: Query): string {
  const what = `investigate "${withoutMiddle(about.replaceAll(/["\s]+/g, " ").trim(), LONGEST_NAME)}"`;
  if (!("window" in question)) return what;
  const { start, end } = question.window;
  const isOver = end < Date.parse(at) / 1000 - PAST;
  return isOver || end - start <= SHORT ? `${what} since ${new Date(start * 1000).toISOString().slice(0, 16)}Z` : what;
}

/** The names in a query, without its signs: as it stands it would be taken for a query that is pasted. */
function namesIn(query: string): string {
  return (query.match(/[A-Za-z_][\w.:-]*/g) ?? []).join(" ");
}

/** What an answer is about, as an investigation of it is named; undefined where it is about no system. */
function subjectOf(question: Question, { rows }: Answer, understood: string): string | undefined {
  const first = rows[0]?.[0];
  switch (question.type) {
    case "metrics":
      return `${question.metric} of ${Object.values(question.dimensions).join(" ")}`.replace(/ of $/, "");
    case "signal":
      return question.component ?? understood;
    case "expression":
    case "listing":
      return first ?? understood;
    case "logs":
      return `logs of ${question.groups.map((group) => group.split(/[/:]/).at(-1) || group).join(", ")}`;
    case "changes":
      return question.resource ?? understood;
    case "traces":
    case "topology":
      return question.component ?? understood;
    case "cluster":
      return question.cluster ?? understood;
    case "alarms":
      return first ?? understood;
    case "alarmHistory":
    case "alarm":
      return question.name ?? understood;
    case "pack":
    case "recommend":
      return question.resource ?? first ?? question.pack;
    case "top":
      return question.database;
    case "promql":
    case "promqlNow":
      return namesIn(question.expression);
    case "ppl":
      return namesIn(question.text);
    case "athena":
    case "free":
    case "tool":
      return understood;
    case "promqlLabel":
    case "topics":
    case "subscribe":
    case "publish":
    case "report":
    case "ticket":
    case "similar":
    case "stats":
    case "mute":
    case "held":
    case "deadLetters":
      return undefined;
    default:
      return question satisfies never;
  }
}
