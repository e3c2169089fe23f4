import type { Actor, Question } from "../events/events.ts";
import type { Membership } from "./groups.ts";
import type { Reader } from "./reader.ts";

/**
 * Who may do more than look. `*`: everybody. A person, by id as the record shows it (`slack:U0123`, `teams:…`). A channel
 * (`slack:T0123:C0456`, `teams:19:…@thread.tacv2`): whoever asks there, because the platform lets only its members write. A group,
 * wherever its members ask. Guests and people of other organisations are operators only by their own id.
 */
export interface Roles {
  /** Undefined if the person may ask this; else the refusal, in a sentence. */
  refuses(asked: Asked, question: Question): string | undefined;
  /** Undefined if the person may page others and change who is on call; else the refusal. */
  refusesPaging(asked: Asked): string | undefined;
}

/** Who asks, and in which channel; a member of the organisation where nothing is said. */
export type Asked = Pick<Reader, "actor" | "channel"> & Partial<Pick<Reader, "belonging">>;

const NOT_OURS = { guest: "a guest", external: "somebody of another organisation" } as const;

/**
 * Viewers see and decide; operators may also run what costs money, reads raw data or changes AWS. `memberOf`: membership of the operators'
 * groups.
 */
export function createRoles(operators: ReadonlySet<string>, memberOf: (actor: Actor) => Membership): Roles {
  const everybody = operators.has("*");
  return {
    refusesPaging({ actor: { id }, belonging = "member" }) {
      if (belonging === "member" || operators.has(id)) return undefined;
      if (belonging === "unknown") {
        return "Whether you are a guest is not known yet, and guests page nobody. Say it again in a moment.";
      }
      return `Paging and who is on call are for members; ${NOT_OURS[belonging]} may do it only by name. Have ${id} added to OPERATORS.`;
    },
    refuses({ actor, channel: key, belonging = "member" }, question) {
      const { id } = actor;
      const what = reachOf(question);
      if (what === undefined || operators.has(id)) return undefined;
      if (belonging === "guest" || belonging === "external") {
        return `${what} need an operator, and ${NOT_OURS[belonging]} is one only by name. Have ${id} added to OPERATORS.`;
      }
      // Keys contain encoded ids; settings contain them as the platform shows them.
      const channel = key === undefined ? undefined : decodeURIComponent(key);
      if (everybody) return undefined;
      const named = channel !== undefined && operators.has(channel);
      if (named && belonging === "member") return undefined;
      if (operators.size === 0) {
        return `${what} need an operator, and none is set. Set OPERATORS to ${id}, or to * for everybody.`;
      }
      const membership = memberOf(actor);
      switch (membership) {
        case "member":
          return undefined;
        case "stranger":
          if (named)
            return `${what} need an operator, and whether you are a guest is not known yet. Say it again in a moment.`;
          return `${what} need an operator. Ask one of them, or have ${id}${channel === undefined ? "" : `, or this channel ${channel},`} added to OPERATORS.`;
        case "unknown":
          return `${what} need an operator, and who is in the operators' groups is not known yet. Say it again in a moment; the log says why if it stays so.`;
        default:
          return membership satisfies never;
      }
    },
  };
}

/**
 * Names questions that read raw data and cost by volume, and those that change or send something in AWS; undefined: everybody may ask. Saved
 * queries are exempt, because their authors had access. A question that is not here does not compile, and needs an operator.
 */
function reachOf(question: Question): string | undefined {
  switch (question.type) {
    case "logs":
      return "Log searches";
    case "subscribe":
      return "Subscriptions";
    case "publish":
      return "Test notifications";
    case "alarm":
      return "New and changed alarms";
    case "mute":
      return question.on ? "Mute rules" : undefined;
    case "athena":
      return question.request.type === "named" ? undefined : "Typed SQL queries";
    case "metrics":
    case "expression":
    case "signal":
    case "changes":
    case "traces":
    case "topology":
    case "cluster":
    case "alarms":
    case "alarmHistory":
    case "topics":
    case "report":
    case "similar":
    case "stats":
    case "free": // each of its looks is asked for itself
      return undefined;
    default:
      question satisfies never;
      return "Questions of this kind";
  }
}
