import type { Actor, Question } from "./investigation/events.ts";
import type { ThreadKey } from "./lane/chat.ts";

/**
 * Who may do more than look. `*`: everybody. A person, by id as the record shows it (`slack:U0123`, `teams:…`). A group, by its
 * channel (`slack:T0123:C0456`, `teams:19:…@thread.tacv2`): whoever asks there, because the platform lets only its members write.
 */
export interface Roles {
  /** Undefined where the person may; else the refusal, in a sentence. */
  refuses(asked: { readonly actor: Actor; readonly channel: ThreadKey }, question: Question): string | undefined;
}

/** Viewers see and decide; operators may also run what costs money and reads raw data. */
export function createRoles(operators: ReadonlySet<string>): Roles {
  const everybody = operators.has("*");
  return {
    refuses({ actor: { id }, channel }, question) {
      const what = reachOf(question);
      if (what === undefined || everybody || operators.has(id) || operators.has(channel)) return undefined;
      return operators.size === 0
        ? `${what} need an operator, and none is set. Set OPERATORS to ${id}, or to * for everybody.`
        : `${what} need an operator. Ask one of them, or have ${id}, or this channel ${channel}, added to OPERATORS.`;
    },
  };
}

/**
 * Questions that read raw data and cost by what they read, and those that change or say something in AWS. A saved query was
 * written by somebody who may.
 */
function reachOf(question: Question): string | undefined {
  if (question.type === "logs") return "Log searches";
  if (question.type === "subscribe") return "Subscriptions";
  if (question.type === "publish") return "Test notifications";
  if (question.type === "alarm") return "New and changed alarms";
  return question.type === "athena" && question.request.type === "sql" ? "Typed SQL queries" : undefined;
}
