import type { ThreadKey } from "../chat/chat.ts";
import type { Actor, Question } from "../events/events.ts";
import type { Membership } from "./groups.ts";

/**
 * Who may do more than view. `*`: everybody. A person, by id as the record shows it (`slack:U0123`, `teams:…`). A channel
 * (`slack:T0123:C0456`, `teams:19:…@thread.tacv2`): whoever asks there, because only its members can write. A group, wherever its members
 * ask.
 */
export interface Roles {
  /** Undefined if the person may ask this; else the refusal, in a sentence. */
  refuses(asked: { readonly actor: Actor; readonly channel: ThreadKey }, question: Question): string | undefined;
}

/**
 * Viewers see and decide; operators may also run what costs money, reads raw data or changes AWS. `memberOf`: membership of the operators'
 * groups.
 */
export function createRoles(operators: ReadonlySet<string>, memberOf: (actor: Actor) => Membership): Roles {
  const everybody = operators.has("*");
  return {
    refuses({ actor, channel: key }, question) {
      const { id } = actor;
      const what = reachOf(question);
      // Keys contain encoded ids; settings contain them as the platform shows them.
      const channel = decodeURIComponent(key);
      if (what === undefined || everybody || operators.has(id) || operators.has(channel)) return undefined;
      if (operators.size === 0) {
        return `${what} need an operator, and none is set. Set OPERATORS to ${id}, or to * for everybody.`;
      }
      const membership = memberOf(actor);
      switch (membership) {
        case "member":
          return undefined;
        case "stranger":
          return `${what} need an operator. Ask one of them, or have ${id}, or this channel ${channel}, added to OPERATORS.`;
        case "unknown":
          return `${what} need an operator, and who is in the operators' groups is not known yet. Say it again in a moment; the log says why if it stays so.`;
        default:
          return membership satisfies never;
      }
    },
  };
}

/**
 * Names questions that read raw data and cost by volume, and those that change or send something in AWS. Saved queries are exempt, because
 * their authors had access.
 */
function reachOf(question: Question): string | undefined {
  if (question.type === "logs") return "Log searches";
  if (question.type === "subscribe") return "Subscriptions";
  if (question.type === "publish") return "Test notifications";
  if (question.type === "alarm") return "New and changed alarms";
  return question.type === "athena" && question.request.type === "sql" ? "Typed SQL queries" : undefined;
}
