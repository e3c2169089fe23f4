import type { Actor, Question } from "./investigation/events.ts";

/** Who may do more than look: `*` is everybody, otherwise ids as the record shows them (`slack:U0123`, `teams:…`, `web:…`). */
export interface Roles {
  /** Undefined where the person may; else the refusal, in a sentence. */
  refuses(actor: Actor, question: Question): string | undefined;
}

/** Viewers see and decide; operators may also run what costs money and reads raw data. */
export function createRoles(operators: ReadonlySet<string>): Roles {
  const everybody = operators.has("*");
  return {
    refuses({ id }, question) {
      const what = reachOf(question);
      if (what === undefined || everybody || operators.has(id)) return undefined;
      return operators.size === 0
        ? `${what} need an operator, and none is set. Set OPERATORS to ${id}, or to * for everybody.`
        : `${what} need an operator. Ask one of them, or have ${id} added to OPERATORS.`;
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
  return question.type === "athena" && question.request.type === "sql" ? "Typed SQL queries" : undefined;
}
