import { numberOf, streamOf } from "../conversation/streams.ts";
import { Unreadable } from "../errors.ts";
import { splitByInvestigation } from "../investigation/decide/decide-alarm.ts";
import type { Investigation } from "../investigation/state.ts";
import { boundedWords } from "../notification/notification.ts";
import { fittingRunbook } from "../runbooks/fitting.ts";
import type { WorkContext } from "./context.ts";
import { fires, type Group, roundMeta } from "./group.ts";
import { recurrenceOf } from "./past-causes.ts";

/** Where a group belongs, or its last investigation where that is over. */
export interface FoundGroup {
  readonly target: GroupTarget | undefined;
  readonly before: string | undefined;
}

export interface GroupTarget {
  readonly stream: string;
  readonly state: Investigation;
}

/** The investigation that this group belongs to; none when a new one has to be opened. */
export async function findTarget({ directory, load, knownAlarms }: WorkContext, group: Group): Promise<FoundGroup> {
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
export async function takeGroup(context: WorkContext, group: Group, found: FoundGroup): Promise<number | undefined> {
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

/** What cannot be stored as what it is becomes a notice that says so, and harms no other; any other failure is tried again. */
export async function takeUnreadable(context: WorkContext, group: Group, error: unknown): Promise<undefined> {
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
async function open(context: WorkContext, group: Group, { target, before }: FoundGroup): Promise<void> {
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
  const { place, also, routed, held } = group.route;
  const runbook = fittingRunbook(context.runbooks, subject, group.topic);
  const previous = before === undefined ? undefined : numberOf(before);
  const recurrence = previous === undefined || !last ? undefined : await recurrenceOf(context.board, group.groupKey);
  await handle(
    stream,
    {
      type: "open",
      number: numberOf(stream),
      title: last?.alarm.name ?? group.notice?.title ?? "Notification",
      subject,
      place: held ? "" : place,
      also: held ? [] : also,
      automatic: last !== undefined && group.route.automatic,
      groupKey: group.groupKey,
      transitions: group.transitions,
      ...(routed && { routed }),
      ...(held && { held }),
      ...(runbook && { runbook }),
      ...(previous !== undefined && { previous }),
      ...(recurrence && { recurrence }),
    },
    roundMeta(context, group, "open"),
  );
}
