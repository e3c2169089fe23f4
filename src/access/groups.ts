import type { Complaints } from "../chat/complaints.ts";
import { messageOf, Unrecoverable } from "../errors.ts";
import type { Actor } from "../events/events.ts";

/** The time between two requests for the members of groups. */
export const GROUPS_MS = 300_000;

/** Whether somebody is in a group of operators; unknown until the platform has answered. */
export type Membership = "member" | "stranger" | "unknown";

/** The groups of one platform that hold operators. */
export interface Groups {
  /** Answers at once, from the platform's latest answer. */
  memberOf(actor: Actor): Membership;
  /** Requests the members of all groups. Never rejects: failures become complaints. */
  refresh(): Promise<void>;
  /** Refreshes now and every few minutes; returns a function that stops it. */
  start(): () => void;
}

/**
 * Caches the members of each group. If a request fails, the last answer stays; if the platform refuses it, nobody is a member until it
 * answers. `list` resolves to ids as the record shows them.
 */
export function createGroups(deps: {
  readonly groups: readonly string[];
  readonly list: (group: string) => Promise<readonly string[]>;
  readonly complaints: Complaints;
}): Groups {
  const { groups, list, complaints } = deps;
  const memberIds = new Map<string, ReadonlySet<string>>();

  async function ask(group: string): Promise<void> {
    const subject = `group ${group}`;
    try {
      memberIds.set(group, new Set(await list(group)));
      complaints.settle(subject);
    } catch (error) {
      if (error instanceof Unrecoverable) memberIds.delete(group);
      const follows = memberIds.has(group)
        ? `Operators of ${group} stay as last told`
        : `${group} makes nobody an operator`;
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
    memberOf({ id }) {
      const known = groups.map((group) => memberIds.get(group));
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
    memberOf: (actor) => platforms[actor.id.split(":")[0] ?? ""]?.memberOf(actor) ?? "stranger",
    start() {
      const stops = Object.values(platforms).map((groups) => groups?.start());
      return () => {
        for (const stop of stops) stop?.();
      };
    },
  };
}
