import { mapInBatches } from "../concurrency/in-batches.ts";
import { numberOf, streamOf } from "../conversation/streams.ts";
import { messageOf } from "../errors.ts";
import { splitByInvestigation } from "../investigation/decide/decide-alarm.ts";
import type { Investigation } from "../investigation/state.ts";
import { earlyOf, keepEarly } from "../notification/early-recovery.ts";
import { guardStorm, stormMemory } from "../notification/storm.ts";
import type { Lane } from "../store/store.ts";
import { announce } from "./announce.ts";
import type { WorkContext } from "./context.ts";
import { closeDeleted } from "./deleted-alarms.ts";
import { type DeliveryStep, fires, type Group, groupUp, isSilenced, type Route, roundMeta, topicOf } from "./group.ts";
import { announceHealth, openStorm, updateStorms, withStorm } from "./storm.ts";

/** Changes stored in parallel; each is a write of its own. */
const CHANGES_AT_ONCE = 16;
/** Groups handled in parallel. */
const GROUPS_AT_ONCE = 16;

/**
 * Handles all deliveries of a channel in one round: one command per group, however many notifications it has. One replica holds the lane at
 * a time, so a storm is decided in one place.
 */
export async function takeIn(
  context: WorkContext,
  routeOf: (topicArn: string) => Route,
  lane: Lane,
  steps: readonly DeliveryStep[],
): Promise<void> {
  const { groups: all, changes } = groupUp(steps, routeOf);
  const groups = all.filter(({ announcement }) => !announcement);
  // Before the alarms, so that an investigation finds the changes; a failure delays no alarm and is thrown at the end.
  const kept = await keepChanges(context, changes);
  await closeDeleted(
    context,
    changes.flatMap(({ deletes, change }) => (deletes === undefined ? [] : [{ groupKey: deletes, change: change.id }])),
  );
  const targets = await mapInBatches(groups, GROUPS_AT_ONCE, async (group) => ({
    group,
    found: await findTarget(context, group),
  }));
  const isNew = ({ group, found }: { group: Group; found: Target | undefined }): boolean =>
    !found && fires(group) && !isSilenced(group) && (!group.route.simulated || group.route.storms === true);
  const fresh = targets.filter(isNew).map(({ group }) => group.groupKey);
  const before = stormMemory.catch({ openings: [] }).parse(lane.memory ?? {});
  const guarded = guardStorm(before, fresh, context.now().getTime());
  const unknown = targets.filter(({ group, found }) => !found && !fires(group)).map(({ group }) => group);
  const early = keepEarly(before.early ?? [], unknown, context.now().getTime());
  const memory = { ...(await withStorm(context, guarded, before)), ...(early.length > 0 && { early }) };
  await lane.remember(memory);

  const members = new Set(guarded.members);
  const storm = memory.storm?.number;
  if (storm !== undefined && guarded.begins)
    await openStorm(context, storm, routeOf(topicOf(steps[0]?.delivery.body ?? "")));
  const taken = await mapInBatches(targets, GROUPS_AT_ONCE, async ({ group: given, found }) => {
    const group = { ...given, transitions: [...given.transitions, ...earlyOf(before.early ?? [], given)] };
    return takeGroup(context, group, found, members.has(group.groupKey) ? storm : undefined);
  });
  await updateStorms(
    context,
    targets.map(({ group }, index) => ({ group, storm: taken[index] })),
  );
  for (const group of all.filter(({ announcement }) => announcement)) {
    await announce(context, group);
    if (await announceHealth(context, memory.last, group)) continue;
    await takeGroup(context, group, await findTarget(context, group), undefined);
  }
  if (kept.failure) throw kept.failure;
}

/** Stores the changes of a round in the index; returns the last error. */
async function keepChanges(
  { changes: index, log }: WorkContext,
  changes: ReturnType<typeof groupUp>["changes"],
): Promise<{ readonly failure?: Error }> {
  const outcomes = await mapInBatches(changes, CHANGES_AT_ONCE, ({ change, kind }) =>
    index.put(change, kind).then(
      () => undefined,
      (error: unknown) => new Error(`a change could not be stored: ${messageOf(error)}`, { cause: error }),
    ),
  );
  if (changes.length > 0) log.info({ changes: changes.length, kinds: unique(changes) }, "changes received");
  const failure = outcomes.findLast((outcome) => outcome !== undefined);
  return failure ? { failure } : {};
}

const unique = (changes: readonly { readonly kind: string }[]): readonly string[] => [
  ...new Set(changes.map(({ kind }) => kind)),
];

interface Target {
  readonly stream: string;
  readonly state: Investigation;
}

/** The investigation of this group; undefined if a new one has to be opened. */
async function findTarget({ directory, load }: WorkContext, group: Group): Promise<Target | undefined> {
  const stream = await directory.find(`group/${group.groupKey}`);
  if (stream === undefined) return undefined;
  const { state } = await load(stream);
  if (state.status === "none") return { stream, state };
  const { here, later } = splitByInvestigation(state, group.transitions);
  return here.length > 0 || later.length === 0 ? { stream, state } : undefined;
}

/** Hands a group to its investigation; returns the storm that has to be updated. */
async function takeGroup(
  context: WorkContext,
  group: Group,
  found: Target | undefined,
  storm: number | undefined,
): Promise<number | undefined> {
  const { handle, log } = context;
  if (found && found.state.status !== "none") {
    const { here, later } = splitByInvestigation(found.state, group.transitions);
    const command = { type: "alarmChanged", transitions: here } as const;
    if (here.length > 0) await handle(found.stream, command, roundMeta(context, group, "change"));
    if (group.threaded && group.notice) {
      const notices = [group.notice, ...group.updates];
      await handle(found.stream, { type: "updateNotice", notices }, roundMeta(context, group, "update"));
    }
    if (later.length > 0) await open(context, { ...group, transitions: [...later] }, undefined, undefined);
    return found.state.storm;
  }
  if (group.transitions.length > 0 && !fires(group) && !found) {
    log.info({ groupKey: group.groupKey }, "an alarm that never fired here recovered");
    return undefined;
  }
  await open(context, group, found, storm);
  if (group.threaded && group.updates.length > 0) {
    const opened = await findTarget(context, group);
    const command = { type: "updateNotice", notices: group.updates } as const;
    if (opened) await handle(opened.stream, command, roundMeta(context, group, "update"));
  }
  return storm;
}

/**
 * Takes the alarm's name before opening the stream, so that an alarm never has two investigations; a name without a stream is completed by
 * whoever finds it.
 */
async function open(
  context: WorkContext,
  group: Group,
  named: Target | undefined,
  storm: number | undefined,
): Promise<void> {
  const { directory, handle } = context;
  const name = `group/${group.groupKey}`;
  const before = named ? undefined : await directory.find(name);
  const stream = named?.stream ?? (await directory.claim(name, streamOf(await directory.nextNumber()), before));
  const last = group.transitions.at(-1);
  if (!last && !group.notice) return;
  const subject = last
    ? ({ type: "alarm", alarm: last.alarm } as const)
    : ({
        type: "notice",
        notice: group.notice ?? { title: "", text: "", facts: [], nextSteps: [], source: "" },
      } as const);
  const previous = before === undefined ? undefined : numberOf(before);
  await handle(
    stream,
    {
      type: "open",
      number: numberOf(stream),
      title: last?.alarm.name ?? group.notice?.title ?? "Notification",
      subject,
      place: group.route.place,
      also: group.route.also,
      automatic: last !== undefined && group.route.automatic && storm === undefined,
      groupKey: group.groupKey,
      transitions: group.transitions,
      ...(previous !== undefined && { previous }),
      ...(storm !== undefined && { storm }),
    },
    roundMeta(context, group, "open"),
  );
}
