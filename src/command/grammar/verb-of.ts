import type { Question } from "../../events/events.ts";
import type { PersonCommand } from "../../investigation/command.ts";
import type { Read, Understood } from "./understood.ts";

/** The verb that a text means, however it was written; undefined where it runs nothing. */
export function verbOf(understood: Understood): string | undefined {
  switch (understood.type) {
    case "start":
      return "investigate";
    case "command":
      return verbOfCommand(understood.command);
    case "override":
      return "override";
    case "carry":
      return understood.request.type;
    case "read":
      return verbOfRead(understood.read);
    case "set":
      return understood.setting.type === "scope" ? "use" : "alias";
    case "run":
      return "run";
    case "reply":
    case "ignore":
      return undefined;
    default:
      return understood satisfies never;
  }
}

function verbOfRead(read: Read): string {
  switch (read.type) {
    case "hypotheses":
      return "hyp";
    case "list":
      return read.list;
    case "onCall":
      return "oncall";
    case "signIn":
      return "sign-in";
    case "record":
    case "gumshoe":
      return "status";
    case "routes":
      return read.question.type === "dropped" ? "why-dropped" : "routes";
    default:
      return read.type;
  }
}

/** The verb of a command. */
export function verbOfCommand(command: PersonCommand): string {
  switch (command.type) {
    case "acknowledge":
      return "ack";
    case "unacknowledge":
      return "unack";
    case "setSeverity":
      return "sev";
    case "chooseScope":
      return "use";
    case "ask":
      return verbOfQuestion(command.question);
    default:
      return command.type;
  }
}

/** The verb of a question. */
export function verbOfQuestion(question: Question): string {
  switch (question.type) {
    case "expression":
    case "signal":
      return "metrics";
    case "alarms":
      return question.reach ? "watch" : "alarms";
    case "alarm":
    case "alarmHistory":
      return "alarms";
    case "promqlNow":
    case "promqlLabel":
      return "promql";
    case "recommend":
      return question.token === undefined ? "recommend" : "alarms";
    case "mute":
      return question.on ? "mute-alarm" : "unmute-alarm";
    case "publish":
      return "test";
    case "deadLetters":
      return "dead-letters";
    case "listing":
      return "ask";
    default:
      return question.type;
  }
}
