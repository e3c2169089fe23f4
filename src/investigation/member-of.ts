import type { StormMember } from "./command.ts";
import type { Investigation } from "./state.ts";

/** By the list itself, which is replaced by each commit that changes it: a commit is decided on for many deliveries. */
const indexes = new WeakMap<Investigation["members"], ReadonlyMap<string, StormMember>>();

/** The member of a storm with this key; undefined if it has none. */
export function memberOf({ members }: Pick<Investigation, "members">, groupKey: string): StormMember | undefined {
  const index = indexes.get(members) ?? new Map(members.map((member) => [member.groupKey, member]));
  indexes.set(members, index);
  return index.get(groupKey);
}
