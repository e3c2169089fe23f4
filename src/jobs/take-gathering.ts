import { mapInBatches } from "../concurrency/in-batches.ts";
import { streamOf } from "../conversation/streams.ts";
import { earlyOf, keepEarly } from "../notification/early-recovery.ts";
import { guardStorm, isRunning, type StormMemory } from "../notification/storm.ts";
import type { WorkContext } from "./context.ts";
import { fires, type Group, isSilenced } from "./group.ts";
import { joinWaiting, waiting, waitingStorm } from "./group-wait.ts";
import { isLine, newestStorm, openStorm, updateStorms, withStorm } from "./storm.ts";
import { type FoundGroup, takeGroup, takeUnreadable } from "./take-group.ts";

/** Groups handled in parallel. */
export const GROUPS_AT_ONCE = 48;

/** A group, and where it belongs. */
export interface PlacedGroup {
  readonly group: Group;
  readonly found: FoundGroup;
}

/**
 * Handles the groups that are shown in the same channels, which may become a storm there. `remember` stores the memory of these channels:
 * now, or with the lane's next write.
 */
export async function takeGathering(
  context: WorkContext,
  remembered: StormMemory,
  targets: readonly PlacedGroup[],
  remember: (memory: StormMemory, when: "now" | "later") => Promise<void>,
): Promise<void> {
  const known = await newestStorm(context, remembered);
  // A storm that somebody closed takes no more members in.
  const { storm: _, ...calm } = remembered;
  const before: StormMemory = known ? remembered : calm;
  const { grouping } = targets[0]?.group.route ?? {};
  const running = isRunning(before, context.now().getTime(), grouping?.limits);
  const lines = new Set(
    targets
      .filter(({ group, found }) => !found.target && isLine(known, group, running))
      .map(({ group }) => group.groupKey),
  );
  const isNew = ({ group, found }: PlacedGroup): boolean =>
    !found.target &&
    !lines.has(group.groupKey) &&
    fires(group) &&
    !isSilenced(group) &&
    !group.route.held &&
    (!group.route.simulated || group.route.storms === true);
  const fresh = targets.filter(isNew).map(({ group }) => group.groupKey);
  const guarded = guardStorm(before, fresh, context.now().getTime(), grouping?.limits);
  const unknown = targets.flatMap(({ group, found }) =>
    found.target || lines.has(group.groupKey) || fires(group) ? [] : [group],
  );
  const early = keepEarly(before.early ?? [], unknown, context.now().getTime());
  const memory = { ...(await withStorm(context, guarded, before)), ...(early.length > 0 && { early: [...early] }) };
  // The number of a storm that begins is stored before anything bears it.
  await remember(memory, guarded.begins ? "now" : "later");

  const members = new Set(guarded.members);
  const storm = memory.storm?.number;
  const [first] = targets;
  if (storm !== undefined && guarded.begins && first) {
    await openStorm(context, storm, waitingStorm(context, first.group.route, before.openings));
  }
  const taken = await mapInBatches(targets, GROUPS_AT_ONCE, async ({ group: given, found }) => {
    // A member is a line of its storm until somebody opens it.
    if (lines.has(given.groupKey)) return known?.number;
    if (members.has(given.groupKey)) return storm;
    const group = { ...given, transitions: [...given.transitions, ...earlyOf(before.early ?? [], given)] };
    return takeGroup(context, waiting(context, group, found), found).catch((error: unknown) =>
      takeUnreadable(context, group, error),
    );
  });
  if (storm !== undefined && guarded.begins) await joinWaiting(context, storm, before.openings);
  await updateStorms(
    context,
    targets.map(({ group }, index) => ({ group, storm: taken[index] })),
  );
  for (const [index, { group }] of targets.entries()) {
    const of = taken[index];
    const isMember = lines.has(group.groupKey) || members.has(group.groupKey);
    if (isMember && of !== undefined) context.knownAlarms.learn(group.groupKey, streamOf(of));
  }
}
