import { mapInBatches } from "../concurrency/in-batches.ts";
import { messageOf, Unreadable } from "../errors.ts";
import { splitByInvestigation } from "../investigation/decide/decide-alarm.ts";
import type { Dropped } from "../routing/dropped.ts";
import type { Lane } from "../store/store.ts";
import { announce } from "./announce.ts";
import type { WorkContext } from "./context.ts";
import { closeDeleted } from "./deleted-alarms.ts";
import { type DeliveryStep, type Group, groupUp, type Route, topicOf } from "./group.ts";
import type { FiringAlarms } from "./inhibit.ts";
import { takeOtherInvestigation } from "./other-investigation.ts";
import { firingWith, routeGroup } from "./route-group.ts";
import { announceHealth } from "./storm.ts";
import { gatheringOf, readMemories, writeMemories } from "./storm-memories.ts";
import { GROUPS_AT_ONCE, type PlacedGroup, takeGathering } from "./take-gathering.ts";
import { findTarget, takeGroup, takeUnreadable } from "./take-group.ts";

/** Changes stored in parallel; each is a write of its own. */
const CHANGES_AT_ONCE = 16;

/**
 * Handles all deliveries of an intake in one round: one command per group, however many notifications it has. One replica holds the lane at
 * a time, so a storm is decided in one place.
 */
export async function takeIn(
  context: WorkContext,
  routeOf: (topicArn: string) => Route,
  lane: Lane,
  steps: readonly DeliveryStep[],
): Promise<void> {
  const { groups: all, changes } = groupUp(steps, routeOf);
  // Before the alarms, so that an investigation finds the changes; a failure delays no alarm and is thrown at the end.
  const kept = await keepChanges(context, changes);
  await closeDeleted(
    context,
    changes.flatMap(({ deletes, change }) => (deletes === undefined ? [] : [{ groupKey: deletes, change: change.id }])),
  );
  const firing = firingWith(context, all);
  const found = await mapInBatches(all, GROUPS_AT_ONCE, (group) => findRouted(context, group, firing));
  const targets = found.flatMap(({ placed }) => placed ?? []);
  const dropped = found.flatMap((each) => each.dropped ?? []);
  const own = gatheringOf(routeOf(topicOf(steps[0]?.delivery.body ?? "")));
  const memories = new Map(readMemories(lane.memory, own));
  const told = await mapInBatches(targets, GROUPS_AT_ONCE, ({ group }) => takeOtherInvestigation(context, group));
  const alarms = targets.filter(({ group }, index) => !group.announcement && !told[index]);
  for (const [gathering, some] of Map.groupBy(alarms, ({ group }) => gatheringOf(group.route))) {
    const before = memories.get(gathering) ?? { openings: [] };
    memories.delete(gathering);
    await takeGathering(context, before, some, async (memory, when) => {
      memories.set(gathering, memory);
      if (JSON.stringify(memory) !== JSON.stringify(before)) await lane.remember(writeMemories(memories, own), when);
    });
  }
  for (const { group, found: known } of targets.filter((each) => each.group.announcement)) {
    await announce(context, group);
    const storms = [...memories.values()].map(({ last }) => last);
    const told = await mapInBatches(storms, 1, (storm) => announceHealth(context, storm, group));
    if (!told.includes(true)) await takeGroup(context, group, known);
  }
  if (dropped.length > 0) await context.dropped.record(steps[0]?.delivery.id ?? "", dropped);
  if (kept.failure) throw kept.failure;
}

/** Finds where a group belongs. One that begins something new is routed, which may hold it back or drop it. */
async function findRouted(
  context: WorkContext,
  group: Group,
  firing: FiringAlarms,
): Promise<{ readonly placed?: PlacedGroup; readonly dropped?: Dropped }> {
  const found = await findTarget(context, group);
  const { state } = found.target ?? {};
  const goesOn = state && state.status !== "none" && splitByInvestigation(state, group.transitions).later.length === 0;
  if (goesOn) return { placed: { group, found } };
  const routed = await routeGroup(context, group, firing);
  const placed = routed.type === "dropped" ? undefined : { group: routed.group, found };
  if (routed.type === "shown") return { ...(placed && { placed }) };
  const title = group.transitions.at(-1)?.alarm.name ?? group.notice?.title ?? group.groupKey;
  const at = context.now().toISOString();
  const dropped = { title, groupKey: group.groupKey, reason: routed.reason, at, places: [...routed.places] };
  return { dropped, ...(placed && { placed }) };
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

/** What cannot be read cannot be routed: it goes to the root. */
function atRoot({ router }: WorkContext, route: Route): Route {
  const [place, ...also] = router?.rootPlaces ?? [];
  return place === undefined || route.simulated ? route : { ...route, place, also };
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
  const topic = topicOf(body);
  const group = { groupKey: `delivery ${id}`, ids: [id], topic, route: atRoot(context, routeOf(topic)), ...nothing };
  await takeUnreadable(context, group, new Unreadable(messageOf(error)));
}
