import type { Complaints } from "../chat/complaints.ts";
import { messageOf, Unrecoverable } from "../errors.ts";
import type { Actor } from "../events/events.ts";

/** The time between two requests for the members of groups. */
export const GROUPS_MS = 300_000;

/** Whether somebody is in a group; unknown until the platform has answered. */
export type Membership = "member" | "stranger" | "unknown";

/** The groups of one platform that have a role. */
export interface Groups {
  /** Whether somebody is in one of the groups that a setting names. Answers at once, from the platform's latest answer. */
  memberOf(actor: Actor, named: ReadonlySet<string>): Membership;
  /** Requests the members of all groups. Never rejects: failures become complaints. */
  refresh(): Promise<void>;
  /** Refreshes now and every few minutes; returns a function that stops it. */
  start(): () => void;
}

/**
 * Caches the members of each group. If a request fails, the last answer stays; if the platform refuses it, nobody is a member until it
 * answers. `groups`: as settings name them, `slack:S0123`; `list` is asked without the prefix, and resolves to ids as the record shows them.
 */
export function createGroups(deps: {
  readonly groups: readonly string[];
  readonly list: (group: string) => Promise<readonly string[]>;
  readonly complaints: Complaints;
}): Groups {
  const { groups, list, complaints } = deps;
  const memberIds = new Map<string, ReadonlySet<string>>();

  async function ask(group: string): Promise<void> {
    const name = group.replace(/^\w+:/, "");
    const subject = `group ${name}`;
    try {
      memberIds.set(group, new Set(await list(name)));
      complaints.settle(subject);
    } catch (error) {
      if (error instanceof Unrecoverable) memberIds.delete(group);
      const follows = memberIds.has(group) ? `Members of ${name} stay as last told` : `${name} gives nobody a role`;
      complaints.add(subject, `${follows}: ${messageOf(error)}`);
    }
  }

  let running: Promise<void> | undefined;
  /** Two parallel refreshes could end with the older answer. */
  function refresh(): Promise<void> {
    running ??= Promise.all(groups.map(ask)).then(() => {
      running = undefined;
    });
    return running;
  }

  return {
    memberOf({ id }, named) {
      const known = groups.filter((group) => named.has(group)).map((group) => memberIds.get(group));
      if (known.some((members) => members?.has(id))) return "member";
      return known.includes(undefined) ? "unknown" : "stranger";
    },
    refresh,
    start() {
      if (groups.length === 0) return () => undefined;
      void refresh();
      const timer = setInterval(() => void refresh(), GROUPS_MS);
      return () => clearInterval(timer);
    },
  };
}

/** Joins the groups of all platforms, by the prefix of the platform's ids. On other platforms nobody is a member. */
export function joinGroups(platforms: Readonly<Record<string, Groups | undefined>>): Omit<Groups, "refresh"> {
  return {
    memberOf: (actor, named) => platforms[actor.id.split(":")[0] ?? ""]?.memberOf(actor, named) ?? "stranger",
    start() {
      const stops = Object.values(platforms).map((groups) => groups?.start());
      return () => {
        for (const stop of stops) stop?.();
      };
    },
  };
}
