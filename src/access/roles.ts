import type { Actor, Question } from "../events/events.ts";
import type { Membership } from "./groups.ts";
import type { Reader } from "./reader.ts";

/** The roles, the least first. Each may do what those before it may. */
export const ROLES = ["viewer", "responder", "operator", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** The setting that says who has a role. */
export const ROLE_SETTINGS = {
  viewer: "VIEWERS",
  responder: "RESPONDERS",
  operator: "OPERATORS",
  admin: "ADMINS",
} as const satisfies Readonly<Record<Role, string>>;

/**
 * Who has which role. `*`: everybody. A person, by id as the record shows it (`slack:U0123`, `teams:…`). A channel (`slack:T0123:C0456`,
 * `teams:19:…@thread.tacv2`): whoever asks there, because the platform lets only its members write. A group, wherever its members ask.
 * Guests and people of other organisations have a role only by their own id. Without `viewer` or `responder` whoever sees an investigation
 * has that role; without `admin`, operators are admins.
 */
export type RoleHolders = { readonly operator: ReadonlySet<string> } & {
  readonly [Named in Exclude<Role, "operator">]?: ReadonlySet<string> | undefined;
};

/** What people may do. Each answers undefined where they may; else the refusal, in a sentence. */
export interface Roles {
  /** Whether the person may be answered from what is known. */
  refusesReading(asked: Asked): string | undefined;
  /** Whether the person may decide, note and begin investigations. */
  refusesDeciding(asked: Asked): string | undefined;
  /** Whether the person may ask this. */
  refuses(asked: Asked, question: Question): string | undefined;
  /** Whether the person may approve what others want to change in AWS. */
  refusesApproving(asked: Asked): string | undefined;
  /** Whether the person may page others and change who is on call. */
  refusesPaging(asked: Asked): string | undefined;
  /** Whether the person may change how Gumshoe itself works. */
  refusesAdministration(asked: Asked): string | undefined;
}

/** Who asks, and in which channel; a member of the organisation where nothing is said. */
export type Asked = Pick<Reader, "actor" | "channel"> & Partial<Pick<Reader, "belonging">>;

const NOT_OURS = { guest: "a guest", external: "somebody of another organisation" } as const;

const NOBODY: ReadonlySet<string> = new Set();

/** `memberOf`: membership of the groups that a setting names. */
export function createRoles(
  holders: RoleHolders,
  memberOf: (actor: Actor, named: ReadonlySet<string>) => Membership,
): Roles {
  const named = Object.fromEntries(
    ROLES.map((role, at) => [role, new Set(ROLES.slice(at).flatMap((each) => [...(holders[each] ?? NOBODY)]))]),
  );

  /** Why somebody does not have a role that is limited by its setting. `what`: what needs it, in the plural. */
  function refusal(role: Role, { actor, channel: key, belonging = "member" }: Asked, what: string): string | undefined {
    const { id } = actor;
    const having = named[role] ?? NOBODY;
    const setting = ROLE_SETTINGS[role];
    const needs = `${what} need ${withArticle(role)}`;
    if (having.has(id)) return undefined;
    if (belonging === "guest" || belonging === "external") {
      return `${needs}, and ${NOT_OURS[belonging]} is one only by name. Have ${id} added to ${setting}.`;
    }
    // Keys contain encoded ids; settings contain them as the platform shows them.
    const channel = key === undefined ? undefined : decodeURIComponent(key);
    if (having.has("*")) return undefined;
    const inChannel = channel !== undefined && having.has(channel);
    if (inChannel && belonging === "member") return undefined;
    if (having.size === 0) return `${needs}, and none is set. Set ${setting} to ${id}, or to * for everybody.`;
    const membership = memberOf(actor, having);
    switch (membership) {
      case "member":
        return undefined;
      case "stranger":
        if (inChannel) return `${needs}, and whether you are a guest is not known yet. Say it again in a moment.`;
        return `${needs}. Ask one of them, or have ${id}${channel === undefined ? "" : `, or this channel ${channel},`} added to ${setting}.`;
      case "unknown":
        return `${needs}, and who is in the ${role}s' groups is not known yet. Say it again in a moment; the log says why if it stays so.`;
      default:
        return membership satisfies never;
    }
  }

  const change: Role = holders.admin ? "admin" : "operator";
  const reading = (asked: Asked): string | undefined =>
    holders.viewer ? refusal("viewer", asked, "Answers") : undefined;
  const deciding = (asked: Asked): string | undefined =>
    reading(asked) ?? (holders.responder ? refusal("responder", asked, "Decisions and notes") : undefined);

  return {
    refusesReading: reading,
    refusesDeciding: deciding,
    refusesApproving: (asked) => refusal(change, asked, "Approvals"),
    refusesAdministration: (asked) => refusal(change, asked, "Changes to Gumshoe itself"),
    refusesPaging(asked) {
      const { actor, belonging = "member" } = asked;
      if (belonging === "member" || named.operator?.has(actor.id)) return deciding(asked);
      if (belonging === "unknown") {
        return "Whether you are a guest is not known yet, and guests page nobody. Say it again in a moment.";
      }
      return `Paging and who is on call are for members; ${NOT_OURS[belonging]} may do it only by name. Have ${actor.id} added to OPERATORS.`;
    },
    refuses(asked, question) {
      const reach = reachOf(question);
      if (reach === undefined) return reading(asked);
      return refusal(reach.changes ? change : "operator", asked, reach.what);
    },
  };
}

function withArticle(role: Role): string {
  return /^[aeiou]/.test(role) ? `an ${role}` : `a ${role}`;
}

/** What needs a role, in the plural. `changes`: it changes or sends something in AWS; else it reads raw data, or costs by volume. */
interface Reach {
  readonly what: string;
  readonly changes: boolean;
}

const reads = (what: string): Reach => ({ what, changes: false });
const changes = (what: string): Reach => ({ what, changes: true });

/**
 * Names questions that need a role; undefined: whoever may read may ask. Saved queries are exempt, because their authors had access. A
 * question that is not here does not compile, and needs a role.
 */
function reachOf(question: Question): Reach | undefined {
  switch (question.type) {
    case "logs":
      return reads("Log searches");
    case "tool":
      return reads("Tools of other systems");
    case "listing":
      return question.listing === "redshift" ? reads("Queries of Redshift") : undefined;
    case "ppl":
      return reads("Queries of OpenSearch");
    case "deadLetters":
      return question.retry ? changes("Retries of dead letters") : reads("Dead letters");
    case "subscribe":
      return changes("Subscriptions");
    case "publish":
      return changes("Test notifications");
    case "alarm":
      return changes("New and changed alarms");
    case "recommend":
      return question.token === undefined ? undefined : changes("New and changed alarms");
    case "mute":
      return question.on ? changes("Mute rules") : undefined;
    case "held":
      return reachOf(question.change);
    case "athena":
      return question.request.type === "named" ? undefined : reads("Typed SQL queries");
    case "metrics":
    case "expression":
    case "signal":
    case "changes":
    case "top":
    case "promql":
    case "promqlNow":
    case "promqlLabel":
    case "traces":
    case "topology":
    case "cluster":
    case "alarms":
    case "alarmHistory":
    case "pack":
    case "topics":
    case "report":
    case "ticket":
    case "similar":
    case "stats":
    case "free": // each of its looks is asked for itself
      return undefined;
    default:
      question satisfies never;
      return changes("Questions of this kind");
  }
}
