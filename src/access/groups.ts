import type { Complaints } from "../chat/complaints.ts";
import { messageOf, Unrecoverable } from "../errors.ts";
import type { Actor } from "../events/events.ts";

/** How often a platform is asked who is in its groups. */
export const GROUPS_MS = 300_000;

/** Whether somebody is in a group of operators; unknown as long as the platform has not told. */
export type Membership = "member" | "stranger" | "unknown";

/** The groups of one platform that hold operators. */
export interface Groups {
  /** Answers at once, from what the platform told last. */
  memberOf(actor: Actor): Membership;
  /** Asks the platform who is in them. Never rejects: what fails is a complaint. */
  refresh(): Promise<void>;
  /** Asks now and every few minutes; answers how to stop that. */
  start(): () => void;
}

/**
 * Keeps who is in each group. One that could not be asked stays as it was last told; one that the platform refuses to tell lets
 * nobody in until it does. `list` answers ids as the record shows them.
 */
export function createGroups(deps: {
  readonly groups: readonly string[];
  readonly list: (group: string) => Promise<readonly string[]>;
  readonly complaints: Complaints;
}): Groups {
  const { groups, list, complaints } = deps;
  const told = new Map<string, ReadonlySet<string>>();

  async function ask(group: string): Promise<void> {
    const subject = `group ${group}`;
    try {
      told.set(group, new Set(await list(group)));
      complaints.settle(subject);
    } catch (error) {
      if (error instanceof Unrecoverable) told.delete(group);
      const follows = told.has(group) ? `Operators of ${group} stay as last told` : `${group} makes nobody an operator`;
      complaints.add(subject, `${follows}: ${messageOf(error)}`);
    }
  }

  let running: Promise<void> | undefined;
  /** Two that ran at once could end with the older answer. */
  function refresh(): Promise<void> {
    running ??= Promise.all(groups.map(ask)).then(() => {
      running = undefined;
    });
    return running;
  }

  return {
    memberOf({ id }) {
      const known = groups.map((group) => told.get(group));
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

/** The groups of all platforms, by the word that ids of the platform begin with. Elsewhere nobody is in any. */
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
