import { createTogether } from "../concurrency/together.ts";
import type { Handle, Peek } from "../handle.ts";
import type { Command } from "../investigation/command.ts";
import { goesOn, isKnown } from "../investigation/decide/decide-alarm.ts";
import { isFiringLine } from "../investigation/decide/decide-storm.ts";
import { memberOf } from "../investigation/member-of.ts";
import type { Investigation } from "../investigation/state.ts";
import type { Delivery } from "../store/store.ts";
import { gumshoe, type WorkContext } from "./context.ts";
import { digestOf, type Group, groupUp, type Route } from "./group.ts";
import { toLine } from "./storm.ts";

/**
 * The short way of a notification whose alarm's investigation this process knows: nothing is stored of what is recorded already, for what
 * is recorded stays so; a further change is appended at once. The commit is durable, so it needs no intake before.
 */
export interface KnownAlarms extends Pick<WorkContext["knownAlarms"], "learn"> {
  /** Returns true once a delivery is recorded, false if it has to go the long way, over the intake. */
  take(delivery: Delivery): Promise<boolean>;
}

const KEPT = 10_000;

/** So many changes of an investigation wait for no more. Each commit of a storm is folded and, on DynamoDB, paid for. */
const TOLD_AT_ONCE = 32;
/** A commit of so many changes shows a storm: those that follow wait for one another. */
const BUSY = 8;

interface Told {
  readonly id: string;
  readonly group: Group;
}

export function createKnownAlarms(deps: {
  readonly peek: Peek;
  readonly handle: Handle;
  readonly routeOf: (topicArn: string) => Route;
  /** The time between two commits of an investigation in a storm, ms: what comes meanwhile is told together, earlier if it is much. */
  readonly apartMs: number;
  readonly now: () => Date;
}): KnownAlarms {
  const { peek, handle, routeOf, apartMs, now } = deps;
  const streams = new Map<string, string>();
  const together = createTogether(tell, { apartMs, busy: BUSY, most: TOLD_AT_ONCE });

  async function tell(stream: string, told: readonly Told[]): Promise<boolean> {
    const meta = { id: `told/${digestOf(told.map(({ id }) => id))}`, actor: gumshoe, at: now().toISOString() };
    const groups = told.map(({ group }) => group);
    const { decision } = await handle(stream, commandOf(stream, groups), meta);
    return decision.ok;
  }

  function commandOf(stream: string, groups: readonly Group[]): Command {
    const transitions = groups.flatMap((group) => group.transitions);
    if (peek(stream)?.subject?.type !== "storm") return { type: "alarmChanged", transitions, onlyContinuing: true };
    const byKey = Map.groupBy(groups, ({ groupKey }) => groupKey);
    const members = [...byKey].flatMap(
      ([groupKey, told]) => toLine({ groupKey, transitions: told.flatMap((group) => group.transitions) }) ?? [],
    );
    return { type: "growStorm", members, onlyLines: true };
  }

  return {
    learn(groupKey, stream) {
      streams.delete(groupKey);
      streams.set(groupKey, stream);
      if (streams.size <= KEPT) return;
      const oldest = streams.keys().next();
      if (!oldest.done) streams.delete(oldest.value);
    },
    async take(delivery) {
      const { groups, changes } = groupUp([{ kind: "delivery", key: delivery.id, attempts: 0, delivery }], routeOf);
      const [group] = groups;
      if (!group || changes.length > 0 || group.transitions.length === 0) return false;
      const stream = streams.get(group.groupKey);
      const state = stream === undefined ? undefined : peek(stream);
      if (stream === undefined || !state) return false;
      if (isToldAlready(state, group)) return true;
      return state.status === "open" && isOfIt(state, group) ? together(stream, { id: delivery.id, group }) : false;
    },
  };
}

/** A storm keeps of each member the newest change only. */
function isToldAlready(state: Investigation, { groupKey, transitions }: Group): boolean {
  if (state.subject?.type !== "storm") return isKnown(state, transitions);
  const line = memberOf(state, groupKey);
  const at = Date.parse(line?.alarmAt ?? "");
  if (line?.investigation !== undefined) return false;
  return transitions.every(({ alarmAt }) => Date.parse(alarmAt) <= at);
}

/** Whether the changes belong to the investigation for sure: the command is refused where what this process knows is too old to say so. */
function isOfIt(state: Investigation, { groupKey, transitions }: Group): boolean {
  if (state.subject?.type === "storm") return isFiringLine(state, groupKey);
  return state.storm === undefined && goesOn(state, transitions);
}
