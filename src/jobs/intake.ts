import { mapInBatches } from "../concurrency/in-batches.ts";
import { numberOf, streamOf } from "../conversation/streams.ts";
import { messageOf, Unreadable } from "../errors.ts";
import { splitByInvestigation } from "../investigation/decide/decide-alarm.ts";
import type { Investigation } from "../investigation/state.ts";
import { earlyOf, keepEarly } from "../notification/early-recovery.ts";
import { boundedWords } from "../notification/notification.ts";
import { guardStorm, isRunning, type StormMemory, stormMemory } from "../notification/storm.ts";
import type { Lane } from "../store/store.ts";
import { announce } from "./announce.ts";
import type { WorkContext } from "./context.ts";
import { closeDeleted } from "./deleted-alarms.ts";
import { type DeliveryStep, fires, type Group, groupUp, isSilenced, type Route, roundMeta, topicOf } from "./group.ts";
import { announceHealth, isLine, newestStorm, openStorm, updateStorms, withStorm } from "./storm.ts";

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
  const remembered = stormMemory.catch({ openings: [] }).parse(lane.memory ?? {});
  const known = await newestStorm(context, remembered);
  // A storm that somebody closed takes no more members in.
  const { storm: _, ...calm } = remembered;
  const before: StormMemory = known ? remembered : calm;
  const running = isRunning(before, context.now().getTime());
  const lines = new Set(
    targets
      .filter(({ group, found }) => !found.target && isLine(known, group, running))
      .map(({ group }) => group.groupKey),
  );
  const isNew = ({ group, found }: { group: Group; found: Found }): boolean =>
    !found.target &&
    !lines.has(group.groupKey) &&
    fires(group) &&
    !isSilenced(group) &&
    (!group.route.simulated || group.route.storms === true);
  const fresh = targets.filter(isNew).map(({ group }) => group.groupKey);
  const guarded = guardStorm(before, fresh, context.now().getTime());
  const unknown = targets.flatMap(({ group, found }) =>
    found.target || lines.has(group.groupKey) || fires(group) ? [] : [group],
  );
  const early = keepEarly(before.early ?? [], unknown, context.now().getTime());
  const memory = { ...(await withStorm(context, guarded, before)), ...(early.length > 0 && { early }) };
  // The number of a storm that begins is stored before anything bears it.
  if (JSON.stringify(memory) !== JSON.stringify(remembered))
    await lane.remember(memory, guarded.begins ? "now" : "later");

  const members = new Set(guarded.members);
  const storm = memory.storm?.number;
  if (storm !== undefined && guarded.begins)
    await openStorm(context, storm, routeOf(topicOf(steps[0]?.delivery.body ?? "")));
  const taken = await mapInBatches(targets, GROUPS_AT_ONCE, async ({ group: given, found }) => {
    // A member is a line of its storm until somebody opens it.
    if (lines.has(given.groupKey)) return known?.number;
    if (members.has(given.groupKey)) return storm;
    const group = { ...given, transitions: [...given.transitions, ...earlyOf(before.early ?? [], given)] };
    return takeGroup(context, group, found).catch((error: unknown) => takeUnreadable(context, group, error));
  });
  await updateStorms(
    context,
    targets.map(({ group }, index) => ({ group, storm: taken[index] })),
  );
  for (const [index, { group }] of targets.entries()) {
    const of = taken[index];
    const isMember = lines.has(group.groupKey) || members.has(group.groupKey);
    if (isMember && of !== undefined) context.knownAlarms.learn(group.groupKey, streamOf(of));
  }
  for (const group of all.filter(({ announcement }) => announcement)) {
    await announce(context, group);
    if (await announceHealth(context, memory.last, group)) continue;
    await takeGroup(context, group, await findTarget(context, group));
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

/** Where a group belongs, or its last investigation where that is over. */
interface Found {
  readonly target: Target | undefined;
  readonly before: string | undefined;
}

interface Target {
  readonly stream: string;
  readonly state: Investigation;
}

/** The investigation that this group belongs to; none when a new one has to be opened. */
async function findTarget({ directory, load, knownAlarms }: WorkContext, group: Group): Promise<Found> {
  const stream = await directory.find(`group/${group.groupKey}`);
  if (stream === undefined) return { target: undefined, before: undefined };
  const { state } = await load(stream);
  knownAlarms.learn(group.groupKey, stream);
  const target = { stream, state };
  if (state.status === "none") return { target, before: undefined };
  if (state.status === "deleted") return { target: undefined, before: stream };
  const { here, later } = splitByInvestigation(state, group.transitions);
  return here.length > 0 || later.length === 0 ? { target, before: undefined } : { target: undefined, before: stream };
}

/** Gives a group to its investigation, and answers which storm is to be told. */
async function takeGroup(context: WorkContext, group: Group, found: Found): Promise<number | undefined> {
  const { handle, log } = context;
  const { target } = found;
  if (target && target.state.status !== "none") {
    const { here, later } = splitByInvestigation(target.state, group.transitions);
    const command = { type: "alarmChanged", transitions: here } as const;
    if (here.length > 0) await handle(target.stream, command, roundMeta(context, group, "change"));
    if (group.threaded && group.notice) {
      const notices = [group.notice, ...group.updates];
      await handle(target.stream, { type: "updateNotice", notices }, roundMeta(context, group, "update"));
    }
    const next = { target: undefined, before: target.stream };
    if (later.length > 0) await open(context, { ...group, transitions: [...later] }, next);
    return target.state.storm;
  }
  if (group.transitions.length > 0 && !fires(group) && !target) {
    log.info({ groupKey: group.groupKey }, "an alarm that never fired here recovered");
    return undefined;
  }
  await open(context, group, found);
  if (group.threaded && group.updates.length > 0) {
    const { target: opened } = await findTarget(context, group);
    const command = { type: "updateNotice", notices: group.updates } as const;
    if (opened) await handle(opened.stream, command, roundMeta(context, group, "update"));
  }
  return undefined;
}

/** A delivery that no attempt could take in is shown as a notice, so that it is not lost. */
export async function giveUp(
  context: WorkContext,
  routeOf: (topicArn: string) => Route,
  { delivery }: DeliveryStep,
  error: unknown,
): Promise<void> {
  const { id, body } = delivery;
  const nothing = { transitions: [], notice: undefined, announcement: undefined, updates: [], threaded: false };
  const group = { groupKey: `delivery ${id}`, ids: [id], route: routeOf(topicOf(body)), ...nothing };
  await takeUnreadable(context, group, new Unreadable(messageOf(error)));
}

/** What cannot be stored as what it is becomes a notice that says so, and harms no other; any other failure is tried again. */
async function takeUnreadable(context: WorkContext, group: Group, error: unknown): Promise<undefined> {
  if (!(error instanceof Unreadable)) throw error;
  const [id = ""] = group.ids;
  context.log.error({ groupKey: group.groupKey, delivery: id, error: error.message }, "a notification became a notice");
  const notice = {
    title: "A notification that could not be understood",
    text: boundedWords(`It was about ${group.groupKey}. What is wrong with it: ${error.message}`, 1_000),
    facts: [],
    nextSteps: [],
    source: "Gumshoe",
  };
  const told = { ...group, groupKey: `notice/${id}`, transitions: [], notice, announcement: undefined };
  await open(context, told, await findTarget(context, told));
}

/**
 * Takes the alarm's name before opening the stream, so that an alarm never has two investigations; a name without a stream is completed by
 * whoever finds it.
 */
async function open(context: WorkContext, group: Group, { target, before }: Found): Promise<void> {
  const { directory, handle, knownAlarms } = context;
  const name = `group/${group.groupKey}`;
  const stream = target?.stream ?? (await directory.claim(name, streamOf(await directory.nextNumber()), before));
  knownAlarms.learn(group.groupKey, stream);
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
      automatic: last !== undefined && group.route.automatic,
      groupKey: group.groupKey,
      transitions: group.transitions,
      ...(previous !== undefined && { previous }),
    },
    roundMeta(context, group, "open"),
  );
}
