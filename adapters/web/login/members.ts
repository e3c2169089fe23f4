import type { Groups } from "../../../src/access/groups.ts";
import type { OperatorForm } from "../../../src/access/operators.ts";
import type { Person } from "./session.ts";

/** A group of the OpenID provider: `oidc:oncall`. */
export const oidcGroup: OperatorForm = { what: "a group of the login", pattern: /^oidc:\S+$/ };

/** People that are remembered; beyond them the longest away is asked for by their next request. */
const REMEMBERED = 10_000;

/** Knows the groups of whoever is signed in, from their sessions. */
export interface Members extends Groups {
  /** Somebody makes a request. */
  see(person: Person): void;
}

export function createMembers(): Members {
  const groupsOf = new Map<string, readonly string[]>();
  return {
    see({ id, groups }) {
      groupsOf.delete(id);
      groupsOf.set(id, groups);
      const [oldest] = groupsOf.keys();
      if (groupsOf.size > REMEMBERED && oldest !== undefined) groupsOf.delete(oldest);
    },
    memberOf({ id }, named) {
      const groups = groupsOf.get(id);
      if (groups?.some((group) => named.has(group))) return "member";
      const asksForGroups = [...named].some((each) => oidcGroup.pattern.test(each));
      return groups === undefined && asksForGroups ? "unknown" : "stranger";
    },
    refresh: async () => undefined,
    start: () => () => undefined,
  };
}
