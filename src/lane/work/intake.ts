import type { Transition } from "../../investigation/command.ts";
import { belongs } from "../../investigation/decide-alarm.ts";
import type { Investigation } from "../../investigation/state.ts";
import type { Notification } from "../../notification/notification.ts";
import { parseNotification } from "../../notification/parse.ts";
import { guardStorm, type StormMemory, stormFacts, stormMemory } from "../../notification/storm.ts";
import { streamOf } from "../../receive.ts";
import type { Lane, Step } from "../../store/store.ts";
import { gumshoe, type WorkContext } from "./context.ts";

type DeliveryStep = Extract<Step, { kind: "delivery" }>;

/** How the intake treats what comes from a topic. */
export interface Route {
  /** The channel's key. */
  readonly place: string;
  /** False: alarms wait for the Investigate button. */
  readonly automatic: boolean;
  readonly simulated: boolean;
}

/** All that arrived of one group since the last round. */
interface Group {
  readonly groupKey: string;
  readonly route: Route;
  readonly transitions: Transition[];
  readonly ids: string[];
  notice: Extract<Notification, { type: "notice" }>["notice"] | undefined;
}

/** How many groups are worked on side by side. */
const GROUPS_AT_ONCE = 16;

/**
 * Takes everything that arrived for a channel in one round: one command per group, however many notifications it had. The lane
 * is held by one replica at a time, so a storm is decided in one place.
 */
export async function takeIn(
  context: WorkContext,
  routeOf: (topicArn: string) => Route,
  lane: Lane,
  steps: readonly DeliveryStep[],
): Promise<void> {
  const groups = groupUp(steps, routeOf);
  const targets = await inTurns(groups, async (group) => ({ group, found: await findTarget(context, group) }));
  const fresh = targets.filter(({ group, found }) => !found && fires(group)).map(({ group }) => group.groupKey);
  const guarded = guardStorm(
    stormMemory.catch({ openings: [] }).parse(lane.memory ?? {}),
    fresh,
    context.now().getTime(),
  );
  const memory = await withStorm(context, guarded.memory, guarded.begins);
  await lane.remember(memory);

  const members = new Set(guarded.members);
  const inStorm = targets.filter(({ group }) => members.has(group.groupKey)).map(({ group }) => group);
  if (inStorm.length > 0 && memory.storm) await join(context, memory.storm.number, inStorm);
  await inTurns(targets, async ({ group, found }) => {
    if (!members.has(group.groupKey)) await takeGroup(context, group, found);
  });
}

function groupUp(steps: readonly DeliveryStep[], routeOf: (topicArn: string) => Route): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { delivery } of steps) {
    const notification = parseNotification(delivery.body);
    const { groupKey } = notification;
    const route = routeOf(topicOf(delivery.body));
    const group = groups.get(groupKey) ?? { groupKey, route, transitions: [], ids: [], notice: undefined };
    groups.set(groupKey, group);
    group.ids.push(delivery.id);
    if (notification.type === "notice") group.notice = notification.notice;
    else {
      const { transition } = notification;
      group.transitions.push({ ...transition, alarm: { ...transition.alarm, simulated: route.simulated } });
    }
  }
  return [...groups.values()];
}

function topicOf(body: string): string {
  return /"TopicArn":"([^"]*)"/.exec(body)?.[1] ?? "";
}

function fires(group: Group): boolean {
  return group.transitions.some(({ state }) => state === "ALARM");
}

interface Target {
  readonly stream: string;
  readonly state: Investigation;
}

/** The investigation that this group belongs to; none when a new one has to be opened. */
async function findTarget({ directory, load }: WorkContext, group: Group): Promise<Target | undefined> {
  const stream = await directory.find(`group/${group.groupKey}`);
  if (stream === undefined) return undefined;
  const { state } = await load(stream);
  if (state.status === "none" || state.subject?.type === "storm") return { stream, state };
  return group.transitions.every((transition) => belongs(state, transition)) ? { stream, state } : undefined;
}

async function takeGroup(context: WorkContext, group: Group, found: Target | undefined): Promise<void> {
  const { handle } = context;
  if (found?.state.subject?.type === "storm") return join(context, found.state.number, [group]);
  if (found && found.state.status !== "none") {
    const command = { type: "alarmChanged", transitions: group.transitions } as const;
    if (group.transitions.length > 0) await handle(found.stream, command, metaOf(context, group, "change"));
    return;
  }
  if (group.transitions.length > 0 && !fires(group) && !found) {
    context.log.info({ groupKey: group.groupKey }, "an alarm that never fired here is well again");
    return;
  }
  await open(context, group, found);
}

/** The name is taken before the stream is opened, so one alarm never has two; a name without a stream is opened by its finder. */
async function open(context: WorkContext, group: Group, named: Target | undefined): Promise<void> {
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
      automatic: last !== undefined && group.route.automatic,
      groupKey: group.groupKey,
      transitions: group.transitions,
      ...(previous !== undefined && { previous }),
    },
    metaOf(context, group, "open"),
  );
}

/** Members of a storm start no message and no search of their own. */
async function join(context: WorkContext, number: number, groups: readonly Group[]): Promise<void> {
  const { directory, handle } = context;
  const stream = streamOf(number);
  const [first] = groups;
  if (!first) return;
  const meta = metaOf(context, first, "storm");
  const at = context.now().toISOString();
  const subject = { type: "storm", since: at } as const;
  const opening = { number, title: "many alarms at once", subject, place: first.route.place, automatic: false };
  await handle(stream, { type: "open", ...opening, transitions: [] }, { ...meta, id: `${stream}/open` });
  await inTurns(groups, async ({ groupKey }) => {
    const before = await directory.find(`group/${groupKey}`);
    await directory.claim(`group/${groupKey}`, stream, before);
  });
  const members = groups.flatMap(({ groupKey, transitions }) => {
    const last = [...transitions].sort((a, b) => Date.parse(a.alarmAt) - Date.parse(b.alarmAt)).at(-1);
    if (!last) return [];
    const { state, alarmAt, alarm } = last;
    return [{ groupKey, name: alarm.name, state, alarmAt, facts: stormFacts(alarm) }];
  });
  await handle(stream, { type: "growStorm", members }, meta);
}

async function withStorm({ directory, now }: WorkContext, memory: StormMemory, begins: boolean): Promise<StormMemory> {
  if (!begins) return memory;
  return { ...memory, storm: { number: await directory.nextNumber(), lastAt: now().getTime() } };
}

function metaOf({ now }: WorkContext, { ids, groupKey }: Group, step: string) {
  const [first = "", last = ""] = [ids[0], ids.at(-1)];
  return { id: `intake/${groupKey}/${first}/${last}/${ids.length}/${step}`, actor: gumshoe, at: now().toISOString() };
}

function numberOf(stream: string): number {
  return Number(stream.split("/").at(-1));
}

async function inTurns<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let index = 0; index < items.length; index += GROUPS_AT_ONCE) {
    results.push(...(await Promise.all(items.slice(index, index + GROUPS_AT_ONCE).map(act))));
  }
  return results;
}
